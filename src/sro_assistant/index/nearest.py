"""The units nearest to a vector: all compared where they are few, only whole passages where they are many."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import document_id_of
from sro_assistant.index.overlay import Overlay
from sro_assistant.index.units import EXACT_UP_TO, UnitVectors, is_passage
from sro_assistant.ports import Vectors, VectorStore

MARGIN = 2.0
"""By how many standard deviations more are asked of the store than would do if a filter's stood evenly."""
REMEMBERED_FILTERS = 64


class Admitted(NamedTuple):
    """What a filter lets through: where its units stand, and the places of its passages among all."""

    stretches: Sequence[slice]
    passages: NDArray[np.intp]


class UnitSearch:
    """Finds the units of a generation by their vectors.

    Few units are all compared. Of many only the passages' own are, since the sentences of what is found
    by any channel are compared afterwards; of many passages the store proposes those.
    """

    def __init__(self, units: UnitVectors, store: VectorStore, overlay: Overlay) -> None:
        self._units = units
        self._store = store
        self._overlay = overlay
        first = len(units.ids) - len(overlay.fresh)
        self._fresh = [row for row in range(first, len(units.ids)) if is_passage(units.ids[row])]
        self._admitted = lru_cache(REMEMBERED_FILTERS)(self._admitted_by)

    @property
    def reachable(self) -> int:
        """How many units the generation should hold."""
        return self._overlay.count

    def nearest(
        self, vector: Vectors, limit: int, within: frozenset[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first, equal ones in order of id.

        `within` names the documents that may be found. The store's own filter is not used: on most of
        100,000 vectors it takes hundreds of times as long as the search.
        """
        admitted = self._admitted(within)
        if not len(admitted.passages):
            return ()
        if len(self._units.ids) <= EXACT_UP_TO:
            return self._among_units(vector, admitted.stretches, limit)
        if len(admitted.passages) <= EXACT_UP_TO:
            return self._among_passages(vector, admitted.passages, limit)
        evenly = limit * len(self._units.passage_ids) / len(admitted.passages)
        asked = limit if within is None else math.ceil(evenly + MARGIN * math.sqrt(evenly))
        found = [*self._stored(vector, limit, asked, within), *self._unstored(vector, limit, within)]
        return _best(found, limit)

    def _admitted_by(self, within: frozenset[str] | None) -> Admitted:
        every = slice(0, len(self._units.ids))
        stretches = [every] if within is None else self._units.rows_within(within)
        return Admitted(stretches, self._units.places_in(stretches))

    def _among_units(
        self, vector: Vectors, stretches: Sequence[slice], limit: int
    ) -> Sequence[tuple[str, float]]:
        rows = np.concatenate([np.arange(stretch.start, stretch.stop) for stretch in stretches])
        scores = np.concatenate([self._units.dot(vector, stretch) for stretch in stretches])
        return _highest(self._units.ids, rows, scores, limit)

    def _among_passages(
        self, vector: Vectors, places: NDArray[np.intp], limit: int
    ) -> Sequence[tuple[str, float]]:
        scores = self._units.passages_dot(vector, places)
        return _highest(self._units.passage_ids, places, scores, limit)

    def _unstored(
        self, vector: Vectors, limit: int, within: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        """The nearest of the passages that the store does not have."""
        rows = [row for row in self._fresh if self._is_within(self._units.ids[row], within)]
        fresh = np.array(rows, dtype=np.intp)
        return _highest(self._units.ids, fresh, np.asarray(self._units.vectors_at(fresh) @ vector), limit)

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
    def _is_within(passage: str, within: frozenset[str] | None) -> bool:
        return within is None or document_id_of(passage) in within


def _highest(
    ids: Sequence[str], places: NDArray[np.intp], scores: NDArray[np.float32], limit: int
) -> Sequence[tuple[str, float]]:
    """The best of the ids at these places, which have a score each."""
    if 0 < limit < len(places):
        least = np.partition(scores, -limit)[-limit]
        kept = np.flatnonzero(scores >= least)  # all that are equal at the limit, so that ids decide
    else:
        kept = np.arange(len(places))
    return _best([(ids[places[row]], float(scores[row])) for row in kept.tolist()], limit)


def _best(pairs: Iterable[tuple[str, float]], limit: int) -> Sequence[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]
