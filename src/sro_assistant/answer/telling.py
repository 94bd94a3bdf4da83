"""Telling of programmes: the few that fit best or would nearly, each in a few of its own sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sro_assistant.answer import guide_phrases as phrases
from sro_assistant.answer.grouping import Depth, grouped, label_of, limits, quotable
from sro_assistant.answer.quoting import Shelf, places_of
from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Fact,
    Layout,
    Part,
    QuoteSource,
    Sheet,
    SheetStatus,
    Statement,
)
from sro_assistant.grounding.verify import Shown, state
from sro_assistant.guide.criteria import Criterion
from sro_assistant.guide.programmes import Fit, Match

ENOUGH = 150
"""After how many words what may fit as well is told in brief."""
UNDATED = "onbekend"

TO_KNOW = (Part.SUMMARY, Part.AUDIENCE, Part.OFFER, Part.CONDITIONS, Part.AMOUNTS)
TO_JOIN = (Part.AUDIENCE, Part.CONDITIONS, Part.SUMMARY, Part.OFFER, Part.AMOUNTS)
"""In which order the parts of a sheet are told, to who asks what there is and to who asks to join."""
_LEAD = re.compile(r"(?P<name>[^:.;]{2,80}): (?=\S)")
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the guide answers: statements, what it does not know or must add, and what it asks back."""

    statements: tuple[Statement, ...]
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def told(
    matches: Sequence[Match],
    shelf: Shelf,
    order: Sequence[Part],
    *,
    named: Mapping[str, Fact | None] = MappingProxyType({}),
) -> Advice | None:
    """What programmes are, ask and how they stand; None where nothing of them can be quoted.

    `named` has the ids of those that were asked for, with the fact that answers what was asked, if any:
    these are told in full, that fact first.
    """
    said: list[tuple[Match, tuple[Statement, ...], bool]] = []
    words = 0
    for match in matches:
        is_named = match.sheet.id in named
        depth = Depth.FULL if is_named else Depth.USUAL
        own = tuple(_statements(match, shelf, order, depth=depth, asked=named.get(match.sheet.id)))
        is_first = not any(other.fit is not Fit.NOT for other, _, _ in said)
        is_long = words + _words(own) > ENOUGH and match.fit is not Fit.NOT
        is_brief = is_long and not is_named and not is_first
        if is_brief:
            own = tuple(_statements(match, shelf, order, depth=Depth.BRIEF))
        said.append((match, own, is_brief))
        words += _words(own)
    statements = tuple({s.text: s for _, statements, _ in said for s in statements}.values())
    if not statements:
        return None
    return Advice(
        statements=statements,
        missing=tuple(
            phrases.not_found_of(match.sheet.name, match.sheet.not_found)
            for match, own, is_brief in said
            if own and not is_brief and match.sheet.not_found and shelf.admits(match.sheet.document_id)
        ),
        notices=tuple(notice for match, own, _ in said for notice in _beside(match, own)),
    )


def referred(sheet: Sheet, shelf: Shelf) -> Iterator[Statement]:
    """Who sends people on to the right place, in the words of its sheet."""
    frame = phrases.labelled(phrases.REFERRED, sheet.name)
    yield from _group(sheet, sheet.facts_of(Part.OFFER) or sheet.facts_of(Part.SUMMARY), shelf, frame)


