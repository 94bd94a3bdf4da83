"""Telling of one programme: how it stands, what it pays and asks; or of some calls side by side."""

from collections.abc import Sequence
from datetime import date

from sro_assistant.answer import phrases
from sro_assistant.answer.telling import Advice, Shelf, citations_of, names_of, stated
from sro_assistant.domain import PageSource, Part, Sheet, Statement

TO_COMPARE = (Part.AUDIENCE, Part.AMOUNTS, Part.CONDITIONS, Part.STATUS)
MOST_COMPARED = 2
"""Which parts of two sheets are set side by side, and how many facts of each."""


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
    facts = [fact for part in parts for fact in sheet.facts_of(part)]
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
            if not sheet.facts_of(part)
        ),
    )


def side_by_side(sheets: Sequence[Sheet], shelf: Shelf) -> Advice | None:
    """For whom each of some calls was, what it paid, what it asked and how it stands, oldest first."""
    statements: list[Statement] = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.year or ""):
        facts = [fact for part in TO_COMPARE for fact in sheet.facts_of(part)[:MOST_COMPARED]]
        citations = {c.quote: c for fact in facts for c in citations_of(sheet, fact, shelf)}
        statements.extend(stated(tuple(citations.values()), names_of(sheet), (), phrases.named(sheet.name)))
    return Advice(statements=tuple(statements)) if statements else None
