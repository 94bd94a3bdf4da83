"""The channel of expected questions: a passage is found by the nearest question that it answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import AskedBefore, Query
from sro_assistant.dutch.words import Analyzer
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.ports import Encoder, Vectors

TERMS, GRAMS, VECTORS = 0.4, 0.3, 0.3
"""The parts of a question's similarity."""
ANSWERED_ALREADY = 0.5
"""How much of its similarity to the turn before a question loses in a follow-up."""
NEAREST = 120
SHOWN = 3


@dataclass(frozen=True, slots=True)
class AskedChannel:
    """Looks a query up among the expected questions of a generation."""

    index: QuestionIndex
    analyzer: Analyzer
    encoder: Encoder

    def find(self, query: Query, vector: Vectors) -> Mapping[str, tuple[AskedBefore, ...]]:
        """The nearest expected questions by the passage that answers them, best first.

        `vector` is that of the query's Dutch.
        """
        scores = self._similarities(query.dutch, vector)
        if query.dutch != query.resolved:
            scores = np.maximum(scores, self._similarities(query.resolved))
        if query.before:
            # What was asked before got its answer: a follow-up is nearer to something new.
            scores = np.clip(scores - ANSWERED_ALREADY * self._similarities(query.before), 0.0, 1.0)
        found: dict[str, list[AskedBefore]] = {}
        for place in _highest(scores, NEAREST).tolist():
            question = self.index.questions[place]
            hit = AskedBefore(text=question.text, span=question.span, similarity=float(scores[place]))
            if len(hits := found.setdefault(question.passage_id, [])) < SHOWN:
                hits.append(hit)
        return {passage_id: tuple(hits) for passage_id, hits in found.items()}

    def _similarities(self, text: str, vector: Vectors | None = None) -> NDArray[np.float32]:
        vector = self.encoder.encode([text])[0] if vector is None else vector
        near = self.index.similarities(self.analyzer.terms(text), self.analyzer.grams(text), vector)
        return np.asarray(TERMS * near.terms + GRAMS * near.grams + VECTORS * near.vectors, dtype=np.float32)


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of the highest scores, highest first, of equals the first."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -count)[-count]
    kept = np.flatnonzero(scores >= least)
    return kept[np.argsort(-scores[kept], kind="stable")][:count]
