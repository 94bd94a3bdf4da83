"""Copies of one document."""

import pytest

from sro_assistant.domain import SourceFile, Validity
from sro_assistant.ingest.clean import CleanText
from sro_assistant.ingest.lines import Line
from sro_assistant.ingest.variants import Copy, best_of, clusters, containment

TEXT = "De regio zet data in om de uitdagingen van steden en gemeenten samen aan te pakken met datakluizen."


def copy(name: str, text: str, copy_of: str | None = None, contents: dict[str, int] | None = None) -> Copy:
    source = SourceFile(
        id=name,
        path=f"{name}.txt",
        title=name,
        publisher="Office",
        url=None,
        published=None,
        kind="nota",
        validity=Validity.UNKNOWN,
        validity_reason="test",
        licence="test",
        sha256="0" * 64,
        copy_of=copy_of,
    )
    return Copy(source=source, clean=CleanText(lines=(Line(text=text),), contents=contents or {}))


def known(word: str) -> bool:
    return word not in {"datakluisen", "staden"}


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("een twee drie vier vijf", "een twee drie vier vijf", 1.0),
        ("een twee drie vier vijf", "nul EEN twee, drie vier vijf zes zeven", 1.0),
        ("een twee drie vier vijf zes", "een twee drie vier vijf acht", 0.5),
        ("een twee drie vier vijf", "zes zeven acht negen tien", 0.0),
        ("een twee", "een twee", 0.0),
    ],
)
def test_containment_counts_shared_shingles_over_the_smaller_text(
    text: str, other: str, expected: float
) -> None:
    assert containment(text, other) == expected == containment(other, text)


def test_near_duplicates_and_named_copies_are_one_document() -> None:
    a, b = copy("a", TEXT), copy("b", "Iets heel anders dat nergens op lijkt en nergens staat.")
    near, named = (
        copy("near", TEXT.replace("datakluizen", "datakluisen")),
        copy("named", "Kort.", copy_of="b"),
    )
    assert clusters([a, b, near, named]) == [[a, near], [b, named]]


def test_the_better_spelled_copy_is_served_under_the_name_of_the_original() -> None:
    original = copy("nota", TEXT.replace("datakluizen", "datakluisen"), contents={"visie": 2})
    better = copy("nota_pdf", TEXT, copy_of="nota")
    variants = best_of([original, better], known)
    assert variants.ids == ("nota", "nota_pdf")
    assert (variants.served.source, variants.served.text) == (original.source, TEXT)
    assert variants.served.clean.contents == {"visie": 2}


def test_copies_spelled_alike_serve_the_first() -> None:
    first, second = copy("a", TEXT), copy("b", TEXT + " Meer.")
    assert best_of([first, second], known).served == first


def test_a_document_without_copies_is_served_as_it_is() -> None:
    alone = copy("a", "Met datakluisen.")
    assert best_of([alone], known).served == alone
