"""Conversion residue, kind by kind."""

import pytest

from sro_assistant.ingest.parse.clean import clean, heading_key, is_residue
from sro_assistant.ports import RawLine


def kept(*lines: str) -> list[str]:
    return [line.text for line in clean([RawLine(line) for line in lines]).lines if line.text]


@pytest.mark.parametrize(
    "line",
    [
        "3",
        "- 12 -",
        "Pagina 3 van 7",
        "blz. 4",
        "©2020 KPMG Advisory is een Belgische CVBA. Alle rechten voorbehouden.",
        "Copyright 2024 Vlaamse overheid",
        "Lees meer over VLOCA.",
        "Lees meer op de pagina over Smart Flanders 2.0.",
        "Delen:",
        "Terug naar boven",
        "-----",
        "_ _ _ _",
        "|---|:--|",
    ],
)
def test_a_line_that_says_nothing_is_residue(line: str) -> None:
    assert is_residue(line)


@pytest.mark.parametrize(
    "line",
    [
        "2019",
        "3 agentschappen",
        "Lees meer boeken, want wie leest leert zoveel meer dan iemand die dat nooit eens probeert te doen.",
        "Delen en leren",
        "De pagina 3 van 7 ontbreekt.",
        "Je vindt meer informatie daarover op de pagina Datapiloten.",
    ],
)
def test_a_line_with_content_is_kept(line: str) -> None:
    assert not is_residue(line)


@pytest.mark.parametrize(
    "comment",
    [
        "\tComment by Janssens, An: Dit staat er al",
        " Commented [AB1]: Dit staat er al",
        " Met opmerkingen [AB12]: Dit staat er al",
        "   Comment by An: weg",
    ],
)
def test_an_editing_comment_goes_and_its_sentence_stays(comment: str) -> None:
    assert kept(f"Het programma loopt af.{comment}") == ["Het programma loopt af."]


def test_a_sentence_on_a_comment_is_no_comment() -> None:
    sentence = "Een comment by design: dat mag."
    assert kept(sentence) == [sentence]


def test_the_contents_go_and_leave_their_pages() -> None:
    lines = [
        "Inhoud",
        "INLEIDING\t2",
        "",
        "Rollen van de SRO.....\t4",
        "BESLUIT . . . . 7",
        "INLEIDING",
        "Tekst.",
    ]
    cleaned = clean([RawLine(line) for line in lines])
    assert [line.text for line in cleaned.lines if line.text] == ["INLEIDING", "Tekst."]
    assert cleaned.contents == {"inleiding": 2, heading_key("Rollen van de SRO"): 4, "besluit": 7}


def test_a_table_with_numbers_is_no_table_of_contents() -> None:
    rows = ("Stad\tAantal", "Gent\t5", "Brugge\t6", "Aalst\t7")
    assert kept(*rows) == ["Stad Aantal", "Gent 5", "Brugge 6", "Aalst 7"]


def test_an_empty_label_goes_and_a_filled_one_stays() -> None:
    assert kept("Publicatiedatum", "", "Tekst.") == ["Tekst."]
    assert kept("Publicatiedatum", "12 mei 2024") == ["Publicatiedatum", "12 mei 2024"]


def test_running_heads_go_with_their_page_numbers() -> None:
    pages = [
        RawLine(text, page)
        for page in (1, 2, 3)
        for text in (
            "Nota Vlaanderen",
            f"Zin {'abc'[page - 1]} van deze bladzijde.",
            f"Versie 2, pagina {page}",
        )
    ]
    cleaned = clean(pages)
    assert [(line.text, line.page) for line in cleaned.lines if line.text] == [
        ("Zin a van deze bladzijde.", 1),
        ("Zin b van deze bladzijde.", 2),
        ("Zin c van deze bladzijde.", 3),
    ]


def test_a_lone_line_with_a_tab_is_text() -> None:
    (line,) = clean([RawLine("Betreft:\tde regio")]).lines
    assert (line.text, line.cells) == ("Betreft: de regio", ())


def test_lines_indented_with_tabs_are_no_table() -> None:
    lines = clean([RawLine("\tEerste regel"), RawLine("\ttweede regel")]).lines
    assert [line.cells for line in lines] == [(), ()]
