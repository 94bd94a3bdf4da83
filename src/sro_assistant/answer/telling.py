"""Telling of programmes: the few that fit best or would nearly, each in a few of its own sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sro_assistant.answer import phrases
from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Fact,
    Layout,
    Part,
    Passage,
    QuoteSource,
    Sheet,
    SheetKind,
    SheetStatus,
    Statement,
)
from sro_assistant.grounding.verify import Shown, state, verify
from sro_assistant.guide.criteria import NOT_TOLD, NOTHING_SAID, Criterion, Verdict
from sro_assistant.guide.programmes import Fit, Match, Matching, ageing

SHARE = 0.8
"""How near a need the next programme must be, as a share of the nearest, to be told as well."""
ANY = 0.6
"""How near another programme must be, as a share of the nearest that is closed or does not fit."""
CERTAIN = 0.08
"""How much nearer a programme counts that is known to be for who asks, or less near where others are."""
UNPAID = 0.08
"""How much less near one counts that funds nothing, where money is asked for."""
MOST, MOST_FITTING = 3, 2
FEWEST_AGAINST = 3
"""In how many sentences at least a programme is told that does not fit; what fits has no such limit."""
ENOUGH = 160
"""After how many words what may fit as well is told in brief."""
UNDATED = "onbekend"

TO_KNOW = (Part.SUMMARY, Part.AUDIENCE, Part.OFFER, Part.CONDITIONS, Part.AMOUNTS)
TO_JOIN = (Part.AUDIENCE, Part.CONDITIONS, Part.SUMMARY, Part.OFFER, Part.AMOUNTS)
"""In which order the parts of a sheet are told, to who asks what there is and to who asks to join."""
_LEAD = re.compile(r"(?P<name>[^:.;]{2,80}): (?=\S)")
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_LABELS = {Fit.FITS: phrases.FITS, Fit.MIGHT: phrases.MIGHT_FIT, Fit.NOT: phrases.FITS_NOT}


class Shelf(Protocol):
    """The documents that may be quoted."""

    def admits(self, document_id: str) -> bool:
        """Whether a document is there and may be quoted."""
        ...

    def read(self, document_id: str) -> tuple[Document, Sequence[Passage]]:
        """A document that may be quoted, with its passages in reading order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the guide answers: statements, what it does not know or must add, and what it asks back."""

    statements: tuple[Statement, ...]
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def told(
    matching: Matching, shelf: Shelf, order: Sequence[Part], today: date, *, money: bool
) -> Advice | None:
    """The best matches, then the nearest that do not fit; None where nothing is near or can be quoted."""
    said: list[tuple[Match, tuple[Statement, ...]]] = []
    words = 0
    for match in _chosen(matching.matches, today, money=money):
        own = tuple(_statements(match, shelf, order))
        if said and words + _words(own) > ENOUGH and match.fit is not Fit.NOT:
            own = tuple(_statements(match, shelf, order, in_brief=True))
        said.append((match, own))
        words += _words(own)
    statements = tuple({s.text: s for _, statements in said for s in statements}.values())
    if not statements:
        return None
    return Advice(
        statements=statements,
        notices=tuple(notice for match, own in said for notice in _beside(match, own)),
        questions=matching.questions,
    )


def _words(statements: Sequence[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)


def _chosen(matches: Sequence[Match], today: date, *, money: bool) -> Sequence[Match]:
    """At most so many programmes, those that fit first, each group from the best."""
    best = max((match.score for match in matches), default=0.0)
    ranks = {match.sheet.id: _rank(match, today, money=money) for match in matches}
    near = sorted(
        (m for m in matches if m.score >= ANY * best), key=lambda match: ranks[match.sheet.id], reverse=True
    )
    fitting = [match for match in near if match.fit is not Fit.NOT]
    first = ranks[fitting[0].sheet.id] if fitting else 0.0
    least = min(SHARE * first, first)
    fitting = [match for match in fitting if ranks[match.sheet.id] >= least][:MOST_FITTING]
    series = {match.sheet.series for match in fitting if match.sheet.series}
    against = [
        m for m in near if m.fit is Fit.NOT and m.score >= SHARE * best and m.sheet.series not in series
    ]
    return (*fitting, *against[: MOST - max(1, len(fitting))])


def _rank(match: Match, today: date, *, money: bool) -> float:
    """How near a programme is, with what is known of who may apply, of what it pays and of how old it is."""
    applicant = next(judged for judged in match.criteria if judged.criterion is Criterion.APPLICANT)
    rank = match.score
    if applicant.verdict is not Verdict.UNKNOWN:
        rank += CERTAIN if applicant.verdict is Verdict.MEETS else 0.0
    elif applicant.reason not in (NOTHING_SAID, NOT_TOLD):
        rank -= CERTAIN
    if money and match.sheet.kind is not SheetKind.FUNDING:
        rank -= UNPAID
    return rank - ageing(match.sheet, today)


def _statements(
    match: Match, shelf: Shelf, order: Sequence[Part], *, in_brief: bool = False
) -> Iterator[Statement]:
    """What is told of one programme: its own words, or why it does not fit, under its name.

    In brief: what it is and how it stands.
    """
    sheet, names = match.sheet, names_of(match.sheet)
    facts = _facts(match, order, in_sheet=shelf.admits(sheet.document_id))
    facts = (facts[0], facts[-1]) if in_brief and facts else facts
    quoted = {(c.source.id, c.span): c for fact in facts for c in citations_of(sheet, fact, shelf)}
    citations = tuple(quoted.values())
    first = citations[0].quote if citations else ""
    is_named = first.startswith(names) and not _shortened(first, names)
    frame = phrases.labelled(_label(match), None if is_named else sheet.name)
    yield from stated(citations, names, tuple(quote.quote for quote in sheet.quotes), frame)


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


def _label(match: Match) -> str:
    against = {judged.criterion: judged.reason for judged in match.reasons_against}
    against.pop(Criterion.AMOUNT, None)
    is_over = set(against) == {Criterion.STATUS}
    return phrases.CLOSED if is_over and match.fit is Fit.NOT else _LABELS[match.fit]


def _facts(match: Match, order: Sequence[Part], *, in_sheet: bool) -> tuple[Fact, ...]:
    """What is against it or what it is, its exclusions and thresholds, and the status.

    All exclusions and thresholds of what may fit: who leaves one out lets people apply in vain. Of what
    does not fit a few, after the reason why.
    """
    sheet = match.sheet
    against = tuple(fact for judged in match.reasons_against for fact in judged.evidence)
    known = sheet.facts_of(Part.STATUS)
    if not in_sheet:
        parts = tuple(fact for part in order for fact in sheet.facts_of(part))
        return tuple(dict.fromkeys((*against, *parts, *sheet.warnings, *known)))
    own = next((fact for part in order for fact in sheet.facts_of(part)), None)
    first = against if match.fit is Fit.NOT else (() if own is None else (own,))
    told_first = tuple(fact for fact in dict.fromkeys((*first, *_decisive(match))) if fact not in known)
    most = max(FEWEST_AGAINST, len(first)) if match.fit is Fit.NOT else len(told_first)
    return (*told_first[:most], *known[:1])


def _decisive(match: Match) -> tuple[Fact, ...]:
    """The exclusions and thresholds: first those that the asker must still meet, last those it meets."""
    evidence = {
        verdict: {f for j in match.criteria if j.verdict is verdict for f in j.evidence}
        for verdict in Verdict
    }
    ranks = {
        fact: (fact in evidence[Verdict.MEETS], fact not in evidence[Verdict.UNKNOWN], not fact.rules)
        for fact in match.sheet.warnings
    }
    return tuple(sorted(match.sheet.warnings, key=ranks.__getitem__))


def _beside(match: Match, said: Sequence[Statement]) -> Iterator[str]:
    """The status of what is told from a document, and how many conditions of a sheet are not told."""
    if said and not said[0].citations[0].source.is_sheet:
        reason = next(judged.reason for judged in match.criteria if judged.criterion is Criterion.STATUS)
        yield f"{match.sheet.name}. {reason}"
    elif said and match.fit is not Fit.NOT:
        quotes = [citation.quote for statement in said for citation in statement.citations]
        left = [
            fact
            for fact in match.sheet.warnings
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


def places_of(document_id: str, quote: str, shelf: Shelf) -> Iterator[Citation]:
    """The first place where a quote stands in a document, if it does."""
    document, passages = shelf.read(document_id)
    shown = Shown(passages, {document.source.id: document})
    for passage in passages:
        found = verify(ClaimedCitation(passage_id=passage.id, quote=quote), shown)
        if isinstance(found, Citation):
            yield found
            return


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
