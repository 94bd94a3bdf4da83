"""The figures of a run as text: a table by type and by style, with intervals and latency."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sro_assistant.evaluate.metrics import RECALL_DEPTHS, AnswerScore, RetrievalScore
from sro_assistant.evaluate.run import Report

RESAMPLES = 1000
SEED = 7
LABEL_WIDTH = 28
PLAIN_STYLE = "gewoon"
COLUMNS = ("juist", "feiten", "bewijs", "antw.", "rec@1", "rec@5", "MRR")


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f}  ({self.low:.3f}-{self.high:.3f})"


def interval_of(values: Iterable[float]) -> Interval | None:
    """The mean of the values with its percentile bootstrap interval (Efron 1979), or None without values.

    The resampling is seeded, so that the same values give the same interval.
    """
    sample = np.fromiter(values, dtype=np.float64)
    if not sample.size:
        return None
    drawn = np.random.default_rng(SEED).integers(sample.size, size=(RESAMPLES, sample.size))
    low, high = np.percentile(sample[drawn].mean(axis=1), (2.5, 97.5))
    return Interval(float(sample.mean()), float(low), float(high))


def quantile_of(values: Iterable[float], share: float) -> float:
    """The value at that share of the ordered values (the lower one, not interpolated); 0 without values."""
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1))] if ordered else 0.0


def as_text(report: Report) -> str:
    """The report as a plain-text page in Dutch."""
    parts = [_settings(report)]
    if report.answers:
        parts += [_answers(report.answers), _latency(report.answers)]
    if report.retrieval:
        parts.append(_retrieval(report.retrieval))
    parts += _tables(report)
    if report.answers:
        parts.append("Niet juist: " + (" ".join(s.case.id for s in report.answers if not s.right) or "geen"))
    return "\n\n".join(parts) + "\n"


def _settings(report: Report) -> str:
    return "\n".join(["Instellingen", *(_line(name, value) for name, value in report.settings.items())])


def _line(label: str, value: object) -> str:
    return f"  {label:{LABEL_WIDTH}}{'-' if value is None else value}"


def _answers(scores: Sequence[AnswerScore]) -> str:
    answerable = [score for score in scores if score.case.answerable]
    others = [score for score in scores if not score.case.answerable]
    given = [score.words for score in answerable if score.answered]
    lines = [
        _line("juist", interval_of(score.right for score in scores)),
        _line("feiten gevonden", interval_of(score.fact_recall for score in answerable)),
        _line("volledig", interval_of(score.complete for score in answerable)),
        _line("bewijs geciteerd", interval_of(score.evidence_cited for score in answerable)),
        _line("citaten ter zake", interval_of(one for score in answerable for one in score.relevant)),
        _line("citaten woordelijk", interval_of(one for score in scores for one in score.verbatim)),
        _line("ten onrechte geweigerd", interval_of(not score.answered for score in answerable)),
        _line("ten onrechte beantwoord", interval_of(not score.declined for score in others)),
        _line("verboden woorden", interval_of(score.forbidden for score in scores)),
        _line("beantwoord zonder citaat", sum(score.uncited for score in scores)),
        _line("woorden, mediaan", f"{statistics.median(given or [0]):.0f}"),
        _line("woorden, 90 % hoogstens", f"{quantile_of(given, 0.9):.0f}"),
    ]
    return "\n".join([f"Antwoorden ({len(scores)} vragen; gemiddelde met 95 %-interval)", *lines])


def _latency(scores: Sequence[AnswerScore]) -> str:
    times = [score.milliseconds for score in scores]
    lines = [
        _line(label, f"{quantile_of(times, share):.1f}") for label, share in (("p50", 0.5), ("p95", 0.95))
    ]
    return "\n".join(["Tijd per antwoord (ms)", *lines])


def _retrieval(scores: Sequence[RetrievalScore]) -> str:
    lines = [
        *(
            _line(f"recall@{depth}", interval_of(score.recall[depth] for score in scores))
            for depth in RECALL_DEPTHS
        ),
        _line("MRR", interval_of(score.reciprocal_rank for score in scores)),
        _line("nDCG@10", interval_of(score.ndcg for score in scores)),
    ]
    return "\n".join([f"Zoeken ({len(scores)} vragen met bewijs; gemiddelde met 95 %-interval)", *lines])


def _tables(report: Report) -> list[str]:
    """The figures by type and by style of question."""
    return [
        _table(report, "type", lambda score: (score.case.type,)),
        _table(report, "stijl", lambda score: score.case.styles or (PLAIN_STYLE,)),
    ]


Grouping = Callable[[AnswerScore | RetrievalScore], tuple[str, ...]]


def _table(report: Report, title: str, groups_of: Grouping) -> str:
    scores: list[AnswerScore | RetrievalScore] = [*report.answers, *report.retrieval]
    groups = dict.fromkeys(group for score in scores for group in groups_of(score))
    head = f"{title:18}{'n':>4}" + "".join(f"{column:>8}" for column in COLUMNS)
    rows = [
        _row(
            group,
            [score for score in report.answers if group in groups_of(score)],
            [score for score in report.retrieval if group in groups_of(score)],
        )
        for group in groups
    ]
    return "\n".join([head, *rows])


def _row(group: str, answers: Sequence[AnswerScore], retrieval: Sequence[RetrievalScore]) -> str:
    answerable = [score for score in answers if score.case.answerable]
    figures = [
        _mean(score.right for score in answers),
        _mean(score.fact_recall for score in answerable),
        _mean(score.evidence_cited for score in answerable),
        _mean(score.answered for score in answers),
        _mean(score.recall[1] for score in retrieval),
        _mean(score.recall[5] for score in retrieval),
        _mean(score.reciprocal_rank for score in retrieval),
    ]
    return f"{group:18}{len(answers) or len(retrieval):>4}" + "".join(f"{figure:>8}" for figure in figures)


def _mean(values: Iterable[float]) -> str:
    collected = list(values)
    return f"{statistics.fmean(collected):.2f}" if collected else "-"
