"""Fact sheets: what public pages and the documents say of a programme, body or building block.

Every fact has its sources; a value that no source gives is not there, and is to be read as unknown.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sro_assistant.domain.rules import Rule
from sro_assistant.domain.sources import first_day_of


class SheetKind(StrEnum):
    """What a sheet is about."""

    PROGRAMME = "programma"
    FUNDING = "financiering"
    BUILDING_BLOCK = "bouwsteen"
    PROJECT = "project"
    NETWORK = "netwerk"
    EVENT = "evenement"
    BODY = "orgaan"


class SheetStatus(StrEnum):
    """Whether it can still be had: open for applications, over, in use, or not known."""

    OPEN = "open"
    CLOSED = "gesloten"
    IN_USE = "in gebruik"
    UNKNOWN = "onbekend"


class Part(StrEnum):
    """The parts of a sheet that hold facts, in the order in which they are read."""

    SUMMARY = "kort"
    AUDIENCE = "voor_wie"
    OFFER = "wat_het_biedt"
    CONDITIONS = "voorwaarden"
    AMOUNTS = "bedragen"
    TERMS = "termijnen"
    STATUS = "status"
    CONFLICTS = "tegenspraak"


def _date_in(stated: str) -> str | None:
    """The date at the start of what a page states, the first of two; None where it states none."""
    first = stated.split(" ", 1)[0].split("/", 1)[0]
    return first if first[:1].isdigit() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A public page. `stated` is its date as it stands there, "onbekend" with any estimate otherwise."""

    id: str
    address: str
    title: str
    stated: str
    official: bool

    @property
    def published(self) -> str | None:
        """The stated date as "2023", "2023-02" or "2023-02-23"; None where the page gives none."""
        return _date_in(self.stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSource:
    """A verbatim quote in a document of the corpus."""

    id: str
    document_id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One or more sentences that stand on their own, where they come from, and what they rule.

    `warns` marks an exclusion or a threshold, which is shown wherever the sheet is recommended.
    """

    part: Part
    text: str
    sources: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """How people ask for what a fact says: the fact with that number, from 1, of a part."""

    text: str
    style: str
    part: Part
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A programme, instrument, project, network or body, as far as it is known.

    `series` and `year` tie the calls of one programme together ("City of Things", "2022"). `themes` and
    `needs` (what people come with, in plain words) are our own classification. `stated` is
    the date on which the status rests, as a source gives it; `open_until` stands with an open status
    only. Where to ask is `check_with`, at `check_address`.
    """

    id: str
    name: str
    kind: SheetKind
    aliases: tuple[str, ...] = ()
    series: str | None = None
    year: str | None = None
    themes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    status: SheetStatus
    stated: str
    open_until: date | None = None
    facts: tuple[Fact, ...]
    not_found: tuple[str, ...] = ()
    gathered: date
    check_with: str
    check_address: str
    sources: tuple[PageSource | QuoteSource, ...]
    questions: tuple[SheetQuestion, ...] = ()

    @property
    def document_id(self) -> str:
        """The id under which the sheet is a document of the corpus."""
        return f"fiche-{self.id}"

    @property
    def is_document(self) -> bool:
        """Whether it is answered from: a sheet on quotes alone adds nothing to the documents it quotes."""
        return bool(self.pages)

    @property
    def stated_on(self) -> date | None:
        """The first day that `stated` can mean; None where the source gives no date."""
        stated = _date_in(self.stated)
        return None if stated is None else first_day_of(stated)

    @property
    def pages(self) -> tuple[PageSource, ...]:
        """The public pages."""
        return tuple(source for source in self.sources if isinstance(source, PageSource))

    @property
    def quotes(self) -> tuple[QuoteSource, ...]:
        """The quotes in documents of the corpus."""
        return tuple(source for source in self.sources if isinstance(source, QuoteSource))

    @property
    def rules(self) -> tuple[tuple[Rule, Fact], ...]:
        """Every typed condition with the fact that is its evidence."""
        return tuple((rule, fact) for fact in self.facts for rule in fact.rules)

    @property
    def warnings(self) -> tuple[Fact, ...]:
        """The exclusions and thresholds."""
        return tuple(fact for fact in self.facts if fact.warns)

    def facts_of(self, part: Part) -> tuple[Fact, ...]:
        """The facts of one part, in order."""
        return tuple(fact for fact in self.facts if fact.part is part)

    def sources_of(self, fact: Fact) -> tuple[PageSource | QuoteSource, ...]:
        """Where a fact comes from."""
        return tuple(source for source in self.sources if source.id in fact.sources)

    def status_on(self, day: date) -> SheetStatus:
        """The status on a day: after its last day, what was open is over."""
        is_over = self.open_until is not None and self.open_until < day
        return SheetStatus.CLOSED if is_over else self.status

    @property
    def published(self) -> str | None:
        """The youngest date that one of its pages gives; None where none does."""
        return max((page.published for page in self.pages if page.published), default=None)
