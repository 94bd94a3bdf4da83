"""Rankings and their figures: plain BM25, vectors with the best sentence, sums, MRR and recall@k."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import Stemmer  # type: ignore[import-not-found]  # a C extension without type hints
from numpy.typing import NDArray

Scores = NDArray[np.float64]
"""Shape (queries, passages), higher is better."""

_STEMMER = Stemmer.Stemmer("dutch")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def plain_terms(text: str) -> list[str]:
    """The lower-cased words."""
    return _WORD.findall(text.lower())


def stemmed_terms(text: str) -> list[str]:
    """The lower-cased words' Dutch stems (Snowball)."""
    stems: list[str] = _STEMMER.stemWords(plain_terms(text))
    return stems


def bm25(
    queries: Sequence[list[str]], passages: Sequence[list[str]], k1: float = 1.2, b: float = 0.75
) -> Scores:
    """Robertson's BM25 with the usual k1 and b."""
    counts = [Counter(passage) for passage in passages]
    lengths = np.array([len(passage) for passage in passages], dtype=np.float64)
    norms = k1 * (1 - b + b * lengths / lengths.mean())
    holders = Counter(term for count in counts for term in count)
    scores = np.zeros((len(queries), len(passages)))
    for row, query in enumerate(queries):
        for term in query:
            if not holders[term]:
                continue
            rarity = np.log(1 + (len(passages) - holders[term] + 0.5) / (holders[term] + 0.5))
            found = np.array([count[term] for count in counts], dtype=np.float64)
            scores[row] += rarity * found * (k1 + 1) / (found + norms)
    return scores


def sentences_of(passage: str) -> list[str]:
    """The passage's sentences, roughly."""
    return [sentence for sentence in _SENTENCE_END.split(passage) if sentence.strip()]


def best_of(scores: Scores, owners: Sequence[int], passages: int) -> Scores:
    """Per passage the score of its best sentence; `owners` says whose sentence each column is."""
    best = np.full((len(scores), passages), -1.0)
    for column, owner in enumerate(owners):
        best[:, owner] = np.maximum(best[:, owner], scores[:, column])
    return best


def scaled(scores: Scores) -> Scores:
    """Each query's scores brought to 0..1 by its least and greatest."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    return np.asarray((scores - low) / np.maximum(high - low, 1e-9))


def ranks(scores: Scores, wanted: Sequence[int]) -> NDArray[np.float64]:
    """The rank, from 1, of each query's passage; a tie counts as the middle of its places."""
    own = scores[np.arange(len(wanted)), np.asarray(wanted)][:, None]
    better, equal = (scores > own).sum(axis=1), (scores == own).sum(axis=1)
    return np.asarray(better + (equal + 1) / 2, dtype=np.float64)


def mean_reciprocal_rank(found: NDArray[np.float64]) -> float:
    """The mean of 1/rank."""
    return float((1 / found).mean())


def recall_at(found: NDArray[np.float64], k: int) -> float:
    """The share of queries whose passage is among the first k."""
    return float((found <= k).mean())
