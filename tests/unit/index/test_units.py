"""Exact similarities per passage and per sentence."""

from pathlib import Path

import numpy as np
import pytest

from sro_assistant.domain import Document, Passage, Section, SourceFile, Span, Validity
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.units import Unit, UnitSimilarity, UnitVectors, units_of

IDS = ["a:0", "a:0/0", "a:0/1", "a:1", "b:0", "b:0/0"]
VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1], [0.8, 0.6], [-1, 0]], dtype=np.float32)
QUERY = np.array([1, 0], dtype=np.float32)


def rounded(found: UnitSimilarity) -> tuple[float, float, int | None]:
    return round(found.passage, 5), round(found.sentence, 5), found.best_sentence


def test_a_passage_is_compared_as_a_whole_and_by_its_best_sentence() -> None:
    found = {name: rounded(value) for name, value in UnitVectors(IDS, VECTORS).similarities(QUERY).items()}
    assert found == {"a:0": (1.0, 0.6, 1), "a:1": (0.0, 0.0, None), "b:0": (0.8, -1.0, 0)}


def test_only_the_passages_asked_for_are_compared_in_their_order() -> None:
    found = UnitVectors(IDS, VECTORS).similarities(QUERY, ["b:0", "unknown", "a:0"])
    assert [(name, rounded(value)) for name, value in found.items()] == [
        ("b:0", (0.8, -1.0, 0)),
        ("a:0", (1.0, 0.6, 1)),
    ]


def test_a_subset_scores_as_it_does_among_all() -> None:
    rng = np.random.default_rng(7)
    ids = [
        unit
        for passage in range(50)
        for unit in (f"d:{passage}", *(f"d:{passage}/{s}" for s in range(passage % 4)))
    ]
    vectors = rng.normal(size=(len(ids), 16)).astype(np.float32)
    units, query = UnitVectors(ids, vectors), vectors[3]
    every = dict(units.similarities(query).items())
    some = dict(units.similarities(query, [f"d:{n}" for n in range(0, 50, 3)]).items())
    assert {name: rounded(value) for name, value in some.items()} == {
        name: rounded(every[name]) for name in some
    }


@pytest.mark.parametrize("asked", [[], ["unknown"]])
def test_nothing_asked_gives_nothing(asked: list[str]) -> None:
    assert list(UnitVectors(IDS, VECTORS).similarities(QUERY, asked).items()) == []


def test_units_are_read_back_as_they_were_saved(tmp_path: Path) -> None:
    UnitVectors(IDS, VECTORS).save(tmp_path)
    loaded = UnitVectors.load(tmp_path)
    assert list(loaded.ids) == IDS
    assert np.array_equal(loaded.vectors, VECTORS)


def test_units_that_do_not_match_their_vectors_are_refused(tmp_path: Path) -> None:
    UnitVectors(IDS, VECTORS).save(tmp_path)
    (tmp_path / "units.json").write_text('["a:0"]')
    with pytest.raises(IndexDamagedError, match="sro index"):
        UnitVectors.load(tmp_path)


def test_a_passage_has_one_unit_with_its_headings_and_one_per_sentence() -> None:
    text = "Rollen\nDe Board stuurt. Hij beslist."
    source = SourceFile(
        id="nota",
        path="nota.md",
        title="Nota",
        publisher="SRO",
        url=None,
        published=None,
        kind="nota",
        validity=Validity.CURRENT,
        validity_reason="",
        licence="",
        sha256="",
    )
    document = Document(
        source=source,
        text=text,
        sections=(Section(heading="Rollen", level=1, span=Span(0, len(text)), path=("Rollen",)),),
        lists=(),
        sentences=(Span(7, 23), Span(24, len(text))),
    )
    passage = Passage(
        id="nota:0001",
        document_id="nota",
        start=7,
        end=len(text),
        headings=("SRO", "Rollen"),
        page=None,
        text=text[7:],
    )
    assert units_of(document, passage) == (
        Unit(
            "nota:0001",
            "SRO \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Rollen\nDe Board stuurt. Hij beslist.",
        ),
        Unit("nota:0001/0", "De Board stuurt."),
        Unit("nota:0001/1", "Hij beslist."),
    )
