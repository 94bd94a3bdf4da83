"""Cuts a document into passages of whole sentences, none across a section."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sro_assistant.domain import Document, Passage, Section, Span

TARGET_WORDS = 100
MAX_WORDS = 150

_IN_PARAGRAPH, _IN_LIST, _AFTER_LEAD = 1500.0, 900.0, 6000.0
_SAME_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What is never cut: a sentence or an item. `cost` is the price of cutting right after it."""

    span: Span
    words: int
    cost: float
    is_item: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """Where a document's items and sentences start, and where its leads end."""

    items: frozenset[int]
    leads: frozenset[int]
    sentences: tuple[int, ...]

    def sentence_at(self, offset: int) -> int:
        """The number of the first sentence that starts there or later."""
        return bisect_left(self.sentences, offset)


def split(document: Document) -> tuple[Passage, ...]:
    """The passages in reading order, of about 100 words and at most 150 but for a longer sentence.

    A list stays with its introduction where it fits, and is otherwise cut between items. A passage
    whose words stood in the document before is left out, so that it is not found twice.
    """
    passages: list[Passage] = []
    seen: set[str] = set()
    marks = _Marks(
        items=frozenset(item.start for block in document.lists for item in block.items),
        leads=_leads(document),
        sentences=tuple(sentence.start for sentence in document.sentences),
    )
    for section in document.sections:
        for span in _best_cut(_pieces(document, section, marks)):
            text = document.slice(span).casefold()
            if text in seen and len(text.split()) >= _SAME_WORDS:
                continue
            seen.add(text)
            passages.append(_passage(document, section, span, len(passages) + 1))
    return tuple(passages)


def _passage(document: Document, section: Section, span: Span, ordinal: int) -> Passage:
    return Passage(
        id=f"{document.source.id}:{ordinal:04d}",
        document_id=document.source.id,
        start=span.start,
        end=span.end,
        headings=section.path,
        page=section.page,
        text=document.slice(span),
    )


def _pieces(document: Document, section: Section, marks: _Marks) -> list[_Piece]:
    """The section's sentences and items in order, its heading left out."""
    body = section.span.start + (len(section.heading) if section.path else 0)
    pieces: list[_Piece] = []
    for line in _lines(document, Span(body, section.span.end)):
        inside = document.sentences[marks.sentence_at(line.start) : marks.sentence_at(line.end)]
        is_item = bool(inside) and inside[0].start in marks.items
        if is_item and pieces and pieces[-1].is_item and pieces[-1].cost == 0:
            pieces[-1] = replace(pieces[-1], cost=_IN_LIST)
        spans = [line] if is_item or not inside else [Span(line.start, inside[0].end), *inside[1:]]
        for span in spans:
            cost = 0.0 if span.end == line.end else _IN_PARAGRAPH
            cost = _AFTER_LEAD if span.end in marks.leads or not inside else cost
            words = len(document.slice(span).split())
            pieces.append(_Piece(span=span, words=words, cost=cost, is_item=is_item))
    return pieces


def _leads(document: Document) -> frozenset[int]:
    """Where something ends that what follows belongs to.

    That is a list's introduction, and an item of a list whose items are each explained below them.
    """
    ends = {block.intro.end for block in document.lists if block.intro}
    for block in document.lists:
        gaps = pairwise(block.items)
        explained = block.ordered and all("\n\n" in document.text[a.end : b.start] for a, b in gaps)
        ends.update(item.end for item in block.items if explained and len(block.items) > 1)
    return frozenset(ends)


def _lines(document: Document, span: Span) -> list[Span]:
    found = re.finditer(r"[^\n]+", document.slice(span))
    return [Span(span.start + m.start(), span.start + m.end()) for m in found]


def _best_cut(pieces: Sequence[_Piece]) -> list[Span]:
    """The cheapest way to cut: squared distance from the target length, plus the price of each cut."""
    best = [0.0] + [float("inf")] * len(pieces)
    origin = [0] * (len(pieces) + 1)
    for end in range(1, len(pieces) + 1):
        words = 0
        for start in range(end - 1, -1, -1):
            words += pieces[start].words
            if words > MAX_WORDS and end - start > 1:
                break
            price = best[start] + (min(words, MAX_WORDS) - TARGET_WORDS) ** 2
            price += pieces[end - 1].cost if end < len(pieces) else 0.0
            if price < best[end]:
                best[end], origin[end] = price, start
    spans: list[Span] = []
    end = len(pieces)
    while end > 0:
        start = origin[end]
        spans.append(Span(pieces[start].span.start, pieces[end - 1].span.end))
        end = start
    return spans[::-1]
