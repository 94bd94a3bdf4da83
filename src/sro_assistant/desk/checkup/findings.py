"""A finding of the doctor: what was seen, how bad it is, and what mends it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sro_assistant.errors import SroError, reason_of
from sro_assistant.ingest.copies.differences import Difference


class Area(StrEnum):
    """What was looked at, in the order of the report."""

    MACHINE = "Computer"
    VERSIONS = "Versies"
    CORPUS = "Bronnen"
    MODEL = "Model"
    INDEX = "Zoekindex"
    SETTINGS = "Instellingen"
    OUTSIDE = "Verbindingen naar buiten"


class Mark(StrEnum):
    """How bad it is: nothing to do, good to know, or in need of mending."""

    OK = "OK"
    NOTE = "LET OP"
    WRONG = "FOUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report, in Dutch; `mend` is the command that mends it, or says what to do first."""

    area: Area
    mark: Mark
    text: str
    mend: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings, and where copies of one document differ."""

    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def mark(self) -> Mark:
        """The worst mark."""
        marks = {finding.mark for finding in self.findings}
        return next(mark for mark in (Mark.WRONG, Mark.NOTE, Mark.OK) if mark in marks or mark is Mark.OK)


def ok(area: Area, text: str) -> Finding:
    """A finding that needs nothing."""
    return Finding(area=area, mark=Mark.OK, text=text)


def note(area: Area, text: str, mend: str | None = None) -> Finding:
    """A finding that is good to know."""
    return Finding(area=area, mark=Mark.NOTE, text=text, mend=mend)


def wrong(area: Area, text: str, mend: str) -> Finding:
    """A finding that needs mending."""
    return Finding(area=area, mark=Mark.WRONG, text=text, mend=mend)


def findings_of(area: Area, look: Callable[[], Iterator[Finding]], mend: str) -> tuple[Finding, ...]:
    """What a look finds; an error that ends it early is the last finding."""
    found: list[Finding] = []
    try:
        found.extend(look())
    except (SroError, OSError) as error:
        found.append(failure(area, error, mend))
    return tuple(found)


def failure(area: Area, error: SroError | OSError, mend: str) -> Finding:
    """An error as a finding, in Dutch whoever raised it."""
    if isinstance(error, SroError):
        return wrong(area, str(error), mend)
    place = error.filename or "Een bestand"
    return wrong(area, f"{place} kan niet gelezen worden: {reason_of(error)}.", mend)
