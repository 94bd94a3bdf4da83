"""Lists that answer whole: those of the source, and sections that stand side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sro_assistant.answer.rank import Scored
from sro_assistant.domain import Document, ListBlock, Query, Section, Span

TermsOf = Callable[[str], Sequence[str]]
"""Makes the terms of a text as those of a query are made."""

MIN_SECTIONS = 3
ITEM_SHARE = 0.8
"""A list found by one of its items counts less than one found by its introduction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFound:
    """A list with the score of what led to it."""

    document: Document
    block: ListBlock
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsFound:
    """Sections side by side under one heading, each with its first sentence."""

    document: Document
    items: tuple[tuple[Section, Span], ...]
    score: float


def lists_in(scored: Scored) -> tuple[ListFound, ...]:
    """The source's lists whose introduction or items are among the evidence, best first."""
    best: dict[tuple[str, Span], ListFound] = {}
    for value, evidence in scored:
        for block in evidence.document.lists:
            share = _led_to(block, evidence.span)
            key = (evidence.document.source.id, block.span)
            if share and (key not in best or best[key].score < value * share):
                best[key] = ListFound(document=evidence.document, block=block, score=value * share)
    return tuple(sorted(best.values(), key=lambda found: -found.score))


def announced_by(span: Span, document: Document) -> ListBlock | None:
    """The list that a sentence introduces; None for a sentence that introduces none."""
    return next((b for b in document.lists if b.intro is not None and b.intro.overlaps(span)), None)


def sections_in(scored: Scored, query: Query, terms_of: TermsOf) -> SectionsFound | None:
    """The sections under one heading that the question names; None where it names none."""
    best: SectionsFound | None = None
    for value, evidence in scored:
        headings = evidence.found.passage.headings
        for depth in range(1, len(headings) + 1):
            heading = set(terms_of(headings[depth - 1]))
            named = len(heading & query.terms.keys())
            items = _sections_under(evidence.document, headings[:depth])
            score = value * named / max(1, len(heading))
            if named and len(items) >= MIN_SECTIONS and (best is None or score > best.score):
                best = SectionsFound(document=evidence.document, items=items, score=score)
    return best


def _led_to(block: ListBlock, span: Span) -> float:
    if block.intro is not None and block.intro.overlaps(span):
        return 1.0
    return ITEM_SHARE if any(item.overlaps(span) for item in block.items) else 0.0


def _sections_under(document: Document, parent: tuple[str, ...]) -> tuple[tuple[Section, Span], ...]:
    sections = (s for s in document.sections if s.path[:-1] == parent)
    pairs = ((section, document.sentences_in(section.span)) for section in sections)
    return tuple((section, sentences[0]) for section, sentences in pairs if sentences)
