"""The nearest units: exact where few, through the store where many, as if the store had never been older."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index import nearest
from sro_assistant.index.nearest import OVERLAY_FILE, Overlay, UnitSearch
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


def names(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def test_few_units_are_compared_without_the_store() -> None:
    some, store = units(50), ListedVectors({})
    found = UnitSearch(some, store, Overlay(50)).nearest(np.array(some.vectors[7]), 3)
    scores = some.vectors @ some.vectors[7]
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
    before, some = units(60), units(60)
    replaced = [f"nota:{n:04d}" for n in range(10)]
    some.vectors[:10] = vectors(10, 2)
    store = ListedVectors(dict(zip(before.ids, before.vectors, strict=True)))
    search = UnitSearch(some, store, Overlay(60).changed(replaced, replaced))
    whole = UnitSearch(some, ListedVectors(dict(zip(some.ids, some.vectors, strict=True))), Overlay(60))
    for row in (*before.vectors[:10], *some.vectors):
        ours, theirs = search.nearest(np.array(row), 5), whole.nearest(np.array(row), 5)
        assert names(ours) == names(theirs)
        assert dict(ours) == pytest.approx(dict(theirs), abs=1e-6)
    assert search.reachable == 60


def test_the_store_is_asked_for_more_where_its_best_are_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 0)
    some = units(40)
    store = ListedVectors(dict(zip(some.ids, some.vectors, strict=True)))
    order = names(store.nearest(np.array(some.vectors[0]), 40))
    left = UnitVectors(order[4:], np.array(some.vectors[[some.ids.index(name) for name in order[4:]]]))
    found = UnitSearch(left, store, Overlay(40).changed(order[:4], [])).nearest(some.vectors[0], 2)
    assert names(found) == order[4:6]
    assert store.asked[1:] == [2, 4, 8]


def test_a_unit_that_is_changed_twice_is_stale_once_and_fresh_once() -> None:
    once = Overlay(3).changed(["a:1"], ["a:1", "a:2"])
    assert once == Overlay(3, frozenset({"a:1"}), frozenset({"a:1", "a:2"}))
    assert once.changed(["a:1", "a:2"], ["a:1"]) == Overlay(3, frozenset({"a:1"}), frozenset({"a:1"}))


def test_an_overlay_is_read_as_it_was_written_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    overlay = Overlay(9, frozenset({"a:1"}), frozenset({"a:2/1"}))
    overlay.save(tmp_path)
    assert Overlay.load(tmp_path) == overlay
    (tmp_path / OVERLAY_FILE).write_text("{}")
    with pytest.raises(IndexDamagedError, match="sro index"):
        Overlay.load(tmp_path)
