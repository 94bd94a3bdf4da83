"""The nearest units: exact where few, through the store where many, as if the store had never been older."""

from collections.abc import Sequence

import numpy as np
import pytest

from sro_assistant.index import nearest
from sro_assistant.index import units as units_module
from sro_assistant.index.nearest import UnitSearch
from sro_assistant.index.overlay import Overlay
from sro_assistant.index.units import UnitVectors
from sro_assistant.ports import Vectors


class ListedVectors:
    """A store that compares all that it was given, and counts how often it was asked."""

    def __init__(self, rows: dict[str, Vectors]) -> None:
        self.rows = rows
        self.asked: list[int] = []

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        self.rows |= dict(zip(ids, vectors, strict=True))

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        self.asked.append(limit)
        scored = [(name, float(row @ vector)) for name, row in self.rows.items()]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def count(self) -> int:
        return len(self.rows)

    def close(self) -> None:
        pass


def vectors(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def units(count: int, seed: int = 1) -> UnitVectors:
    return UnitVectors([f"nota:{n:04d}" for n in range(count)], vectors(count, seed))


def rows_of(some: UnitVectors) -> Vectors:
    return some.vectors_at(np.arange(len(some.ids)))


def names(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def test_few_units_are_compared_without_the_store() -> None:
    some, store = units(50), ListedVectors({})
    rows = rows_of(some)
    found = UnitSearch(some, store, Overlay(50)).nearest(rows[7], 3)
    scores = rows @ rows[7]
    assert names(found) == [f"nota:{row:04d}" for row in np.argsort(-scores)[:3]]
    assert found[0][1] == pytest.approx(1.0)
    assert store.asked == []


def test_equal_units_come_in_order_of_id_also_at_the_limit() -> None:
    row = vectors(1, 1)
    some = UnitVectors(["b:1", "a:2", "a:1", "c:1"], np.repeat(row, 4, axis=0))
    search = UnitSearch(some, ListedVectors({}), Overlay(4))
    assert names(search.nearest(row[0], 2)) == ["a:1", "a:2"]
    assert search.nearest(row[0], 0) == []


def test_an_older_store_finds_what_a_new_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 0)
    before = units(60)
    replaced = [f"nota:{n:04d}" for n in range(10)]
    ids = [*before.ids[10:], *replaced]
    some = UnitVectors(ids, rows_of(before), vectors(10, 2), np.arange(10, 60))
    store = ListedVectors(dict(zip(before.ids, rows_of(before), strict=True)))
    search = UnitSearch(some, store, Overlay(60).changed(replaced, replaced))
    anew = ListedVectors(dict(zip(ids, rows_of(some), strict=True)))
    whole = UnitSearch(UnitVectors(ids, rows_of(some)), anew, Overlay(60))
    for row in (*rows_of(before)[:10], *rows_of(some)):
        ours, theirs = search.nearest(np.array(row), 5), whole.nearest(np.array(row), 5)
        assert names(ours) == names(theirs)
        assert dict(ours) == pytest.approx(dict(theirs), abs=1e-6)
    assert search.reachable == 60


def test_the_store_is_asked_for_more_where_its_best_are_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 0)
    some = units(40)
    rows = rows_of(some)
    store = ListedVectors(dict(zip(some.ids, rows, strict=True)))
    order = names(store.nearest(rows[0], 40))
    left = UnitVectors(order[4:], rows[[some.ids.index(name) for name in order[4:]]])
    found = UnitSearch(left, store, Overlay(40).changed(order[:4], [])).nearest(rows[0], 2)
    assert names(found) == order[4:6]
    assert store.asked[1:] == [2, 4, 8]


def with_sentences(count: int) -> tuple[list[str], Vectors]:
    """Passages of two documents, each with the vectors of two sentences behind its own."""
    ids = [f"{'ab'[n % 2]}:{n:04d}{end}" for n in range(count) for end in ("", "/0", "/1")]
    return ids, vectors(3 * count, 1)


@pytest.mark.parametrize("within", [None, frozenset({"a"})])
def test_of_many_units_only_whole_passages_are_compared(
    monkeypatch: pytest.MonkeyPatch, within: frozenset[str] | None
) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 20)
    monkeypatch.setattr(units_module, "EXACT_UP_TO", 20)
    ids, rows = with_sentences(20)
    store = ListedVectors({})
    search = UnitSearch(UnitVectors(ids, rows), store, Overlay(60))
    whole = [row for row in range(0, 60, 3) if within is None or ids[row].startswith("a")]
    for row in rows[:9]:
        best = sorted(whole, key=lambda place: -float(rows[place] @ row))[:4]
        found = search.nearest(row, 4, within)
        assert names(found) == [ids[place] for place in best]
        assert [score for _, score in found] == pytest.approx([float(rows[place] @ row) for place in best])
    assert store.asked == []


def test_few_passages_of_many_are_compared_without_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 10)
    monkeypatch.setattr(units_module, "EXACT_UP_TO", 10)
    ids, rows = with_sentences(20)
    store = ListedVectors({ids[row]: rows[row] for row in range(0, 60, 3)})
    search = UnitSearch(UnitVectors(ids, rows), store, Overlay(60))
    best = sorted(range(0, 60, 6), key=lambda place: -float(rows[place] @ rows[1]))[:3]
    assert names(search.nearest(rows[1], 3, frozenset({"a"}))) == [ids[place] for place in best]
    assert store.asked == []
    whole = sorted(range(0, 60, 3), key=lambda place: -float(rows[place] @ rows[1]))[:3]
    assert names(search.nearest(rows[1], 3)) == [ids[place] for place in whole]
    assert store.asked == [3]


@pytest.mark.parametrize("exact_up_to", [0, 100])
def test_a_filter_gives_what_a_search_of_the_admitted_documents_alone_would(
    monkeypatch: pytest.MonkeyPatch, exact_up_to: int
) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", exact_up_to)
    ids, rows = [f"{'abc'[n % 3]}:{n:04d}" for n in range(60)], vectors(60, 1)
    old = np.concatenate([vectors(6, 2), rows[6:]])
    store = ListedVectors(dict(zip(ids, old, strict=True)))
    ids, rows = [*ids[6:], *ids[:6]], np.concatenate([rows[6:], rows[:6]])
    some = UnitVectors(ids, old, rows[54:], np.arange(6, 60))
    search = UnitSearch(some, store, Overlay(60).changed(ids[54:], ids[54:]))
    admitted = [row for row, unit in enumerate(ids) if unit[0] in "ac"]
    for row in rows:
        best = sorted(admitted, key=lambda place: -float(rows[place] @ row))[:5]
        found = search.nearest(np.array(row), 5, frozenset({"a", "c"}))
        assert names(found) == [ids[place] for place in best]
    assert search.nearest(rows[0], 5, frozenset({"unknown"})) == ()
