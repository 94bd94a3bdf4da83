"""What a user would pick instead of our retrieval: plain BM25, or the nearest vectors of a stock model."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sro_assistant.domain import Passage
from sro_assistant.evaluate.cases import Case
from sro_assistant.ports import Encoder, Vectors

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""k1 and b of BM25, as Lucene sets them."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PlainBm25:
    """BM25 over lower-case words as they stand (Robertson & Zaragoza 2009), with Lucene's idf."""

    passages: Sequence[Passage]
    counts: Sequence[Counter[str]]
    idf: dict[str, float]
    lengths: Sequence[float]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "PlainBm25":
        """The index of these passages, their headings included."""
        counts = [Counter(_words(shown_text(passage))) for passage in passages]
        holding = Counter(word for count in counts for word in count)
        mean = sum(count.total() for count in counts) / max(len(counts), 1) or 1.0
        return cls(
            passages=passages,
            counts=counts,
            idf={w: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for w, n in holding.items()},
            lengths=[1 - LENGTH_SHARE + LENGTH_SHARE * count.total() / mean for count in counts],
        )

    def __call__(self, case: Case) -> list[Passage]:
        """All passages that share a word with the question, best first."""
        asked = [word for word in _words(whole_text(case)) if word in self.idf]
        scores = [
            sum(self.idf[w] * count[w] * (SATURATION + 1) / (count[w] + SATURATION * length) for w in asked)
            for count, length in zip(self.counts, self.lengths, strict=True)
        ]
        best = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [self.passages[place] for place in best if scores[place] > 0]


@dataclass(frozen=True, slots=True)
class NearestVectors:
    """Passages by the cosine of their vector with the question's."""

    passages: Sequence[Passage]
    vectors: Vectors
    encoder: Encoder

    @classmethod
    def of(cls, passages: Sequence[Passage], encoder: Encoder) -> "NearestVectors":
        """The vectors of these passages, their headings included."""
        return cls(passages, encoder.encode([shown_text(passage) for passage in passages]), encoder)

    def __call__(self, case: Case) -> list[Passage]:
        """All passages, nearest first."""
        similar = self.vectors @ self.encoder.encode([whole_text(case)])[0]
        return [self.passages[place] for place in np.argsort(-similar, kind="stable").tolist()]


def shown_text(passage: Passage) -> str:
    """A passage with its headings above it."""
    return "\n".join((*passage.headings, passage.text))


def whole_text(case: Case) -> str:
    """The question with those before it in front, for a search that knows no history."""
    return " ".join((*(turn.question for turn in case.history), case.question))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
