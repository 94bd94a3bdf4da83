from pathlib import Path

import pytest

from sro_assistant.dutch.phrasebook import Entry, Kind, Phrasebook
from sro_assistant.dutch.words import words
from sro_assistant.errors import IndexDamagedError

ENTRIES = (
    Entry(kind=Kind.ENGLISH, typed=("city", "cities"), meant=("stad",)),
    Entry(kind=Kind.ENGLISH, typed=("city council",), meant=("stadsbestuur", "gemeenteraad")),
    Entry(kind=Kind.SYNONYM, typed=("centen",), meant=("middelen", "budget")),
    Entry(kind=Kind.NAME, typed=("AIV",), meant=("Digitaal Vlaanderen",), notice="AIV heet nu anders."),
    Entry(kind=Kind.FLEMISH, typed=("hé", "één keer"), meant=("eens",)),
)
BOOK = Phrasebook.of(ENTRIES)


def met(text: str, *kinds: Kind) -> list[tuple[str, tuple[str, ...]]]:
    return [(match.typed, match.entry.meant) for match in BOOK.matches(words(text), *kinds)]


@pytest.mark.parametrize(
    ("text", "kinds", "found"),
    [
        ("the City Council pays", (Kind.ENGLISH,), [("City Council", ("stadsbestuur", "gemeenteraad"))]),
        ("city and cities", (Kind.ENGLISH,), [("city", ("stad",)), ("cities", ("stad",))]),
        ("city centen", (Kind.SYNONYM,), [("centen", ("middelen", "budget"))]),
        (
            "aiv en centen",
            (Kind.SYNONYM, Kind.NAME),
            [("aiv", ("Digitaal Vlaanderen",)), ("centen", ("middelen", "budget"))],
        ),
        ("een keer", (Kind.FLEMISH,), [("een keer", ("eens",))]),
        ("centenbak", (Kind.SYNONYM,), []),
        ("", (Kind.SYNONYM,), []),
    ],
)
def test_the_longest_wording_of_the_kinds_asked_for_is_met_word_for_word(
    text: str, kinds: tuple[Kind, ...], found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert met(text, *kinds) == found


def test_what_is_saved_finds_the_same(tmp_path: Path) -> None:
    BOOK.save(tmp_path)
    loaded = Phrasebook.load(tmp_path)
    said = words("AIV vraagt centen aan de city council")
    assert loaded.matches(said, *Kind) == BOOK.matches(said, *Kind)
    assert [m.entry.notice for m in loaded.matches(said, Kind.NAME)] == ["AIV heet nu anders."]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "phrasebook.jsonl").write_text("{", "utf-8")
    with pytest.raises(IndexDamagedError, match="sro index"):
        Phrasebook.load(tmp_path)
