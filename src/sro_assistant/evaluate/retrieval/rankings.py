"""The figures of one ranking of passages, each as `evals/README.md` defines it. Shares are 0..1."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sro_assistant.domain import Passage
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.gold import Gold, Place, Sources

RECALL_DEPTHS = (1, 3, 5)
RANKING_DEPTH = 10
RETRIEVED_WORDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingScore:
    """How well the passages for one question are ranked.

    `recall` says by depth whether a proof is among the first passages (1) or not (0).
    """

    case: Case
    recall: Mapping[int, float]
    reciprocal_rank: float
    ndcg: float


def score_ranking(case: Case, gold: Gold, passages: Sequence[Passage], sources: Sources) -> RankingScore:
    """The judgement of a ranking, best passage first; the case must have evidence."""
    shown = _shown(passages[:RANKING_DEPTH], sources)
    gains = _gains(gold, shown)
    missed = max(len(gold.quotes), 1) - sum(gains)
    first = next((rank for rank, words in enumerate(shown, start=1) if _is_relevant(gold, words)), None)
    return RankingScore(
        case=case,
        recall={
            depth: float(gold.is_proven_by(frozenset[int]().union(*shown[:depth]))) for depth in RECALL_DEPTHS
        },
        reciprocal_rank=1 / first if first else 0.0,
        ndcg=_discounted(gains) / _discounted(sorted([*gains, *[1] * missed], reverse=True)),
    )


def _shown(passages: Sequence[Passage], sources: Sources) -> list[Place]:
    """The words that each passage shows; past the word limit none."""
    used = accumulate((len(sources.words_in(passage)) for passage in passages), initial=0)
    return [
        sources.shown(passage, max(0, RETRIEVED_WORDS - before))
        for passage, before in zip(passages, used, strict=False)
    ]


def _is_relevant(gold: Gold, shown: Place) -> bool:
    return any(quote.touches(shown) for quote in gold.quotes)


def _gains(gold: Gold, shown: Sequence[Place]) -> list[int]:
    """Per passage, how many gold quotes it is the first to bring."""
    wanted = list(gold.quotes)
    gains: list[int] = []
    for words in shown:
        missing = [quote for quote in wanted if not quote.touches(words)]
        gains.append(len(wanted) - len(missing))
        wanted = missing
    return gains


def _discounted(gains: Sequence[int]) -> float:
    """Discounted cumulative gain (Järvelin & Kekäläinen 2002): each gain over log2 of its rank + 1."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:RANKING_DEPTH], start=1))
