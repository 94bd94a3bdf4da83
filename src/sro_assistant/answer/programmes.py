"""Questions for what fits or helps: the matcher decides which programme, the sources' own words answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer import phrases
from sro_assistant.answer.calls import particulars, side_by_side, status
from sro_assistant.answer.needs import (
    asked_parts,
    asks_to_join,
    asks_whether_it_runs,
    compares,
    seeks_money,
    seeks_support,
    seeks_what_fits,
)
from sro_assistant.answer.telling import (
    TO_JOIN,
    TO_KNOW,
    Advice,
    Shelf,
    admitted,
    is_quotable,
    told,
)
from sro_assistant.domain import Language, Part, Query, Sheet, SheetKind
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.situation import situation_in

MOST_COMPARED = 3
"""How many calls are set side by side."""
NEAR = 0.3
"""How near a programme must be to what is asked in no known turn of phrase."""


@dataclass(frozen=True, slots=True)
class Named:
    """Sheets that a text names, as documents, and what to know of an answer from them."""

    documents: frozenset[str]
    notices: tuple[str, ...] = ()


class Adviser:
    """Answers which programme fits, from the sources that may be quoted."""

    def __init__(self, guide: Guide) -> None:
        """An adviser that reads the sheets when a question first needs them."""
        self._programmes = guide.programmes
        self._today = guide.today

    def advise(self, query: Query, shelf: Shelf) -> Advice | None:
        """What fits who asks, in sentences of what may be quoted; None for another kind of question."""
        text = query.meant if query.language is Language.DUTCH else f"{query.meant}\n{query.dutch}"
        fits, support = seeks_what_fits(text), seeks_support(text)
        on_one = (asks_to_join(text), asks_whether_it_runs(text), asked_parts(text), compares(text))
        if not (fits or support or any(on_one)):
            return None
        named = self._programmes().sheets.named_in(query.dutch)
        advice = self._on_named(named, text, query, shelf) if named else None
        if advice is not None:
            return advice
        if fits:
            return self._on_needing(query, shelf, least=0.0)
        return self._on_needing(query, shelf, least=NEAR) if support and not named else None

    def _on_named(self, named: Sequence[Sheet], text: str, query: Query, shelf: Shelf) -> Advice | None:
        """What is asked of programmes that are named; None where that is something else."""
        if asks_whether_it_runs(text) and situation_in(query.meant).organisation is None:
            return self._on_running(named, shelf)
        found = self._on_comparing(named, text, shelf) if compares(text) else None
        parts = asked_parts(text)
        if found is None and parts:
            found = self._on_parts(named, parts, shelf)
        if found is None and asks_to_join(text):
            found = self._on_joining(named, query, shelf)
        return found

    def _on_running(self, named: Sequence[Sheet], shelf: Shelf) -> Advice | None:
        """Whether a programme still runs; of a series without a year, the latest."""
        sheets = [sheet for sheet in named if sheet.needs and shelf.admits(sheet.document_id)][:1]
        advice = status(sheets[0], shelf, self._today()) if sheets else None
        if advice is None:
            return None
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_joining(self, named: Sequence[Sheet], query: Query, shelf: Shelf) -> Advice | None:
        """Whether who asks can join a programme; of a series without a year, the latest."""
        sheets = [admitted(sheet, shelf) for sheet in named if is_quotable(sheet, shelf)][:1]
        if not sheets:
            return None
        situation = replace(situation_in(query.meant), need="")
        today = self._today()
        advice = told(self._programmes().match(situation, today, sheets), shelf, TO_JOIN, today, money=False)
        if advice is None or len(named) == 1:
            return advice
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_parts(self, named: Sequence[Sheet], parts: Sequence[Part], shelf: Shelf) -> Advice | None:
        """What is known of the money, the terms or the conditions of a call; of a series of the latest."""
        sheets = _calls(named, shelf)[:1]
        advice = particulars(sheets[0], parts, shelf, self._today()) if sheets else None
        if advice is None:
            return None
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_comparing(self, named: Sequence[Sheet], text: str, shelf: Shelf) -> Advice | None:
        """Some calls of one series side by side, where their years are named."""
        sheets = _calls(self._programmes().sheets.of_years(named[0].series, text), shelf)
        return side_by_side(sheets, shelf) if 1 < len(sheets) <= MOST_COMPARED else None

    def _on_needing(self, query: Query, shelf: Shelf, *, least: float) -> Advice | None:
        """What there is for a need; nothing where no programme is as near as `least`."""
        programmes, today = self._programmes(), self._today()
        sheets = [admitted(sheet, shelf) for sheet in programmes.serving if is_quotable(sheet, shelf)]
        situation = replace(situation_in(query.meant), need=query.dutch)
        matching = programmes.match(situation, today, sheets)
        if max((match.score for match in matching.matches), default=0.0) < least:
            return None
        return told(matching, shelf, TO_KNOW, today, money=seeks_money(query.dutch))

    def named(self, text: str) -> Sequence[Named]:
        """The sheets that a text names, as documents: of a series without a year the latest, then all."""
        sheets = self._programmes().sheets.named_in(text)
        everything = frozenset(sheet.document_id for sheet in sheets)
        if not _is_series(sheets):
            return (Named(everything),)
        return (
            Named(frozenset({sheets[0].document_id}), series_notice(sheets, sheets[0])),
            Named(everything, (phrases.years_vary(sheets[0].series or "", _years(sheets)),)),
        )


def _calls(named: Sequence[Sheet], shelf: Shelf) -> Sequence[Sheet]:
    """The funding programmes among sheets, as far as these may be quoted."""
    return [s for s in named if s.kind is SheetKind.FUNDING and s.needs and shelf.admits(s.document_id)]


def series_notice(named: Sequence[Sheet], told: Sheet) -> tuple[str, ...]:
    """That the rules of a series differ by year, and of which one is told; else nothing."""
    if not _is_series(named):
        return ()
    return (phrases.years_differ(told.series or "", _years(named), told.year or "", told.stated),)


def _is_series(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets are the calls of one series, of several years."""
    return len(sheets) > 1 and all(s.series == sheets[0].series and s.series and s.year for s in sheets)


def _years(sheets: Sequence[Sheet]) -> Sequence[str]:
    return sorted(sheet.year or "" for sheet in sheets)
