"""The units nearest to a vector: exactly where they are few, through the vector store where they are many."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import document_id_of
from sro_assistant.index.overlay import Overlay
from sro_assistant.index.units import EXACT_UP_TO, UnitVectors, passage_of
from sro_assistant.ports import Vectors, VectorStore

MARGIN = 2.0
"""By how many standard deviations more are asked of the store than would do if a filter's stood evenly."""
REMEMBERED_FILTERS = 64


class UnitSearch:
    """Finds the units of a generation by their vectors."""

    def __init__(self, units: UnitVectors, store: VectorStore, overlay: Overlay) -> None:
        self._units = units
        self._store = store
        self._overlay = overlay
        self._fresh = range(len(units.ids) - len(overlay.fresh), len(units.ids))
        self._stretches = lru_cache(REMEMBERED_FILTERS)(self._stretches_of)

    @property
    def reachable(self) -> int:
        """How many units can be found."""
        return self._overlay.count

    def nearest(
        self, vector: Vectors, limit: int, within: frozenset[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first, equal ones in order of id.

        `within` names the documents that may be found. The store's own filter is not used: on most of
        100,000 vectors it takes hundreds of times as long as the search.
        """
        stretches, admitted = self._stretches(within)
        if admitted <= EXACT_UP_TO:
            return self._exact(vector, stretches, limit)
        evenly = limit * len(self._units.ids) / admitted
        asked = limit if within is None else math.ceil(evenly + MARGIN * math.sqrt(evenly))
        found = [*self._stored(vector, limit, asked, within), *self._unstored(vector, limit, within)]
        return _best(found, limit)

    def _stretches_of(self, within: frozenset[str] | None) -> tuple[Sequence[slice], int]:
        """Where the admitted rows stand, and how many there are."""
        every = slice(0, len(self._units.ids))
        stretches = [every] if within is None else self._units.rows_within(within)
        return stretches, sum(rows.stop - rows.start for rows in stretches)

    def _exact(self, vector: Vectors, stretches: Sequence[slice], limit: int) -> Sequence[tuple[str, float]]:
        if not stretches:
            return ()
        rows = np.concatenate([np.arange(stretch.start, stretch.stop) for stretch in stretches])
        scores = np.concatenate([self._units.dot(vector, stretch) for stretch in stretches])
        return self._highest(rows, scores, limit)

    def _unstored(
        self, vector: Vectors, limit: int, within: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        """The nearest of the units that the store does not have."""
        rows = [row for row in self._fresh if self._is_within(self._units.ids[row], within)]
        fresh = np.array(rows, dtype=np.intp)
        return self._highest(fresh, np.asarray(self._units.vectors_at(fresh) @ vector), limit)

    def _highest(
        self, rows: NDArray[np.intp], scores: NDArray[np.float32], limit: int
    ) -> Sequence[tuple[str, float]]:
        units = self._units
        if 0 < limit < len(rows):
            least = np.partition(scores, -limit)[-limit]
            kept = np.flatnonzero(scores >= least)  # all that are equal at the limit, so that ids decide
        else:
            kept = np.arange(len(rows))
        return _best([(units.ids[rows[place]], float(scores[place])) for place in kept.tolist()], limit)

    def _stored(
        self, vector: Vectors, limit: int, asked: int, within: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        """The store's nearest but for stale ones and other documents; asks for more until enough are left."""
        count = self._store.count()
        while True:
            found = self._store.nearest(vector, asked)
            valid = [
                pair
                for pair in found
                if pair[0] not in self._overlay.stale and self._is_within(pair[0], within)
            ]
            if len(valid) >= limit or asked >= count or len(found) < asked:
                return valid[:limit]
            asked = min(2 * asked, count)

    @staticmethod
    def _is_within(unit: str, within: frozenset[str] | None) -> bool:
        return within is None or document_id_of(passage_of(unit)) in within


def _best(pairs: Iterable[tuple[str, float]], limit: int) -> Sequence[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]
