"""The channel of expected questions: a passage is found by the nearest question that it answers."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import AskedBefore, ExpectedQuestion, Query, Span, document_id_of
from sro_assistant.domain.bank import AskedEntry
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.retrieve.probe import Prober

TERMS, GRAMS, VECTORS = 0.4, 0.3, 0.3
"""The parts of a question's similarity."""
ANSWERED_ALREADY = 0.5
"""How much of its similarity to the turn before a question loses in a follow-up."""
NEAREST = 120
NOWHERE = -1.0
SHOWN = 3
NEAREST_SHARE = 0.5
"""What the nearest question counts beside the mean of the three nearest: one alone may be near by chance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The expected questions nearest to a query, by the passage that answers them.

    `best` holds by passage how near its nearest questions are together, in 0..1.
    """

    best: Mapping[str, float] = field(default_factory=dict)
    _near: Mapping[str, Sequence[tuple[ExpectedQuestion, Span, float]]] = field(default_factory=dict)

    def hits(self, passage_id: str) -> tuple[AskedBefore, ...]:
        """The nearest questions that a passage answers, best first, a few at most."""
        return tuple(
            AskedBefore(text=question.text, span=span, similarity=similarity)
            for question, span, similarity in self._near.get(passage_id, ())[:SHOWN]
        )


@dataclass(frozen=True, slots=True)
class AskedChannel:
    """Looks a query up among the expected questions of a generation, names in their short form."""

    index: QuestionIndex
    prober: Prober
    names: Names = NO_NAMES

    def find(self, query: Query, within: frozenset[str] | None = None) -> Asked:
        """The nearest expected questions, of a query's Dutch and of what was typed.

        `within` names the documents whose passages may be found; None leaves all free.
        """
        scores = self._scores(query)
        if within is not None:
            scores = np.where(self.index.answered_in(within), scores, NOWHERE)
        near: dict[str, list[tuple[ExpectedQuestion, Span, float]]] = {}
        places = _highest(scores, NEAREST)
        for place, similarity in zip(places.tolist(), scores[places].tolist(), strict=True):
            if similarity == NOWHERE:
                break
            question = self.index.questions[place]
            for answer in question.places:
                if within is None or document_id_of(answer.passage_id) in within:
                    near.setdefault(answer.passage_id, []).append((question, answer.span, similarity))
        together = {passage_id: _together([s for *_, s in found]) for passage_id, found in near.items()}
        return Asked(together, near)

    def entries(self, query: Query, limit: int, without: Container[str] = ()) -> tuple[AskedEntry, ...]:
        """The questions nearest to a query that ask an entry of the answer bank, best first.

        At most `limit`, and a few of one entry. `without` are questions to look past, so that one can be
        measured on the others.
        """
        rows = self.index.bank_rows
        if not len(rows):
            return ()
        scores = self._scores(query)
        found: list[AskedEntry] = []
        seen: Counter[str] = Counter()
        for row in rows[np.argsort(-scores[rows], kind="stable")].tolist():
            question = self.index.questions[row]
            if question.entry is None or question.text in without or seen[question.entry] == SHOWN:
                continue
            seen[question.entry] += 1
            found.append(AskedEntry(question.entry, question.text, float(scores[row])))
            if len(found) == limit:
                break
        return tuple(found)

    def _scores(self, query: Query) -> NDArray[np.float32]:
        """How near every expected question is to a query's Dutch and to what was typed."""
        scores = self._similarities(query.dutch)
        if query.dutch != query.resolved:
            scores = np.maximum(scores, self._similarities(query.resolved))
        if query.before:
            # What was asked before got its answer: a follow-up is nearer to something new.
            scores = np.clip(scores - ANSWERED_ALREADY * self._similarities(query.before), 0.0, 1.0)
        return scores

    def _similarities(self, text: str) -> NDArray[np.float32]:
        probe = self.prober.of(text)
        short = self.prober.of(self.names.shortened(text))
        near = self.index.similarities(short.terms, short.grams, probe.vector)
        return np.asarray(TERMS * near.terms + GRAMS * near.grams + VECTORS * near.vectors, dtype=np.float32)


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
