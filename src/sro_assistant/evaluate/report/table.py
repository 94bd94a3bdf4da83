"""The figures of a run as text: a table by type and by style, with intervals and the gates."""

from collections.abc import Mapping, Sequence

from sro_assistant.evaluate.bootstrap import interval_of
from sro_assistant.evaluate.figures import FIGURE, FIGURES, by_style, by_type, retention
from sro_assistant.evaluate.gates import Failure
from sro_assistant.evaluate.run import Report
from sro_assistant.evaluate.scores import AnswerScore

LABEL_WIDTH = 28
COLUMNS = ("right", "fact_recall", "evidence_recall", "citation_relevance", "words_median")
COLUMN_LABELS = ("juist", "feiten", "bewijs", "ter zake", "woorden")
WITH_INTERVAL = frozenset({"right", "utility", "fact_recall", "complete", "evidence_recall"})
MILLISECONDS = frozenset({"latency_p50", "latency_p95"})
WHOLE = frozenset({"words_median", "words_p90"})


def as_text(report: Report, failures: Sequence[Failure] = ()) -> str:
    """The report as a plain-text page in Dutch; `failures` are the gates that it does not pass."""
    scores = report.scores
    parts = [
        "\n".join(["Instellingen", *(_line(name, value) for name, value in report.settings.items())]),
        "\n".join([f"Antwoorden ({len(scores)} vragen; gemiddelde, met 95 %-interval)", *_figures(scores)]),
        _table("type", by_type(scores)),
        _table("stijl", by_style(scores)),
    ]
    kept = [_line(style, f"{share:.2f}") for style, share in retention(scores).items()]
    if kept:
        parts.append("\n".join(["Behouden tegenover dezelfde vraag in gewoon Nederlands", *kept]))
    parts.append("Niet juist: " + (" ".join(s.case.id for s in scores if not s.right) or "geen"))
    passed = "Alle poorten gehaald."
    parts.append("\n".join(["Niet gehaald:", *(f"  {f.message}" for f in failures)]) if failures else passed)
    return "\n\n".join(parts) + "\n"


def _line(label: str, value: object) -> str:
    return f"  {label:{LABEL_WIDTH}}{'-' if value is None else value}"


def _figures(scores: Sequence[AnswerScore]) -> list[str]:
    return [
        _line(figure.label, written(figure.name, figure.of(scores), scores))
        for figure in FIGURES
        if figure.of(scores) is not None
    ]


def written(name: str, value: float | None, scores: Sequence[AnswerScore] = ()) -> str:
    """A figure as people read it: a share in three decimals, words and milliseconds round."""
    if value is None:
        return "-"
    if name in WHOLE:
        return f"{value:.0f}"
    if name in MILLISECONDS or name == "words_per_fact":
        return f"{value:.1f}"
    if name in WITH_INTERVAL and scores:
        return str(interval_of(float(v) for score in scores for v in FIGURE[name].adds(score)))
    return f"{value:.3f}"


def _table(title: str, groups: Mapping[str, Sequence[AnswerScore]]) -> str:
    head = f"{title:18}{'n':>4}" + "".join(f"{label:>10}" for label in COLUMN_LABELS)
    rows = [
        f"{group:18}{len(scores):>4}" + "".join(f"{_cell(column, scores):>10}" for column in COLUMNS)
        for group, scores in groups.items()
    ]
    return "\n".join([head, *rows])


def _cell(column: str, scores: Sequence[AnswerScore]) -> str:
    value = FIGURE[column].of(scores)
    if value is None:
        return "-"
    return f"{value:.0f}" if column in WHOLE else f"{value:.2f}"
