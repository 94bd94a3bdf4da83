import pytest

from sro_assistant.answer.generate.draft import DraftedClaim, DraftedStatement, DraftEnd
from sro_assistant.answer.generate.parse import DraftParser, Event

LINE = '{"zin": "De SRO telt drie leden.", "bewijs": [{"label": "P3", "citaat": "telt drie leden"}]}'
END = '{"volledig": true, "ontbreekt": []}'
STATEMENT = DraftedStatement(text="De SRO telt drie leden.", claims=(DraftedClaim("P3", "telt drie leden"),))
WHOLE = [STATEMENT, DraftEnd(is_complete=True)]


def read(text: str, size: int = 7) -> tuple[list[Event], int]:
    parser = DraftParser()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    found = [event for piece in pieces for event in parser.feed(piece)]
    parser.finish()
    return found, parser.broken


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}\n{END}\n",
        f"```json\n{LINE}\n{END}\n```",
        f"Hier is mijn antwoord:\n\n{LINE}\n{END}\nVeel succes!",
        f"[\n{LINE},\n{END}\n]",
        f'{{"antwoord": [{LINE}], "volledig": true, "ontbreekt": []}}',
        f'<think>Ik denk aan {{"zin": "onzin"}}.</think>\n{LINE}\n{END}',
        f"{LINE.replace(']}', '],}')}\n{END}",
        f"{LINE.replace('leden.', 'leden [P3].')}\n{END}",
        f"{LINE.replace('P3', 'p3')}\n{END}",
        '{"text": "De SRO telt drie leden.", "sources": {"source": "P3", "quote": "telt drie leden"}}' + END,
        '{"zin": "De SRO telt drie leden.", "label": "P3", "citaat": "telt drie leden"}' + END,
    ],
)
def test_a_draft_is_read_whatever_stands_around_it(text: str) -> None:
    assert read(text) == (WHOLE, 0)


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_the_size_of_the_pieces_says_nothing(size: int) -> None:
    assert read(f"<think>Tja.</think>{LINE}\n{END}", size) == (WHOLE, 0)


def test_a_statement_comes_as_soon_as_it_closes() -> None:
    assert list(DraftParser().feed(LINE + '\n{"zin": "De')) == [STATEMENT]


def test_braces_and_quotes_in_a_sentence_are_part_of_it() -> None:
    (found, _) = read('{"zin": "De \\"SRO\\" {zelf}.", "bewijs": []}')
    assert found == [DraftedStatement(text='De "SRO" {zelf}.')]


def test_what_never_closes_is_broken_and_takes_nothing_with_it() -> None:
    assert read(f'{{"zin": "De SRO "telt" drie\n{LINE}\n{END}') == (WHOLE, 1)
    assert read(f'{LINE}\n{{"zin": "De SRO') == ([STATEMENT], 1)


def test_prose_holds_no_statement() -> None:
    assert read("Het spijt me, daar kan ik niet mee helpen.") == ([], 0)


def test_what_is_missing_is_kept_as_text() -> None:
    (found, _) = read('{"volledig": false, "ontbreekt": ["wie betaalt dat", 3, ""]}')
    assert found == [DraftEnd(is_complete=False, missing=("wie betaalt dat",))]


def test_a_second_try_names_what_it_replaces() -> None:
    (found, _) = read('{"nummer": 2, "zin": "De SRO telt drie leden.", "bewijs": []}')
    assert found == [DraftedStatement(text="De SRO telt drie leden.", number=2)]
