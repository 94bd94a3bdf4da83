"""The extractive drafter: the source's own sentences and whole lists that answer, nothing rewritten."""

from collections.abc import Sequence

from sro_assistant.answer.draft import ClaimedStatement, Draft
from sro_assistant.answer.intent import Intent
from sro_assistant.answer.lists import ListFound, SectionsFound, announced_by, lists_in, sections_in
from sro_assistant.answer.rank import Scored
from sro_assistant.domain import ClaimedCitation, Document, Layout, Passage, Query, Span
from sro_assistant.retrieve.evidence import Evidence

FACT_WORDS = 60
OPEN_WORDS = 90
MAX_SENTENCES = 3
NEAREST = 2
NEW_COVERAGE = 0.08
"""A further sentence must bring this share of the question's weight that is not there yet …"""
NEARLY_BEST = 0.75
"""… or answer nearly as well as the first one."""
LIST_MARGIN = 0.72
"""A list is given whole when what announces it scores this share of the best sentence."""
ENOUGH_WORDS = 30
"""An answer shorter than this, to a question that is not for a fact, takes in what follows it."""
FRAGMENT_WORDS = 6

FACTS = frozenset({Intent.AMOUNT, Intent.COUNT, Intent.TIME, Intent.PERSON, Intent.PLACE, Intent.CONTACT})


def draft_answer(query: Query, intent: Intent, scored: Scored, passages: Sequence[Passage]) -> Draft:
    """The claims that answer a query best: a list whole, otherwise the sentences that say most."""
    if not scored:
        return Draft()
    locate = Locator(passages)
    if intent is Intent.LIST:
        whole = _whole_list(query, scored, locate)
        if whole:
            return Draft(statements=whole)
    return Draft(statements=_sentence_claims(_chosen(scored, intent), locate))


def draft_nearest(scored: Scored, passages: Sequence[Passage]) -> Draft:
    """The sentences nearest to a question that is not answered."""
    locate = Locator(passages)
    nearest = [evidence for _, evidence in scored[:NEAREST]]
    return Draft(
        statements=tuple(s for e in nearest for s in locate.statement(e.document, e.span, Layout.PARAGRAPH))
    )


class Locator:
    """Finds the passage in which an interval of a document stands."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def claim(self, document: Document, span: Span) -> ClaimedCitation | None:
        """A claim on an interval; None where no passage at hand holds it whole."""
        for passage in self._passages:
            if passage.document_id == document.source.id and passage.span.contains(span):
                return ClaimedCitation(passage_id=passage.id, quote=document.slice(span))
        return None

    def statement(
        self, document: Document, span: Span, layout: Layout, frame: str | None = None
    ) -> tuple[ClaimedStatement, ...]:
        """One claimed statement in the source's own words; none where no passage holds it."""
        claim = self.claim(document, span)
        if claim is None:
            return ()
        return (ClaimedStatement(text=claim.quote, claims=(claim,), layout=layout, frame=frame),)


def _chosen(scored: Scored, intent: Intent) -> tuple[Evidence, ...]:
    """The best sentence and those that add to it, within the words that the kind of question allows."""
    budget = FACT_WORDS if intent in FACTS else OPEN_WORDS
    scored = tuple(pair for pair in scored if not _is_fragment(pair[1].text)) or scored
    first_score, first = scored[0]
    chosen = [first]
    covered = set(first.terms)
    used = len(first.text.split())
    for value, evidence in scored[1:]:
        length = len(evidence.text.split())
        if len(chosen) == MAX_SENTENCES or used + length > budget:
            continue
        if any(evidence.text == c.text for c in chosen):
            continue
        adds = evidence.own > NEW_COVERAGE and bool(evidence.terms - covered)
        if (adds and value >= 0.6 * first_score) or value >= NEARLY_BEST * first_score:
            chosen.append(evidence)
            covered |= evidence.terms
            used += length
    if intent not in FACTS:
        chosen.extend(e for e in _what_follows(chosen, scored, budget) if e not in chosen)
    return _in_reading_order(chosen)


def _whole_list(query: Query, scored: Scored, locate: Locator) -> tuple[ClaimedStatement, ...]:
    """The list that a question for one wants: the source's own, or sections side by side; else nothing."""
    sections = sections_in(scored, query)
    needed = LIST_MARGIN * scored[0][0]
    listed = next((found for found in lists_in(scored) if found.score >= needed), None)
    if sections is not None and (listed is None or sections.score > listed.score):
        return _section_claims(sections, locate)
    return _list_claims(listed, locate) if listed is not None else ()


def _what_follows(chosen: Sequence[Evidence], scored: Scored, budget: int) -> tuple[Evidence, ...]:
    """The sentences right after the last one chosen, in its passage, until there are words enough."""
    last = max(chosen, key=lambda e: (e.document is chosen[0].document, e.span.start))
    used = sum(len(e.text.split()) for e in chosen)
    after = sorted(
        (e for _, e in scored if e.found is last.found and e.span.start >= last.span.end),
        key=lambda e: e.span.start,
    )
    added: list[Evidence] = []
    for evidence in after:
        used += len(evidence.text.split())
        if used > budget or used - len(evidence.text.split()) >= ENOUGH_WORDS:
            break
        added.append(evidence)
    return tuple(added)


def _is_fragment(text: str) -> bool:
    """Whether a list item says too little by itself: a few words, or a part that a semicolon ends."""
    return text.endswith(";") or len(text.split()) < FRAGMENT_WORDS


def _in_reading_order(chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The document of the best sentence first, each document's sentences as they stand."""
    order = list(dict.fromkeys(e.document.source.id for e in chosen))
    return tuple(sorted(chosen, key=lambda e: (order.index(e.document.source.id), e.span.start)))


def _sentence_claims(chosen: Sequence[Evidence], locate: Locator) -> tuple[ClaimedStatement, ...]:
    statements: list[ClaimedStatement] = []
    for evidence in chosen:
        block = announced_by(evidence.span, evidence.document)
        if block is not None:
            found = ListFound(document=evidence.document, block=block, score=0.0)
            return _list_claims(found, locate)
        statements.extend(locate.statement(evidence.document, evidence.span, Layout.PARAGRAPH))
    return tuple(statements)


def _list_claims(found: ListFound, locate: Locator) -> tuple[ClaimedStatement, ...]:
    statements: list[ClaimedStatement] = []
    if found.block.intro is not None:
        statements.extend(locate.statement(found.document, found.block.intro, Layout.PARAGRAPH))
    for item in found.block.items:
        statements.extend(locate.statement(found.document, item, Layout.ITEM))
    return tuple(statements)


def _section_claims(found: SectionsFound, locate: Locator) -> tuple[ClaimedStatement, ...]:
    return tuple(
        statement
        for section, sentence in found.items
        for statement in locate.statement(found.document, sentence, Layout.ITEM, frame=section.heading)
    )
