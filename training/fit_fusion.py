"""Fit the weights of the retrieval channels, and print the table of what each channel is worth.

Usage: fit_fusion.py [--questions evals/tuning.jsonl] [--check evals/dev.jsonl] [--seed 7] [--folds 5]

The figures of a row are cross-validated: the weights of each fold come from the other folds, and a
question stays in one fold with its twins. The check set is never fitted on. Everything is read through
the assistant's own search, so that an index must stand in SRO_HOME.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from sro_assistant.domain import Channel, Passage, RetrievedPassage
from sro_assistant.evaluate.bootstrap import Interval, difference_of, interval_of
from sro_assistant.evaluate.cases import Case, read_cases
from sro_assistant.evaluate.gold import Gold
from sro_assistant.evaluate.retrieval.evaluation import Judge, Searched, filters_for
from sro_assistant.evaluate.retrieval.rankings import RankingScore, score_ranking
from sro_assistant.retrieve.search import WEIGHTS
from sro_assistant.settings import CHECKOUT, load_settings
from sro_assistant.wiring import open_assistant

EVERYTHING = 1_000_000
STEP = 0.05
CHANNELS = (Channel.KEYWORDS, Channel.NGRAMS, Channel.VECTORS, Channel.QUESTIONS)
GIVEN = (Channel.NAMED, Channel.LISTED)
NAMES = {
    Channel.KEYWORDS: "keywords",
    Channel.NGRAMS: "n-grams",
    Channel.VECTORS: "vectors",
    Channel.QUESTIONS: "expected questions",
}
RERANKED = 20

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question with all its candidates: normalised scores by channel, what is given, and which are gold.

    `scores` has shape (candidates, channels), `given` (candidates,), `extra` (candidates, features).
    """

    case: Case
    gold: Gold
    passages: tuple[Passage, ...]
    scores: Floats
    given: Floats
    extra: Floats
    relevant: NDArray[np.bool_]


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, default=CHECKOUT / "evals" / "tuning.jsonl")
    parser.add_argument("--check", type=Path, default=CHECKOUT / "evals" / "dev.jsonl")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    assistant = open_assistant(load_settings())
    judge = Judge.of(assistant)
    for expected in (True, False):
        tuning, check = (
            [ranked(assistant, judge, case, expected=expected) for case in answerable(path)]
            for path in (arguments.questions, arguments.check)
        )
        fold_of = folds(tuning, arguments.folds, arguments.seed)
        print_table(Bench(judge, tuning, check, fold_of), expected=expected)
    assistant.close()


def answerable(path: Path) -> list[Case]:
    """The cases of a file whose answer stands in the sources."""
    return [case for case in read_cases(path) if case.answerable and case.evidence]


def ranked(assistant: Searched, judge: Judge, case: Case, *, expected: bool) -> Ranked:
    """A question with every passage that some channel finds."""
    filters = filters_for(assistant, [case])
    query, found = assistant.search(
        case.question, EVERYTHING, filters, history=case.history, expected=expected
    )
    gold = judge.gold_of(case)
    used = [c for c in CHANNELS if any(c in one.why.channels for one in found)]
    total = sum(WEIGHTS[channel] for channel in used)
    shares = np.array([[one.why.channels.get(c, 0.0) for c in CHANNELS] for one in found], dtype=np.float64)
    shown = [judge.sources.shown(one.passage) for one in found]
    return Ranked(
        case=case,
        gold=gold,
        passages=tuple(one.passage for one in found),
        scores=shares.reshape(-1, len(CHANNELS)) * total / np.array([WEIGHTS[c] for c in CHANNELS]),
        given=np.array([sum(one.why.channels.get(c, 0.0) for c in GIVEN) for one in found]),
        extra=np.array([_extra(one, len(query.terms)) for one in found]).reshape(-1, 4),
        relevant=np.array([any(q.touches(words) for q in gold.quotes) for words in shown], dtype=np.bool_),
    )


def _extra(one: RetrievedPassage, terms: int) -> list[float]:
    """What a reranker may look at beside the channels: coverage, the nearest questions, the length."""
    near = [hit.similarity for hit in one.why.asked]
    return [
        len(one.why.terms) / max(terms, 1),
        max(near, default=0.0),
        sum(near) / 3,
        np.log(len(one.passage.text.split()) + 1) / 5,
    ]


def folds(questions: Sequence[Ranked], count: int, seed: int) -> dict[str, int]:
    """The fold of each case, by its id; twins share one."""
    roots = sorted({one.case.plain_twin or one.case.id for one in questions})
    order = np.random.default_rng(seed).permutation(len(roots))
    fold = {roots[place]: rank % count for rank, place in enumerate(order.tolist())}
    return {one.case.id: fold[one.case.plain_twin or one.case.id] for one in questions}


def simplex(channels: Sequence[Channel]) -> Floats:
    """All weights of these channels in steps that add up to 1, shape (weights, all channels)."""
    places = [CHANNELS.index(channel) for channel in channels]
    steps = round(1 / STEP)
    rows = [row for row in product(range(steps + 1), repeat=len(places)) if sum(row) == steps]
    weights = np.zeros((len(rows), len(CHANNELS)))
    weights[:, places] = np.array(rows) * STEP
    return weights


def reciprocal_ranks(one: Ranked, weights: Floats) -> Floats:
    """1 / rank of the first gold passage under each of the weights."""
    if not one.relevant.any():
        return np.zeros(len(weights))
    scores = one.scores @ weights.T + one.given[:, None]
    best = scores[one.relevant].max(axis=0)
    return np.asarray(1 / (1 + (scores > best + 1e-12).sum(axis=0)))


