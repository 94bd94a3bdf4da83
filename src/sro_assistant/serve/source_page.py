"""A document's canonical text as blocks for its page: headings, paragraphs and lists, with a highlight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sro_assistant.domain import Document, ListBlock, Passage, Span
from sro_assistant.domain.addresses import anchor
from sro_assistant.serve.render import fingerprint

_DEEPEST = 6
_AROUND = 2
"""How many blocks are shown before and after a quote."""


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line: the passages that start there, and whether it is the cited text.

    `first` marks the first highlighted piece of the page, which carries the anchor.
    """

    text: str
    anchors: tuple[str, ...] = ()
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, or a list with a line per item."""

    kind: Kind
    lines: tuple[tuple[Piece, ...], ...]
    level: int = 0
    ordered: bool = False
    anchor: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether some of it is the cited text."""
        return any(piece.marked for line in self.lines for piece in line)


def chosen_span(start: str | None, end: str | None, text: str, check: str | None = None) -> Span | None:
    """The interval that an address asks to highlight.

    None where its numbers are not in the text, or where the words there are not those of `check`, the
    fingerprint that a page's own links carry: the source has changed since the answer was given.
    """
    if start is None or end is None or not all(_is_number(value) for value in (start, end)):
        return None
    first, last = int(start), int(end)
    if not first < last <= len(text) or (check is not None and check != fingerprint(text[first:last])):
        return None
    return Span(first, last)


def context_of(blocks: Sequence[Block]) -> list[Block]:
    """The highlighted blocks with the ones just before and after; none where nothing is highlighted."""
    marked = [position for position, block in enumerate(blocks) if block.is_marked]
    if not marked:
        return []
    return list(blocks[max(0, marked[0] - _AROUND) : marked[-1] + 1 + _AROUND])


def section_anchor(start: int) -> str:
    """The anchor of the heading that starts at an offset of the text."""
    return f"deel-{start}"


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= len(str(10**9))


def blocks_of(document: Document, passages: Sequence[Passage], highlight: Span | None) -> list[Block]:
    """The document's blocks in reading order."""
    layout = _Layout(document, passages, highlight)
    blocks: list[Block] = []
    before: ListBlock | None = None
    for line in _lines(document.text):
        listed = layout.list_at(line)
        block = layout.block(line, listed)
        if listed is not None and listed is before:
            blocks[-1] = Block(kind=Kind.LIST, ordered=listed.ordered, lines=blocks[-1].lines + block.lines)
        else:
            blocks.append(block)
        before = listed
    return blocks


def _lines(text: str) -> Iterator[Span]:
    """The text's lines that are not blank, without their line ends."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line.rstrip()))
        start += len(line)


class _Layout:
    """Knows what each line of one document is, and where anchors and the highlight fall."""

    def __init__(self, document: Document, passages: Sequence[Passage], highlight: Span | None) -> None:
        self._document = document
        self._highlight = highlight
        self._marked = False
        self._headings = {s.span.start: s.level for s in document.sections if s.heading}
        self._items = [(item, block) for block in document.lists for item in block.items]
        self._anchors = {passage.start: anchor(passage.id) for passage in passages}

    def list_at(self, line: Span) -> ListBlock | None:
        """The list of which the line is an item."""
        if line.start in self._headings:
            return None
        return next((block for item, block in self._items if item.overlaps(line)), None)

    def block(self, line: Span, listed: ListBlock | None) -> Block:
        """The line as a block of its own."""
        if listed is not None:
            item = next(item for item, _ in self._items if item.overlaps(line))
            shown = Span(max(line.start, item.start), line.end)
            return Block(kind=Kind.LIST, ordered=listed.ordered, lines=(self._pieces(line, shown),))
        level = self._headings.get(line.start)
        if level is None:
            return Block(kind=Kind.PARAGRAPH, lines=(self._pieces(line, line),))
        marks = len(line) - len(self._document.slice(line).lstrip("# "))
        shown = Span(line.start + marks, line.end)
        return Block(
            kind=Kind.HEADING,
            level=min(level + 1, _DEEPEST),
            lines=(self._pieces(line, shown),),
            anchor=section_anchor(line.start),
        )

    def _pieces(self, line: Span, shown: Span) -> tuple[Piece, ...]:
        """The shown part of a line, cut where a passage or the highlight starts or ends."""
        light = self._highlight
        starts = [offset for offset in self._anchors if line.start <= offset < line.end]
        cuts = {shown.start, shown.end, *(max(offset, shown.start) for offset in starts)}
        if light is not None:
            cuts |= {offset for offset in (light.start, light.end) if shown.start < offset < shown.end}
        edges = sorted(cuts)
        return tuple(self._piece(Span(start, end), starts, shown) for start, end in pairwise(edges))

    def _piece(self, span: Span, starts: Sequence[int], shown: Span) -> Piece:
        marked = self._highlight is not None and self._highlight.overlaps(span)
        first = marked and not self._marked
        self._marked = self._marked or marked
        return Piece(
            text=self._document.slice(span),
            anchors=tuple(self._anchors[s] for s in sorted(starts) if max(s, shown.start) == span.start),
            marked=marked,
            first=first,
        )
