"""The channel of expected questions: a passage is found by the nearest question that it answers."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import AskedBefore, Query, document_id_of
from sro_assistant.domain.bank import AskedEntry
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.index.asked import AskedRows
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.retrieve.probe import Prober

MIXES = np.array([(0.4, 0.3, 0.3), (0.2, 0.2, 0.6)], dtype=np.float32)
"""What terms, n-grams and vectors count: in a similarity that is told, and in one that only ranks.

The vectors rank best, for they were taught on such questions; the words say better how sure one may be.
"""
TOLD, RANKING = 0, 1
ANSWERED_ALREADY = 0.5
"""How much of its similarity to the turn before a question loses in a follow-up."""
NEAREST = 120
NOWHERE = -1.0
SHOWN = 3
NEAREST_SHARE = 0.5
"""What the nearest question counts beside the mean of the three nearest: one alone may be near by chance."""
REMEMBERED = 4
"""Of how many texts the similarities are kept: those of one question."""
LOOKED_AT = 16
"""Of how many questions for each one wanted the order is found first: the nearest few may ask one entry."""


class Near(NamedTuple):
    """An expected question that is near, by its row, with one of its places."""

    row: int
    place: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Asked:
    """The expected questions nearest to a query, by the passage that answers them.

    `best` holds by passage how near its nearest questions are together, in 0..1.
    """

    best: Mapping[str, float] = field(default_factory=dict)
    _near: Mapping[str, Sequence[Near]] = field(default_factory=dict)
    _questions: AskedRows = field(default_factory=lambda: AskedRows.of(()))

    def hits(self, passage_id: str) -> tuple[AskedBefore, ...]:
        """The nearest questions that a passage answers, best first, a few at most."""
        questions = self._questions
        return tuple(
            AskedBefore(text=questions.texts[row], span=questions.span_of(place), similarity=similarity)
            for row, place, similarity in self._near.get(passage_id, ())[:SHOWN]
        )


@dataclass(frozen=True)
class AskedChannel:
    """Looks a query up among the expected questions of a generation, names in their short form.

    Retrieval and the answer bank share one: the texts of one question are compared once for both.
    """

    index: QuestionIndex
    prober: Prober
    names: Names = NO_NAMES

    def find(self, query: Query, within: frozenset[str] | None = None) -> Asked:
        """The nearest expected questions, of a query's Dutch and of what was typed.

        `within` names the documents whose passages may be found; None leaves all free.
        """
        if not len(self.index.questions):
            return Asked()
        scores = self._scores(query)
        if within is not None:
            scores = np.where(self.index.answered_in(within), scores, NOWHERE)
        ranked = self._near(scores[RANKING], within)
        together = {name: _together([hit.similarity for hit in found]) for name, found in ranked.items()}
        return Asked(together, self._near(scores[TOLD], within), self.index.questions)

    def _near(
        self, scores: NDArray[np.float32], within: frozenset[str] | None
    ) -> Mapping[str, Sequence[Near]]:
        """The nearest questions by the passage that answers them, best first."""
        rows = _highest(scores, NEAREST)
        rows = rows[scores[rows] != NOWHERE]
        near: dict[str, list[Near]] = {}
        for row, passage_id, place in self.index.questions.answered_by(rows):
            if within is None or document_id_of(passage_id) in within:
                near.setdefault(passage_id, []).append(Near(row, place, float(scores[row])))
        return near

    def entries(self, query: Query, limit: int, without: Container[str] = ()) -> tuple[AskedEntry, ...]:
        """The questions nearest to a query that ask an entry of the answer bank, best first.

        At most `limit`, and a few of one entry. `without` are questions to look past, so that one can be
        measured on the others.
        """
        rows = self.index.bank_rows
        if not len(rows):
            return ()
        scores = self._scores(query)[TOLD]
        of_rows = scores[rows]
        found = self._entries(rows[_highest(of_rows, LOOKED_AT * limit)], scores, without)
        nearest = tuple(islice(found, limit))
        if len(nearest) == limit or len(rows) <= LOOKED_AT * limit:
            return nearest
        return tuple(islice(self._entries(rows[_highest(of_rows, len(rows))], scores, without), limit))

    def _entries(
        self, rows: NDArray[np.intp], scores: NDArray[np.float32], without: Container[str]
    ) -> Iterator[AskedEntry]:
        """The questions of these rows, in their order, but for those of an entry that had its few."""
        questions = self.index.questions
        seen: Counter[str] = Counter()
        for row in rows.tolist():
            entry, text = questions.entry_of(row), questions.texts[row]
            if entry is not None and text not in without and seen[entry] < SHOWN:
                seen[entry] += 1
                yield AskedEntry(entry, text, float(scores[row]))

    def _scores(self, query: Query) -> NDArray[np.float32]:
        """How near every expected question is to a query's Dutch and to what was typed.

        Shape (mixes, questions).
        """
        scores = self._similarities(query.dutch)
        if query.dutch != query.resolved:
            scores = np.maximum(scores, self._similarities(query.resolved))
        if query.before:
            # What was asked before got its answer: a follow-up is nearer to something new.
            scores = np.clip(scores - ANSWERED_ALREADY * self._similarities(query.before), 0.0, 1.0)
        return scores

    def _similarities(self, text: str) -> NDArray[np.float32]:
        return self._remembered(text)

    @cached_property
    def _remembered(self) -> Callable[[str], NDArray[np.float32]]:
        return lru_cache(REMEMBERED)(self._compared)

    def _compared(self, text: str) -> NDArray[np.float32]:
        probe = self.prober.of(text)
        short = self.prober.of(self.names.shortened(text))
        near = self.index.similarities(short.terms, short.grams, probe.vector)
        return np.asarray(MIXES @ np.stack([near.terms, near.grams, near.vectors]), dtype=np.float32)


def _together(similarities: Sequence[float]) -> float:
    """How near a passage's questions are, nearest first; one that is missing counts as not near at all."""
    few = sum(similarities[:SHOWN]) / SHOWN
    return NEAREST_SHARE * similarities[0] + (1 - NEAREST_SHARE) * few


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of the highest scores, highest first, of equals the first."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -count)[-count]
    kept = np.flatnonzero(scores >= least)
    return kept[np.argsort(-scores[kept], kind="stable")][:count]
