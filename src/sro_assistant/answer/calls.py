"""Telling of one programme: how it stands, what it pays and asks; or of some calls side by side."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sro_assistant.answer import guide_phrases as phrases
from sro_assistant.answer.quoting import Shelf, places_of
from sro_assistant.answer.telling import Advice, citations_of, names_of, stated
from sro_assistant.answer.topics import Topic
from sro_assistant.domain import (
    AmountRule,
    ApplicantRule,
    DeadlineRule,
    Fact,
    PageSource,
    Part,
    ShareRule,
    Sheet,
    SheetKind,
    SheetStatus,
    Statement,
)

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
TO_COMPARE = (Part.AUDIENCE, Part.AMOUNTS, Part.CONDITIONS, Part.STATUS)
_BOUNDS = {
    Part.AMOUNTS: (AmountRule, ShareRule),
    Part.TERMS: (DeadlineRule,),
    Part.AUDIENCE: (ApplicantRule,),
}
_ASIDE = (Part.STATUS, Part.CONFLICTS)
MOST_COMPARED = 2
"""Which parts of two sheets are set side by side, and how many facts of each."""


def overview(sheets: Sequence[Sheet], shelf: Shelf, today: date) -> Advice | None:
    """The last known status of every call, of a series the latest; None where none may be quoted.

    First what may still run, with where to check it; then what is over, the latest first.
    """
    calls = sorted(
        (s for s in sheets if s.kind is SheetKind.FUNDING and s.needs and shelf.admits(s.document_id)),
        key=lambda sheet: sheet.stated_on or date.min,
        reverse=True,
    )
    latest = [
        s for s in calls if not s.series or s.year == max(o.year or "" for o in calls if o.series == s.series)
    ]
    over = [sheet for sheet in latest if sheet.status_on(today) is SheetStatus.CLOSED]
    opened = [sheet for sheet in latest if sheet.status_on(today) is SheetStatus.OPEN]
    unknown = [sheet for sheet in latest if sheet not in over and sheet not in opened]
    lead = "" if opened else f"{phrases.NONE_OPEN} "
    groups = ((phrases.OPEN_NOW, opened), (f"{lead}{phrases.MAY_RUN}", unknown), (phrases.OVER, over))
    statements = tuple(s for frame, group in groups for s in _statuses(group, shelf, frame))
    return Advice(statements=statements, missing=tuple(map(phrases.check, unknown))) if statements else None


def _statuses(sheets: Sequence[Sheet], shelf: Shelf, frame: str) -> Iterator[Statement]:
    """The first sentence of each status."""
    quotes = (
        _SENTENCE_END.split(fact.text)[0] for sheet in sheets for fact in sheet.facts_of(Part.STATUS)[:1]
    )
    places = ((sheet.document_id, quote) for sheet, quote in zip(sheets, quotes, strict=True))
    citations = [c for document_id, quote in places for c in places_of(document_id, quote, shelf)]
    yield from stated(citations, (), (), frame)


def status(sheet: Sheet, shelf: Shelf, today: date) -> Advice | None:
    """The last known status of a programme, with its date and where to check; None where not quotable."""
    citations = tuple(c for fact in sheet.facts_of(Part.STATUS) for c in citations_of(sheet, fact, shelf))
    known = phrases.status_known(sheet.status_on(today), sheet.stated, sheet.check_with, sheet.check_address)
    statements = tuple(stated(citations, (), (), known))
    return Advice(statements=statements) if statements else None


def particulars(sheet: Sheet, parts: Sequence[Part], shelf: Shelf, today: date) -> Advice | None:
    """What a sheet says in some of its parts, and its status with the date; None where not quotable.

    What it says nothing of is told as missing. What the documents say by themselves is left to them.
    """
    facts = [fact for part in parts for fact in _facts_on(sheet, part)]
    if facts and not any(isinstance(source, PageSource) for f in facts for source in sheet.sources_of(f)):
        return None
    known = status(sheet, shelf, today)
    if known is None:
        return None
    warned = sheet.warnings if {Part.AUDIENCE, Part.CONDITIONS}.intersection(parts) else ()
    told_of = dict.fromkeys(fact for fact in (*facts, *warned) if fact.part is not Part.STATUS)
    citations = {c.quote: c for fact in told_of for c in citations_of(sheet, fact, shelf)}
    return Advice(
        statements=(
            *stated(tuple(citations.values()), names_of(sheet), (), phrases.named(sheet.name)),
            *known.statements,
        ),
        missing=tuple(
            phrases.sheet_lacks(sheet.name, part, sheet.check_with, sheet.check_address)
            for part in parts
            if not says(sheet, part)
        ),
    )


def on_topic(sheet: Sheet, topic: Topic, shelf: Shelf, today: date) -> Advice | None:
    """What a sheet says on one topic, and its status; that it says nothing is told as missing."""
    known = status(sheet, shelf, today)
    if known is None:
        return None
    facts = [f for f in sheet.facts if f.part not in _ASIDE and topic.answered_by(f)]
    citations = {c.quote: c for fact in facts for c in citations_of(sheet, fact, shelf)}
    told = tuple(stated(tuple(citations.values()), names_of(sheet), (), phrases.named(sheet.name)))
    lacks = phrases.topic_lacks(sheet.name, topic.named, sheet.check_with, sheet.check_address)
    return Advice(statements=(*told, *known.statements), missing=() if told else (lacks,))


def says(sheet: Sheet, part: Part) -> bool:
    """Whether a sheet says anything in one of its parts, or sets such a bound elsewhere."""
    return bool(_facts_on(sheet, part))


def _facts_on(sheet: Sheet, part: Part) -> tuple[Fact, ...]:
    """The facts of one part and, wherever they stand, those that set such a bound; the latest year first."""
    bounding = _BOUNDS.get(part, ())
    own = (
        fact
        for fact in sheet.facts
        if fact.part is part or any(isinstance(rule, bounding) for rule in fact.rules)
    )
    return tuple(sorted(own, key=_year, reverse=True))


def _year(fact: Fact) -> str:
    """The latest year that a fact's amounts are of; of none, it counts as of now."""
    years = [rule.year or "" for rule in fact.rules if isinstance(rule, AmountRule)]
    return max(years, default="") or "9999"


def side_by_side(sheets: Sequence[Sheet], shelf: Shelf) -> Advice | None:
    """For whom each of some calls was, what it paid, what it asked and how it stands, oldest first."""
    statements: list[Statement] = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.year or ""):
        facts = [fact for part in TO_COMPARE for fact in sheet.facts_of(part)[:MOST_COMPARED]]
        citations = {c.quote: c for fact in facts for c in citations_of(sheet, fact, shelf)}
        statements.extend(stated(tuple(citations.values()), names_of(sheet), (), phrases.named(sheet.name)))
    return Advice(statements=tuple(statements)) if statements else None
