"""The figures of a retrieval run as text: by search, by type and style, in pairs, with intervals."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sro_assistant.evaluate.bootstrap import Interval, difference_of, interval_of, ratio_of
from sro_assistant.evaluate.retrieval.evaluation import EXPECTED, SENTENCES, Change, RetrievalReport, Twins
from sro_assistant.evaluate.retrieval.rankings import RECALL_DEPTHS, RankingScore
from sro_assistant.evaluate.twins import FOLLOW_UP

LABEL_WIDTH = 38
PLAIN_STYLE = "gewoon"
DEEPEST = RECALL_DEPTHS[-1]
Figure = Callable[[RankingScore], float]


def _recall(score: RankingScore) -> float:
    return score.recall[DEEPEST]


def _recall_at(depth: int) -> Figure:
    return lambda score: score.recall[depth]


def _reciprocal_rank(score: RankingScore) -> float:
    return score.reciprocal_rank


def _ndcg(score: RankingScore) -> float:
    return score.ndcg


FIGURES: Mapping[str, Figure] = {
    **{f"recall@{depth}": _recall_at(depth) for depth in RECALL_DEPTHS},
    "MRR": _reciprocal_rank,
    "nDCG@10": _ndcg,
}
PAIRED = (f"recall@{DEEPEST}", "MRR")


def retrieval_text(report: RetrievalReport) -> str:
    """The report as a plain-text page in Dutch."""
    count = len(report.scores[EXPECTED])
    parts = [
        "\n".join(["Instellingen", *(_line(name, value) for name, value in report.settings.items())]),
        f"Zoeken ({count} vragen met bewijs; gemiddelde met 95 %-interval)",
        *(_figures(name, scores) for name, scores in report.scores.items()),
        _differences(report.scores),
        _table(report.scores, "type", lambda score: (score.case.type,)),
        _table(report.scores, "stijl", lambda score: score.case.styles or (PLAIN_STYLE,)),
        *([_retention(report.twins)] if report.twins else []),
        *([_changes(report.changes)] if report.changes else []),
        *(f"Gemist bij {DEEPEST}, {name}: {_missed(report.scores[name])}" for name in (EXPECTED, SENTENCES)),
        *(
            [f"Bewijs dat nergens in de bronnen staat: {' '.join(report.unplaced)}"]
            if report.unplaced
            else []
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _line(label: str, value: object) -> str:
    return f"  {label:{LABEL_WIDTH}}{'-' if value is None else value}"


def _figures(name: str, scores: Sequence[RankingScore]) -> str:
    lines = (_line(label, interval_of(map(figure, scores))) for label, figure in FIGURES.items())
    return "\n".join([f"  {name}", *(f"  {line}" for line in lines)])


def _differences(scores: Mapping[str, Sequence[RankingScore]]) -> str:
    """How much each search differs from each that comes after it, question by question."""
    names = list(scores)
    lines = [
        _line(f"{label}: {_short(one)} - {_short(other)}", difference)
        for i, one in enumerate(names[:2])
        for other in names[i + 1 :]
        for label in PAIRED
        if (difference := _difference(scores[one], scores[other], FIGURES[label])) is not None
    ]
    return "\n".join(["Verschil, vraag per vraag (met 95 %-interval)", *lines])


def _difference(
    ours: Sequence[RankingScore], theirs: Sequence[RankingScore], figure: Figure
) -> Interval | None:
    return difference_of([figure(score) for score in ours], [figure(score) for score in theirs])


def _short(name: str) -> str:
    return name.removesuffix(" verwachte vragen")


def _table(
    scores: Mapping[str, Sequence[RankingScore]],
    title: str,
    groups_of: Callable[[RankingScore], tuple[str, ...]],
) -> str:
    """Recall and MRR of each search by group."""
    groups = dict.fromkeys(group for score in scores[EXPECTED] for group in groups_of(score))
    head = f"{title:16}{'n':>4}" + "".join(f"{_short(name)[:14]:>20}" for name in scores)
    rows = [head, " " * 20 + f"{f'rec@{DEEPEST}':>12}{'MRR':>8}" * len(scores)]
    for group in groups:
        here = [[score for score in each if group in groups_of(score)] for each in scores.values()]
        cells = "".join(f"{_mean(map(_recall, e)):>12}{_mean(map(_reciprocal_rank, e)):>8}" for e in here)
        rows.append(f"{group:16}{len(here[0]):>4}{cells}")
    return "\n".join(rows)


def _mean(values: Iterable[float]) -> str:
    interval = interval_of(values)
    return "-" if interval is None else f"{interval.mean:.2f}"


def _retention(twins: Sequence[Twins]) -> str:
    """What is kept of the score of the plain twin, by style."""
    lines = []
    for style in dict.fromkeys(pair.style for pair in twins):
        here = [pair for pair in twins if pair.style == style]
        for label in PAIRED:
            figure = FIGURES[label]
            ours, plain = [figure(p.score) for p in here], [figure(p.plain) for p in here]
            means = f"{_mean(ours)} van {_mean(plain)}"
            name = "vervolgvraag" if style == FOLLOW_UP else style
            lines.append(f"  {name:14}{len(here):>4}  {label:10}{means:16}{ratio_of(ours, plain) or '-'}")
    return "\n".join(["Behoud tegenover dezelfde vraag, gewoon gesteld (met 95 %-interval)", *lines])


def _changes(changes: Sequence[Change]) -> str:
    alone, after = [_recall(c.alone) for c in changes], [_recall(c.after) for c in changes]
    lines = [
        _line("gemerkt", interval_of(float(change.noticed) for change in changes)),
        _line(f"recall@{DEEPEST} alleen", _mean(alone)),
        _line(f"recall@{DEEPEST} na een andere vraag", f"  {_mean(after)}"),
        _line("behoud", ratio_of(after, alone)),
    ]
    return "\n".join([f"Ander onderwerp: {len(changes)} hele vragen na een vraag over iets anders", *lines])


def _missed(scores: Sequence[RankingScore]) -> str:
    return " ".join(score.case.id for score in scores if not _recall(score)) or "geen"