def _words(statements: Sequence[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)


def _statements(
    match: Match, shelf: Shelf, order: Sequence[Part], *, depth: Depth, asked: Fact | None = None
) -> Iterator[Statement]:
    """What is told of one programme under its name."""
    if shelf.admits(match.sheet.document_id):
        for frame, facts in grouped(match, order, depth, asked):
            yield from _group(match.sheet, facts, shelf, frame)
        return
    citations = _quoted(match.sheet, quotable(match, order), shelf)
    names = names_of(match.sheet)
    first = citations[0].quote if citations else ""
    is_named = first.startswith(names) and not _shortened(first, names)
    frame = phrases.labelled(label_of(match), None if is_named else match.sheet.name)
    yield from stated(citations, names, tuple(quote.quote for quote in match.sheet.quotes), frame)


def _group(sheet: Sheet, facts: Sequence[Fact], shelf: Shelf, frame: str) -> Iterator[Statement]:
    yield from stated(_quoted(sheet, facts, shelf), names_of(sheet), (), frame)


def _quoted(sheet: Sheet, facts: Sequence[Fact], shelf: Shelf) -> tuple[Citation, ...]:
    quoted = {(c.source.id, c.span): c for fact in facts for c in citations_of(sheet, fact, shelf)}
    return tuple(quoted.values())


def stated(
    citations: Sequence[Citation], names: Sequence[str], quotes: Sequence[str], label: str
) -> Iterator[Statement]:
    """Quotes as items under one label, without the name that leads them in.

    The heading above a quote is shown where the sheet quotes that too: it says whose the sentence is.
    """
    frame: str | None = label
    for citation in citations:
        heading = next((h for h in citation.section if any(quote in h for quote in quotes)), None)
        text = _shortened(citation.quote, names) or citation.quote
        shown = Shown([citation.passage], {citation.source.id: citation.document})
        claim = ClaimedCitation(passage_id=citation.passage.id, quote=citation.quote)
        outcome = state(text, (claim,), shown, layout=Layout.ITEM, frame=frame, heading=heading)
        if isinstance(outcome, Statement):
            yield outcome
            frame = None


def _shortened(quote: str, names: Sequence[str]) -> str:
    """The quote without the name that it is led in with; empty where no name leads it in."""
    lead = _LEAD.match(quote)
    return quote[lead.end() :] if lead and lead["name"] in names else ""


def names_of(sheet: Sheet) -> tuple[str, ...]:
    """What a sheet's sentences call it, the longest first."""
    names = {sheet.name, _BRACKETED.sub("", sheet.name), *_BRACKETED.findall(sheet.name), *sheet.aliases}
    return tuple(sorted(names, key=len, reverse=True))


def _beside(match: Match, said: Sequence[Statement]) -> Iterator[str]:
    """The status of what is told from a document, and how many conditions of a sheet are not told."""
    if said and not said[0].citations[0].source.is_sheet:
        reason = next(judged.reason for judged in match.criteria if judged.criterion is Criterion.STATUS)
        yield f"{match.sheet.name}. {reason}"
    elif said and match.fit is not Fit.NOT:
        quotes = [citation.quote for statement in said for citation in statement.citations]
        left = [
            fact
            for fact in limits(match.sheet)
            if not any(fact.text in quote or quote in fact.text for quote in quotes)
        ]
        if left:
            yield phrases.more_conditions(match.sheet.name, len(left))


def citations_of(sheet: Sheet, fact: Fact, shelf: Shelf) -> Iterator[Citation]:
    """Where a fact can be quoted: in its sheet as a document, else in the documents that it quotes."""
    if sheet.is_document and shelf.admits(sheet.document_id):
        yield from places_of(sheet.document_id, fact.text, shelf)
        return
    for source in sheet.sources_of(fact):
        if isinstance(source, QuoteSource) and shelf.admits(source.document_id):
            yield from places_of(source.document_id, source.quote, shelf)


def admitted(sheet: Sheet, shelf: Shelf) -> Sheet:
    """A sheet as far as it may be quoted: without itself, what it takes from the documents that may."""
    if shelf.admits(sheet.document_id):
        return sheet
    facts = tuple(fact for fact in sheet.facts if any(citations_of(sheet, fact, shelf)))
    if any(fact.part is Part.STATUS for fact in facts):
        return replace(sheet, facts=facts)
    return replace(sheet, facts=facts, status=SheetStatus.UNKNOWN, stated=UNDATED, open_until=None)


def is_quotable(sheet: Sheet, shelf: Shelf) -> bool:
    """Whether anything of a sheet may be quoted: itself, or a document that it quotes."""
    own = sheet.is_document and shelf.admits(sheet.document_id)
    return own or any(shelf.admits(quote.document_id) for quote in sheet.quotes)
