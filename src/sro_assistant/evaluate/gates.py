"""What a run must reach: limits on its figures, and no question that fails which passed before."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from sro_assistant.errors import InputError
from sro_assistant.evaluate.figures import FIGURE, Better, Figure
from sro_assistant.evaluate.scores import AnswerScore

Read = TypeVar("Read")

INVARIANTS: Mapping[str, float] = {
    "quote_validity": 1.0,
    "claim_support": 1.0,
    "citation_recall": 1.0,
    "dated": 1.0,
    "uncited": 0.0,
    "forbidden": 0.0,
    "injection": 0.0,
    "dutch": 1.0,
}
"""What one answer is enough to break: no tolerance."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A gate that a run does not pass: which figure, and what to say of it."""

    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A run beside the baseline: the questions that fail now, and those that pass now."""

    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def failures(scores: Sequence[AnswerScore], limits: Mapping[str, float]) -> tuple[Failure, ...]:
    """The invariants and limits that these answers break; a figure that concerns none is passed over."""
    return tuple(
        failure
        for name, limit in {**limits, **INVARIANTS}.items()
        if (failure := _failure(FIGURE[name], FIGURE[name].of(scores), limit)) is not None
    )


def _failure(figure: Figure, value: float | None, limit: float) -> Failure | None:
    if value is None or not figure.is_worse(limit, value):
        return None
    wanted = "minstens" if figure.better is Better.HIGHER else "hoogstens"
    return Failure(figure.name, f"{figure.label}: {value:.3f}, moet {wanted} {limit:g} zijn")


def read_limits(path: Path) -> Mapping[str, float]:
    """The limits of a run by figure; raises InputError where the file or a name in it is unknown."""
    limits = _read(path, TypeAdapter(dict[str, float]))
    unknown = sorted(limits.keys() - FIGURE.keys())
    if unknown:
        raise InputError(f"{path} noemt een cijfer dat niet bestaat: {', '.join(unknown)}. Kijk de naam na.")
    return limits


Baseline = dict[str, dict[str, bool]]
"""Per question set, by the name of its file: whether each question was right."""


def read_baseline(path: Path) -> Baseline:
    """The baseline, empty where there is none yet; raises InputError where it cannot be read."""
    return _read(path, TypeAdapter(Baseline)) if path.exists() else {}


def write_baseline(path: Path, cases: str, scores: Sequence[AnswerScore]) -> None:
    """Makes these answers the baseline of a question set; the other sets stay as they are."""
    kept = {**read_baseline(path), cases: {score.case.id: score.right for score in scores}}
    text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def compared(baseline: Mapping[str, bool], scores: Sequence[AnswerScore]) -> Comparison:
    """The run beside the baseline, question by question."""
    right = {score.case.id: score.right for score in scores}
    return Comparison(
        newly_wrong=tuple(i for i, now in right.items() if baseline.get(i) and not now),
        newly_right=tuple(i for i, now in right.items() if baseline.get(i) is False and now),
        unknown=tuple(i for i in right if i not in baseline),
    )


def ratchet_message(cases: str, comparison: Comparison) -> str:
    """Which questions fail that passed before and what to do, in Dutch; empty where none does."""
    if not comparison.newly_wrong:
        return ""
    count = len(comparison.newly_wrong)
    told = (
        "1 vraag was juist en is het niet meer"
        if count == 1
        else f"{count} vragen waren juist en zijn het niet meer"
    )
    return (
        f"{cases}: {told}: {' '.join(comparison.newly_wrong)}.\n"
        "Lees ze in het verslag (sro eval --report verslag.html). Is de verandering bedoeld, leg dan de "
        "nieuwe stand vast met: sro eval --write-baseline, en laat evals/baseline.json nalezen."
    )


def _read(path: Path, reader: TypeAdapter[Read]) -> Read:
    try:
        return reader.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{path} kan niet gelezen worden. Herstel het bestand uit versiebeheer, of leg een nieuwe stand "
            "vast met sro eval --write-baseline."
        ) from error
