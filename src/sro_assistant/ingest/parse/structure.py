"""Builds a document out of clean lines: canonical text, sections, lists and sentences."""

from collections.abc import Mapping, Sequence

from sro_assistant.domain import Document, ListBlock, Section, SourceFile, Span
from sro_assistant.dutch.text import sentences
from sro_assistant.ingest.parse.blocks import Block, Kind, blocks_of, words_in
from sro_assistant.ingest.parse.clean import CleanText, heading_key
from sro_assistant.ingest.parse.headings import with_headings
from sro_assistant.ingest.parse.lines import Line
from sro_assistant.ingest.parse.lists import ListShape, announces, list_shapes, table_blocks


def document_from(source: SourceFile, clean: CleanText, extra: Sequence[Line] = ()) -> Document:
    """The document of a file's clean lines.

    Args:
        source: The manifest's entry.
        clean: The lines, and the pages of headings that a table of contents names.
        extra: Lines of the document's other copies, to tell how divided words are spelled.
    """
    vocabulary = words_in(line.text for line in (*clean.lines, *extra))
    blocks = blocks_of(clean.lines, clean.contents, vocabulary)
    blocks = table_blocks(with_headings(blocks, clean.contents))
    text, places = _render(blocks)
    found = [_sentences_at(text, place, block) for block, place in zip(blocks, places, strict=True)]
    lists = tuple(_list_block(shape, blocks, places, found, text) for shape in list_shapes(blocks))
    return Document(
        source=source,
        text=text,
        sections=_sections(blocks, places, clean.contents),
        lists=lists,
        sentences=tuple(span for spans in found for span in spans),
    )


def _render(blocks: Sequence[Block]) -> tuple[str, list[Span]]:
    """The canonical text, and where each block's words stand in it, markers left out."""
    parts: list[str] = []
    places: list[Span] = []
    offset = 0
    for i, block in enumerate(blocks):
        gap = _gap(blocks[i - 1], block) if i else ""
        marker = f"{block.marker} " if block.kind is Kind.ITEM else ""
        parts.append(f"{gap}{marker}{block.text}")
        start = offset + len(gap) + len(marker)
        places.append(Span(start, start + len(block.text)))
        offset = places[-1].end
    return "".join(parts), places


def _gap(previous: Block, block: Block) -> str:
    together = block.kind is Kind.ITEM and previous.kind in (Kind.ITEM, Kind.ROW)
    return "\n" if together else "\n\n"


def _sentences_at(text: str, place: Span, block: Block) -> tuple[Span, ...]:
    if block.kind in (Kind.HEADING, Kind.ROW):
        return ()
    found = sentences(text[place.start : place.end])
    spans = [Span(place.start + s.start, place.start + s.end) for s in found]
    return (Span(place.start, spans[0].end), *spans[1:]) if spans else ()


def _list_block(
    shape: ListShape,
    blocks: Sequence[Block],
    places: Sequence[Span],
    found: Sequence[tuple[Span, ...]],
    text: str,
) -> ListBlock:
    items = tuple(places[i] for i in shape.items)
    intro = places[shape.parent] if shape.parent is not None else None
    above = shape.items[0] - 1
    if intro is None and above >= 0 and blocks[above].kind is Kind.PARAGRAPH and found[above]:
        last = found[above][-1]
        words = [text[item.start : item.end] for item in items]
        intro = last if announces(text[last.start : last.end], words) else None
    return ListBlock(intro=intro, items=items, ordered=shape.ordered)


def _sections(
    blocks: Sequence[Block], places: Sequence[Span], contents: Mapping[str, int]
) -> tuple[Section, ...]:
    """The sections in order. The document's title, a first heading above all, holds no others."""
    if not blocks:
        return ()
    headings = [i for i, block in enumerate(blocks) if block.kind is Kind.HEADING and i > 0]
    starts = [0, *headings]
    title = _title(blocks)
    sections: list[Section] = []
    above: list[tuple[Block, int | None]] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        block = blocks[start]
        if block.kind is Kind.HEADING:
            above = [entry for entry in above if entry[0].rank < block.rank and entry[0] is not title]
            inherited = above[-1][1] if above else None
            page = block.page or contents.get(heading_key(block.text)) or inherited
            above.append((block, page))
        heading = block.text if above else ""
        sections.append(
            Section(
                heading=heading,
                level=len(above),
                span=Span(places[start].start, places[end - 1].end),
                path=tuple(entry[0].text for entry in above),
                page=above[-1][1] if above else block.page,
            )
        )
    return tuple(sections)


def _title(blocks: Sequence[Block]) -> Block | None:
    """The first heading, where no other stands as high: its words are the source's title."""
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    if not headings:
        return None
    first, others = headings[0], headings[1:]
    unnumbered = not first.text[:1].isdigit()
    alone = all(other.marks > first.marks or other.text[:1].isdigit() for other in others)
    empty = blocks[0] is first and blocks[1:2] and blocks[1].kind is Kind.HEADING
    return first if unnumbered and (empty or (first.marks and alone)) else None
