"""A run as it is kept in a file, so that the next one can be compared with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sro_assistant.errors import InputError
from sro_assistant.evaluate.figures import figures_of
from sro_assistant.evaluate.scores import AnswerScore


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """The figures of a run, which questions were right, its settings, and when it was written."""

    written: str
    settings: dict[str, str]
    figures: dict[str, float]
    right: dict[str, bool]


def stored_run(written: str, settings: dict[str, str], scores: Sequence[AnswerScore]) -> StoredRun:
    """These judgements as they are kept."""
    return StoredRun(
        written=written,
        settings=settings,
        figures=figures_of(scores),
        right={score.case.id: score.right for score in scores},
    )


def read_run(path: Path) -> StoredRun | None:
    """The run that is kept in a file, None where there is none; raises InputError where it is damaged."""
    try:
        return TypeAdapter(StoredRun).validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise InputError(
            f"De vorige cijfers in {path} kunnen niet gelezen worden. Verwijder het bestand en meet opnieuw."
        ) from error


def run_before(path: Path, cases: str) -> StoredRun | None:
    """The run that is kept in a file, where it was of the same question set; raises as `read_run`."""
    kept = read_run(path)
    return kept if kept is not None and kept.settings.get("cases") == cases else None


def write_run(path: Path, run: StoredRun) -> None:
    """Keeps a run in a file."""
    path.write_bytes(TypeAdapter(StoredRun).dump_json(run, indent=1) + b"\n")