def fitted(questions: Sequence[Ranked], grid: Floats) -> Floats:
    """The weights of the grid with the highest MRR; of equals those nearest to the mean of the equals."""
    means = np.mean([reciprocal_ranks(one, grid) for one in questions], axis=0)
    best = grid[means >= means.max() - 1e-9]
    return np.asarray(best[np.linalg.norm(best - best.mean(axis=0), axis=1).argmin()])


@dataclass(frozen=True, slots=True)
class Bench:
    """Questions to fit on, their folds, and questions to check with."""

    judge: Judge
    tuning: Sequence[Ranked]
    check: Sequence[Ranked]
    fold_of: Mapping[str, int]

    def score(self, one: Ranked, scores: Floats) -> RankingScore:
        """The judgement of the candidates in the order of their scores."""
        order = np.argsort(-scores, kind="stable")[:10].tolist()
        return score_ranking(one.case, one.gold, [one.passages[i] for i in order], self.judge.sources)

    def with_weights(self, questions: Sequence[Ranked], weights: Floats) -> list[RankingScore]:
        """The judgements under these weights."""
        return [self.score(one, one.scores @ weights + one.given) for one in questions]

    def validated(self, channels: Sequence[Channel]) -> list[RankingScore]:
        """Each question judged under weights fitted on the other folds, in the order of the questions."""
        grid = simplex(channels)
        by_id: dict[str, RankingScore] = {}
        for fold in sorted(set(self.fold_of.values())):
            inside = [one for one in self.tuning if self.fold_of[one.case.id] == fold]
            outside = [one for one in self.tuning if self.fold_of[one.case.id] != fold]
            by_id |= {s.case.id: s for s in self.with_weights(inside, fitted(outside, grid))}
        return [by_id[one.case.id] for one in self.tuning]

    def reranked(self, shipped: Floats) -> list[RankingScore]:
        """Each question's first candidates ordered anew by a pairwise model fitted on the other folds."""
        by_id: dict[str, RankingScore] = {}
        for fold in sorted(set(self.fold_of.values())):
            model = pairwise([one for one in self.tuning if self.fold_of[one.case.id] != fold], shipped)
            for one in (one for one in self.tuning if self.fold_of[one.case.id] == fold):
                base = one.scores @ shipped + one.given
                first = np.argsort(-base, kind="stable")[:RERANKED]
                scores = np.full(len(base), -np.inf)
                scores[first] = model.decision_function(_features(one, base)[first])
                by_id[one.case.id] = self.score(one, scores)
        return [by_id[one.case.id] for one in self.tuning]


def _features(one: Ranked, base: Floats) -> Floats:
    return np.column_stack([base, one.scores, one.given, one.extra])


def pairwise(questions: Sequence[Ranked], shipped: Floats) -> LogisticRegression:
    """A linear model that tells gold from other candidates of the same question (Joachims 2002)."""
    differences: list[Floats] = []
    for one in questions:
        base = one.scores @ shipped + one.given
        first = np.argsort(-base, kind="stable")[:RERANKED]
        features, gold = _features(one, base)[first], one.relevant[first]
        differences += [good - bad for good in features[gold] for bad in features[~gold]]
    pairs = np.array(differences)
    labels = np.concatenate([np.ones(len(pairs)), np.zeros(len(pairs))])
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=1000)
    return model.fit(np.concatenate([pairs, -pairs]), labels)


def print_table(bench: Bench, *, expected: bool) -> None:
    """The table of one way to search, as Markdown."""
    channels = CHANNELS if expected else CHANNELS[:-1]
    total = sum(WEIGHTS[channel] for channel in channels)
    shipped = np.array([WEIGHTS[c] / total if c in channels else 0.0 for c in CHANNELS])
    base = bench.with_weights(bench.tuning, shipped)
    print(f"\n### {'With' if expected else 'Without'} expected questions\n")
    print("| Channels | weights | recall@5 | MRR | MRR against shipped | check: recall@5 | check: MRR |")
    print("|---|---|---|---|---|---|---|")
    _row("shipped weights", base, base, bench.with_weights(bench.check, shipped), shipped)
    subsets: dict[str, tuple[Channel, ...]] = {"all, fitted": channels}
    subsets |= {f"without {NAMES[c]}": tuple(o for o in channels if o != c) for c in channels}
    subsets |= {f"{NAMES[c]} alone": (c,) for c in channels}
    for name, subset in subsets.items():
        weights = fitted(bench.tuning, simplex(subset))
        _row(name, bench.validated(subset), base, bench.with_weights(bench.check, weights), weights)
    _row("shipped weights and a learned reranker", bench.reranked(shipped), base, (), None)


def _row(
    name: str,
    scores: Sequence[RankingScore],
    base: Sequence[RankingScore],
    check: Sequence[RankingScore],
    weights: Floats | None,
) -> None:
    cells = [
        name,
        "" if weights is None else " / ".join(f"{weight:.2f}" for weight in weights),
        _figure(interval_of(score.recall[5] for score in scores)),
        _figure(interval_of(score.reciprocal_rank for score in scores)),
        _signed(difference_of([s.reciprocal_rank for s in scores], [s.reciprocal_rank for s in base])),
        _mean([score.recall[5] for score in check]),
        _mean([score.reciprocal_rank for score in check]),
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


def _figure(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.mean:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def _signed(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.mean:+.3f} ({interval.low:+.3f} to {interval.high:+.3f})"


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f}" if values else ""


if __name__ == "__main__":
    main()
