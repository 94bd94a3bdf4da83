"""Where two copies of one document differ."""

from dataclasses import replace

import pytest
from samples import source_file

from sro_assistant.domain import Document, Section, Span, Validity
from sro_assistant.ingest.copies.differences import Difference, differences

SOURCE = source_file(published=None, validity=Validity.UNKNOWN)


def document(text: str, copy_id: str = "nota") -> Document:
    section = Section(heading="Doel", level=1, span=Span(0, len(text)), path=("Visie", "Doel"), page=3)
    source = replace(SOURCE, id=copy_id)
    return Document(source=source, text=text, sections=(section,), lists=(), sentences=())


def test_a_difference_has_its_words_its_place_and_what_stands_round_it() -> None:
    served = document("De regio werkt met datakluizen voor elke burger in het land.")
    other = document("De regio werkt met datakluisen voor elke burger, in het land", "kopie")
    assert differences(served, other) == (
        Difference(
            copy_id="kopie",
            served="datakluizen",
            other="datakluisen",
            span=Span(19, 30),
            headings=("Visie", "Doel"),
            page=3,
            before="regio werkt met",
            after="voor elke burger",
        ),
    )
    assert served.slice(Span(19, 30)) == "datakluizen"


@pytest.mark.parametrize(
    ("served", "other", "expected"),
    [
        ("a b c", "A, b.\nC", []),
        ("a b c", "a b c d", [("", "d")]),
        ("a b c d", "b c d", [("a", "")]),
        ("", "a", [("", "a")]),
        ("a", "", [("a", "")]),
        ("", "", []),
        ("een twee drie vier vijf zes", "nul vijf zes", [("een twee drie vier", "nul")]),
    ],
)
def test_added_and_lost_words_are_differences_and_layout_is_not(
    served: str, other: str, expected: list[tuple[str, str]]
) -> None:
    found = differences(document(served), document(other))
    assert [(d.served, d.other) for d in found] == expected


def test_a_long_text_with_moved_and_repeated_parts_gives_back_both_texts() -> None:
    words = [f"woord{n % 37}" for n in range(3000)]
    changed = [*words[:500], "nieuw", *words[900:], *words[500:900]]
    found = differences(document(" ".join(words)), document(" ".join(changed)))
    rebuilt, at = "", 0
    text = " ".join(words)
    for difference in found:
        rebuilt += text[at : difference.span.start] + f" {difference.other} "
        at = difference.span.end
    assert (rebuilt + text[at:]).split() == changed
