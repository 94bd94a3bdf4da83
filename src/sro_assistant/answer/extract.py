"""The extractive drafter: the source's own sentences and whole lists that answer, nothing rewritten."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sro_assistant.answer import phrases
from sro_assistant.answer.choose import FACT_WORDS, FACTS, chosen_sentences
from sro_assistant.answer.draft import ClaimedStatement, Draft
from sro_assistant.answer.intent import Intent, has_shape
from sro_assistant.answer.lists import (
    ListFound,
    SectionsFound,
    TermsOf,
    announced_by,
    announcement_of,
    announces_asked,
    lead_of,
    lists_in,
    sections_in,
)
from sro_assistant.answer.premise import Finding
from sro_assistant.answer.rank import Scored
from sro_assistant.domain import ClaimedCitation, Document, Layout, Passage, Query, Span
from sro_assistant.retrieve.evidence import Evidence

NEAREST = 2
LIST_MARGIN = 0.72
"""A list is given whole when what announces it scores this share of the best sentence."""
SIDE = 2
"""How many sentences tell one side of a comparison."""
MIN_ITEMS = 3
_BETWEEN_ITEMS = re.compile(r"[,;](?: en\b| of\b)?| en | of ")


def draft_answer(
    query: Query, intent: Intent, scored: Scored, passages: Sequence[Passage], terms_of: TermsOf
) -> Draft:
    """The claims that answer a query best: a list whole, otherwise the sentences that say most."""
    if not scored:
        return Draft()
    quoter = Quoter(passages)
    whole = _whole_list(query, scored, quoter, terms_of) if intent is Intent.LIST else ()
    chosen = () if whole else chosen_sentences(scored, intent)
    return Draft(statements=whole or _sentences(chosen, intent, scored[0][1], quoter))


def draft_decided(finding: Finding, usual: Draft, passages: Sequence[Passage]) -> Draft:
    """The sentence that decides first, with ja or nee where that is sure, and what else fits in few words."""
    decisive = finding.evidence
    frame = None if finding.is_so is None else phrases.yes_or_no(is_so=finding.is_so)
    first = Quoter(passages).quote(decisive.document, decisive.span)
    told = [replace(s, text=phrases.closed(s.text), frame=frame) for s in first]
    count = len(decisive.text.split())
    for statement in usual.statements if told else ():
        count += len(statement.text.split())
        if statement.claims != told[0].claims and count <= FACT_WORDS:
            told.append(statement)
    return Draft(statements=tuple(told) or usual.statements)


def draft_nearest(scored: Scored, passages: Sequence[Passage]) -> Draft:
    """The sentences nearest to a question that is not answered."""
    quoter = Quoter(passages)
    nearest = [evidence for _, evidence in scored[:NEAREST]]
    return Draft(statements=tuple(s for e in nearest for s in quoter.quote(e.document, e.span)))


def draft_side(scored: Scored, passages: Sequence[Passage]) -> Draft:
    """The best sentences on one side of a comparison, few enough to be held against the other side."""
    told = tuple(pair for pair in scored if not pair[1].text.endswith(":"))
    if not told:
        return Draft()
    chosen = chosen_sentences(told, Intent.DEFINITION)[:SIDE]
    return Draft(statements=_sentences(chosen, Intent.DEFINITION, told[0][1], Quoter(passages)))


class Quoter:
    """Makes claims of intervals of documents, each on the passage in which it stands."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def quote(
        self,
        document: Document,
        span: Span,
        layout: Layout = Layout.PARAGRAPH,
        heading: str | None = None,
    ) -> tuple[ClaimedStatement, ...]:
        """One claimed statement in the source's own words; none where no passage holds it whole."""
        for passage in self._passages:
            if passage.document_id == document.source.id and passage.span.contains(span):
                claim = ClaimedCitation(passage_id=passage.id, quote=document.slice(span))
                text = " ".join(claim.quote.split())
                return (ClaimedStatement(text=text, claims=(claim,), layout=layout, heading=heading),)
        return ()


def _whole_list(
    query: Query, scored: Scored, quoter: Quoter, terms_of: TermsOf
) -> tuple[ClaimedStatement, ...]:
    """The list that a question for one wants: the source's own, or sections side by side; else nothing."""
    value, best = scored[0]
    needed = value if _enumerates(best.text) else LIST_MARGIN * value
    sections = sections_in(scored, query, terms_of)
    near = (found for found in lists_in(scored) if found.score >= needed)
    listed = next((found for found in near if announces_asked(found, scored, query, terms_of)), None)
    if sections is not None and sections.score >= max(needed, listed.score if listed else 0.0):
        return _section_claims(sections, quoter, terms_of)
    return _list_claims(listed, quoter) if listed is not None else ()


def _sentences(
    chosen: Sequence[Evidence], intent: Intent, best: Evidence, quoter: Quoter
) -> tuple[ClaimedStatement, ...]:
    """The sentences as they stand; the best one, where it announces a list, brings the list.

    To a question for a fact or a difference it closes with a full stop instead: that is in the announcement.
    """
    statements: list[ClaimedStatement] = []
    for evidence in chosen:
        block = announced_by(evidence.span, evidence.document)
        layout = Layout.ITEM if _is_clause(evidence) else Layout.PARAGRAPH
        quoted = quoter.quote(evidence.document, evidence.span, layout)
        if evidence is not best:
            if not evidence.text.endswith(":"):  # without its list, such a sentence says nothing
                statements.extend(quoted)
        elif intent is Intent.COMPARISON or (intent in FACTS and has_shape(intent, evidence.text)):
            statements.extend(replace(s, text=phrases.closed(s.text)) for s in quoted)
        elif block is not None:
            found = ListFound(document=evidence.document, block=block, score=0.0)
            return (*statements, *_list_claims(found, quoter))
        else:
            statements.extend(quoted)
    return tuple(statements)


def _is_clause(evidence: Evidence) -> bool:
    """Whether it is an item of a list that is no sentence."""
    blocks = evidence.document.lists
    is_item = any(item.overlaps(evidence.span) for block in blocks for item in block.items)
    return is_item and not evidence.text.endswith((".", "!"))


def _enumerates(text: str) -> bool:
    """Whether a sentence is a list by itself: three things or more, by commas and "en"."""
    return len(_BETWEEN_ITEMS.findall(text)) >= MIN_ITEMS


def _list_claims(found: ListFound, quoter: Quoter) -> tuple[ClaimedStatement, ...]:
    opening = (lead_of(found.block, found.document), found.block.intro)
    intro = [s for span in opening if span is not None for s in quoter.quote(found.document, span)]
    items = (s for item in found.block.items for s in quoter.quote(found.document, item, Layout.ITEM))
    return (*intro, *items)


def _section_claims(found: SectionsFound, quoter: Quoter, terms_of: TermsOf) -> tuple[ClaimedStatement, ...]:
    opening = announcement_of(found, terms_of)
    items = (
        statement
        for section, sentence in found.items
        for statement in quoter.quote(found.document, sentence, Layout.ITEM, heading=section.heading)
    )
    return (*(quoter.quote(found.document, opening) if opening is not None else ()), *items)
