"""The last report of `sro eval` that was made from the workbench."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from sro_assistant.errors import InputError

REPORT: Final = "evaluatie.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The parts of a stored run that are shown; pydantic passes over the rest."""

    written: str
    settings: Mapping[str, str]
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReport:
    """A measurement: when, under which settings, its figures by name, and its page."""

    written: str
    settings: Mapping[str, str]
    figures: Mapping[str, float]
    html: Path


class EvaluationDesk:
    """Finds the last report in a folder."""

    def __init__(self, folder: Path) -> None:
        self._html = folder / REPORT

    def last(self) -> LastReport | None:
        """The last report, None where nothing was measured yet; raises InputError where it is damaged."""
        try:
            kept = TypeAdapter(_Kept).validate_json(self._html.with_suffix(".json").read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            raise InputError("Het laatste verslag is niet leesbaar. Meet opnieuw.") from error
        return LastReport(written=kept.written, settings=kept.settings, figures=kept.figures, html=self._html)
