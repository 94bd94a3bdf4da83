"""Exact similarities per passage and per sentence."""

from pathlib import Path

import numpy as np
import pytest
from samples import source_file

from sro_assistant.domain import Document, Passage, Section, Span
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index import units
from sro_assistant.index.units import Unit, UnitSimilarity, UnitVectors, units_of

IDS = ["a:0", "a:0/0", "a:0/1", "a:1", "b:0", "b:0/0"]
VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1], [0.8, 0.6], [-1, 0]], dtype=np.float32)
QUERY = np.array([1, 0], dtype=np.float32)


def rounded(found: UnitSimilarity) -> tuple[float, float]:
    return round(found.passage, 5), round(found.sentence, 5)


def test_a_passage_is_compared_as_a_whole_and_by_its_best_sentence() -> None:
    found = UnitVectors(IDS, VECTORS).similarities(QUERY, ["a:0", "a:1", "b:0"])
    assert {name: rounded(value) for name, value in found.items()} == {
        "a:0": (1.0, 0.6),
        "a:1": (0.0, 0.0),
        "b:0": (0.8, -1.0),
    }


def test_only_the_passages_asked_for_are_compared_in_their_order() -> None:
    found = UnitVectors(IDS, VECTORS).similarities(QUERY, ["b:0", "unknown", "a:0"])
    assert [(name, rounded(value)) for name, value in found.items()] == [
        ("b:0", (0.8, -1.0)),
        ("a:0", (1.0, 0.6)),
    ]


def test_a_subset_scores_as_it_does_among_all() -> None:
    rng = np.random.default_rng(7)
    ids = [
        unit
        for passage in range(50)
        for unit in (f"d:{passage}", *(f"d:{passage}/{s}" for s in range(passage % 4)))
    ]
    vectors = rng.normal(size=(len(ids), 16)).astype(np.float32)
    found, query = UnitVectors(ids, vectors), vectors[3]
    every = found.similarities(query, found.passage_ids)
    some = found.similarities(query, [f"d:{n}" for n in range(0, 50, 3)])
    assert {name: rounded(value) for name, value in some.items()} == {
        name: rounded(every[name]) for name in some
    }


def test_the_rows_of_documents_are_found_in_stretches() -> None:
    some = UnitVectors(["a:0", "a:0/0", "b:0", "a:1", "c:0"], VECTORS[:5])
    assert some.rows_within(["a", "unknown"]) == [slice(0, 2), slice(3, 4)]
    assert some.rows_within(["c", "b"]) == [slice(4, 5), slice(2, 3)]


@pytest.mark.parametrize("asked", [[], ["unknown"]])
def test_nothing_asked_gives_nothing(asked: list[str]) -> None:
    assert UnitVectors(IDS, VECTORS).similarities(QUERY, asked) == {}


def test_units_are_read_back_as_they_were_saved(tmp_path: Path) -> None:
    UnitVectors.save(tmp_path, IDS, VECTORS)
    loaded = UnitVectors.load(tmp_path)
    assert list(loaded.ids) == IDS
    assert np.array_equal(loaded.vectors_at(np.arange(6)), VECTORS)


@pytest.mark.parametrize("exact_up_to", [0, 100])
def test_units_that_are_changed_again_and_again_are_those_of_a_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact_up_to: int
) -> None:
    monkeypatch.setattr(units, "EXACT_UP_TO", exact_up_to)
    rng = np.random.default_rng(3)
    expected = {name: rng.normal(size=4).astype(np.float32) for name in IDS}
    folder = tmp_path / "0"
    folder.mkdir()
    UnitVectors.save(folder, IDS, np.array(list(expected.values())))
    for turn, (gone, new) in enumerate([("a:0", "a:0"), ("b:0", "c:0"), ("a:0", "b:0"), ("c:0", "c:0")], 1):
        base, folder = folder, tmp_path / str(turn)
        folder.mkdir()
        for name in ("vectors.npy", "units.json"):
            (folder / name).hardlink_to(base / name)
        removed = [name for name in expected if name.partition("/")[0] == gone]
        added = {name: rng.normal(size=4).astype(np.float32) for name in (new, f"{new}/0")}
        expected = {name: row for name, row in expected.items() if name not in removed} | added
        UnitVectors.save_changed(base, folder, removed, added)
        loaded, query = UnitVectors.load(folder), rng.normal(size=4).astype(np.float32)
        rows = loaded.vectors_at(np.arange(len(loaded.ids)))
        assert {name: row.tolist() for name, row in zip(loaded.ids, rows, strict=True)} == {
            name: row.tolist() for name, row in expected.items()
        }
        for part in (slice(0, len(rows)), slice(1, 3), slice(len(rows) - 1, len(rows))):
            np.testing.assert_allclose(loaded.dot(query, part), rows[part] @ query, rtol=1e-5)


def test_few_vectors_are_read_and_not_mapped_so_that_a_file_cut_short_harms_no_reader(tmp_path: Path) -> None:
    UnitVectors.save(tmp_path, IDS, VECTORS)
    loaded = UnitVectors.load(tmp_path)
    with (tmp_path / "vectors.npy").open("r+b") as file:
        file.truncate(0)
    assert np.array_equal(loaded.vectors_at(np.arange(6)), VECTORS)


def test_units_that_do_not_match_their_vectors_are_refused(tmp_path: Path) -> None:
    UnitVectors.save(tmp_path, IDS, VECTORS)
    (tmp_path / "units.json").write_text('["a:0"]')
    with pytest.raises(IndexDamagedError, match="sro index"):
        UnitVectors.load(tmp_path)


def test_a_passage_has_one_unit_with_its_headings_and_one_per_sentence() -> None:
    text = "Rollen\nDe Board stuurt. Hij beslist."
    source = source_file(published=None)
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
