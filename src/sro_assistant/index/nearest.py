"""The units nearest to a vector: exactly where they are few, through the vector store where they are many."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.units import UnitVectors, rows_by_id
from sro_assistant.ports import Vectors, VectorStore

EXACT_UP_TO = 20_000
"""Up to so many units numpy compares them all sooner than Chroma is imported and opened: see decision 9."""

OVERLAY_FILE = "overlay.json"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a generation has otherwise than its vector store, which an earlier build filled.

    `stored` counts the store's units; `stale` names those that are gone or have another vector,
    `fresh` the units to compare beside the store.
    """

    stored: int
    stale: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The overlay of a generation; raises IndexDamagedError where its file is not readable."""
        path = folder / OVERLAY_FILE
        try:
            value = json.loads(path.read_text("utf-8"))
            return cls(int(value["stored"]), frozenset(value["stale"]), frozenset(value["fresh"]))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"Het bestand {path} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, folder: Path) -> None:
        """Writes the overlay as JSON."""
        value = {"stored": self.stored, "stale": sorted(self.stale), "fresh": sorted(self.fresh)}
        (folder / OVERLAY_FILE).write_text(json.dumps(value) + "\n", "utf-8")

    def changed(self, removed: Iterable[str], added: Iterable[str]) -> Self:
        """The overlay when units are removed and others, or the same with other vectors, are added."""
        gone = frozenset(removed)
        stale, fresh = self.stale | (gone - self.fresh), (self.fresh - gone) | frozenset(added)
        return type(self)(self.stored, stale, fresh)


class UnitSearch:
    """Finds the units of a generation by their vectors."""

    def __init__(self, units: UnitVectors, store: VectorStore, overlay: Overlay) -> None:
        self._units = units
        self._store = store
        self._overlay = overlay
        rows = rows_by_id(units) if overlay.fresh else {}
        self._fresh = np.array(sorted(rows[u] for u in overlay.fresh if u in rows), dtype=np.intp)

    @property
    def reachable(self) -> int:
        """How many units can be found."""
        return self._overlay.stored - len(self._overlay.stale) + len(self._fresh)

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first, equal ones in order of id."""
        if len(self._units.ids) <= EXACT_UP_TO:
            return self._exact(vector, np.arange(len(self._units.ids)), limit)
        found = [*self._stored(vector, limit), *self._exact(vector, self._fresh, limit)]
        return _best(found, limit)

    def _exact(self, vector: Vectors, rows: NDArray[np.intp], limit: int) -> Sequence[tuple[str, float]]:
        units = self._units
        vectors = units.vectors if len(rows) == len(units.ids) else units.vectors[rows]
        scores = np.asarray(vectors @ vector, dtype=np.float32)
        if 0 < limit < len(rows):
            least = np.partition(scores, -limit)[-limit]
            kept = np.flatnonzero(scores >= least)  # all that are equal at the limit, so that ids decide
        else:
            kept = np.arange(len(rows))
        return _best([(units.ids[rows[place]], float(scores[place])) for place in kept.tolist()], limit)

    def _stored(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """The store's nearest but for the stale ones; asks for more until enough are left."""
        count = self._store.count()
        asked = limit
        while True:
            found = self._store.nearest(vector, asked)
            valid = [pair for pair in found if pair[0] not in self._overlay.stale]
            if len(valid) >= limit or asked >= count or len(found) < asked:
                return valid[:limit]
            asked = min(2 * asked, count)


def _best(pairs: Iterable[tuple[str, float]], limit: int) -> Sequence[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]
