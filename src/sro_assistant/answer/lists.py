"""Lists that answer whole: those of the source, and sections that stand side by side."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer.rank import Scored
from sro_assistant.domain import Document, ListBlock, Query, Section, Span
from sro_assistant.dutch.tokens import NUMBER_WORDS
from sro_assistant.retrieve.evidence import Evidence

_REFERS_BACK = re.compile(r"(?:Deze|Die|Dit|Dat|Ze|Zij|Het (?:zijn|gaat))\b")

_COUNTED = re.compile(
    rf"\b(?:\d+|{'|'.join(NUMBER_WORDS)}) (?P<things>(?:[\w-]+ ){{0,2}}[\w-]+(?:en|s|'s))\b", re.IGNORECASE
)

TermsOf = Callable[[str], Sequence[str]]
"""Makes the terms of a text as those of a query are made."""

ASKED = 0.5
"""How near an expected question must be that a list's introduction answers, whatever it counts."""
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
    """The source's lists that are among the evidence by their introduction or two items, best first.

    A list of which one item alone is near answers with that item, not whole. One under a heading that the
    question names in full is as near as what stands above it.
    """
    led: dict[tuple[str, Span], tuple[ListFound, list[float]]] = {}
    for value, evidence in scored:
        for block in evidence.document.lists:
            key = (evidence.document.source.id, block.span)
            found, items = led.get(key, (ListFound(document=evidence.document, block=block, score=0.0), []))
            if _introduces(block, evidence) or _opens_section_of(block, evidence):
                led[key] = (replace(found, score=max(found.score, value)), items)
            elif any(item.overlaps(evidence.span) for item in block.items):
                led[key] = (found, [*items, value])
    weighed = [_weighed(found, items) for found, items in led.values()]
    return tuple(sorted((found for found in weighed if found.score > 0), key=lambda found: -found.score))


def _weighed(found: ListFound, items: Sequence[float]) -> ListFound:
    """A list with the score of its introduction or, for less, of its items; of one alone only beside it."""
    near = items if found.score else items[1:]
    return replace(found, score=max(found.score, ITEM_SHARE * near[0] if near else 0.0))


def _introduces(block: ListBlock, evidence: Evidence) -> bool:
    """Whether a sentence announces a list, or stands right before one that does and refers back to it."""
    if block.intro is None:
        return False
    lead = lead_of(block, evidence.document)
    return block.intro.overlaps(evidence.span) or (lead is not None and lead.overlaps(evidence.span))


def _opens_section_of(block: ListBlock, evidence: Evidence) -> bool:
    """Whether a sentence stands above a list in a section whose heading the question names in full."""
    if block.intro is None or evidence.headed < 1.0 or evidence.span.end > block.intro.start:
        return False
    section = evidence.document.section_at(block.intro.start)
    return section is not None and section.span.contains(evidence.span)


def lead_of(block: ListBlock, document: Document) -> Span | None:
    """The sentence that an introduction refers back to ("Deze vijf zijn:"); None for one by itself."""
    if block.intro is None or not _REFERS_BACK.match(document.slice(block.intro)):
        return None
    section = document.section_at(block.intro.start)
    before = [
        s
        for s in (document.sentences_in(section.span) if section is not None else ())
        if s.end <= block.intro.start
    ]
    return before[-1] if before and "\n" not in document.text[before[-1].end : block.intro.start] else None


def announced_by(span: Span, document: Document) -> ListBlock | None:
    """The list that a sentence introduces; None for a sentence that introduces none."""
    return next((b for b in document.lists if b.intro is not None and b.intro.overlaps(span)), None)


def announces_asked(found: ListFound, scored: Scored, query: Query, terms_of: TermsOf) -> bool:
    """Whether a list may be the one that is asked for: what it counts is not something else.

    "We streven 8 doelstellingen na:" is no answer to who asks for problems, but where an expected question
    says so.
    """
    intro = found.block.intro
    counted = _COUNTED.search(found.document.slice(intro)) if intro is not None else None
    if intro is None or counted is None or query.terms.keys() & set(terms_of(counted["things"])):
        return True
    return any(e.asked >= ASKED for _, e in scored if e.document is found.document and e.span.overlaps(intro))


def sections_in(scored: Scored, query: Query, terms_of: TermsOf) -> SectionsFound | None:
    """The sections under one heading that the question names, or of which it names what all are called."""
    best: SectionsFound | None = None
    for value, evidence in scored:
        headings = evidence.found.passage.headings
        for depth in range(1, len(headings) + 1):
            heading = {term for term in terms_of(headings[depth - 1]) if not _is_number(term)}
            named = len(heading & query.terms.keys()) / max(1, len(heading))
            items = _sections_under(evidence.document, headings[:depth])
            alike = _alike(items, terms_of)
            if _names_one(headings[depth:], alike, query, terms_of):
                continue
            if alike & query.terms.keys():  # "A. Nood aan …", "B. Nood aan …"
                named = 1.0
            score = value * named
            if named and len(items) >= MIN_SECTIONS and (best is None or score > best.score):
                best = SectionsFound(document=evidence.document, items=items, score=score)
    return best


def _names_one(below: Sequence[str], alike: frozenset[str], query: Query, terms_of: TermsOf) -> bool:
    """Whether a question asks about one of the sections by its own name, and not for all of them."""
    own = frozenset(terms_of(below[0])) - alike if below else frozenset()
    words = {term for term in own if not term.isdigit()}
    return bool(words) and words <= query.terms.keys()


def _alike(items: Sequence[tuple[Section, Span]], terms_of: TermsOf) -> frozenset[str]:
    """The terms that the headings of all these sections share."""
    if not items:
        return frozenset()
    return frozenset.intersection(*(frozenset(terms_of(section.heading)) for section, _ in items))


def _sections_under(document: Document, parent: tuple[str, ...]) -> tuple[tuple[Section, Span], ...]:
    sections = (s for s in document.sections if s.path[:-1] == parent)
    pairs = ((section, document.sentences_in(section.span)) for section in sections)
    return tuple((section, sentences[0]) for section, sentences in pairs if sentences)


def _is_number(term: str) -> bool:
    """Whether a term is only the number or letter of a heading: "4.", "A."."""
    return term.isdigit() or len(term) == 1


def announcement_of(found: SectionsFound, terms_of: TermsOf) -> Span | None:
    """The sentence above the sections that says what they are; None where there is none."""
    parent = found.items[0][0].path[:-1]
    above = next((s for s in found.document.sections if s.path == parent), None)
    alike = _alike(found.items, terms_of)
    sentences = found.document.sentences_in(above.span) if above is not None else ()
    told = [s for s in sentences if alike & set(terms_of(found.document.slice(s)))]
    return told[0] if told else None
