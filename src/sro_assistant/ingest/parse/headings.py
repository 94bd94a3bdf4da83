"""Which blocks are headings, and how deep they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sro_assistant.ingest.parse.blocks import Block, Kind, is_final, words_in
from sro_assistant.ingest.parse.clean import heading_key

_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|([A-Z]|[IVX]{2,5})[.)])\s+(?=\S)")
_NOT_FINAL = re.compile(r"[.,:;…]$")
_MAX_WORDS = 14
_MAX_LETTERS = 100
_LONGER = 1.5
_MAX_RUN = 3
_SHARED = 0.6
_SIBLING_WORDS = 3
_MIN_MARKED = 2
_UPPER, _LISTED, _BARE = 1, 2, 3


def with_headings(blocks: Sequence[Block], contents: Mapping[str, int]) -> list[Block]:
    """The blocks with bare heading lines made headings and every heading given its rank.

    Where a file marks its headings, only those count, with any that the table of contents names.
    Ranks follow the numbering where there is one, because converters guess at marks.
    """
    marked = sum(b.kind is Kind.HEADING for b in blocks) >= _MIN_MARKED
    found = _siblings_restored(blocks) if marked else _bare_headings(blocks, contents)
    found = [_as_heading(b) if heading_key(b.text) in contents else b for b in found]
    marks = _marks(found) if marked else _bare_marks(found, contents)
    return _ranked(found, marks)


def _as_heading(block: Block) -> Block:
    number = f"{block.marker} " if block.marker not in ("", "-") else ""
    return replace(block, kind=Kind.HEADING, text=number + block.text, marker="")


def _siblings_restored(blocks: Sequence[Block]) -> list[Block]:
    """Makes a wholly emphasised item a heading where it begins as a marked heading does."""
    starts = {_start(b.text): b.marks for b in blocks if b.kind is Kind.HEADING}
    return [
        replace(_as_heading(b), marks=starts[_start(b.text)])
        if b.kind is Kind.ITEM and b.bold and _start(b.text) in starts
        else b
        for b in blocks
    ]


def _start(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split()[:_SIBLING_WORDS])


def _bare_headings(blocks: Sequence[Block], contents: Mapping[str, int]) -> list[Block]:
    likely = [_is_bare(blocks, i) for i in range(len(blocks))]
    return [
        _as_heading(b) if likely[i] and not _in_long_run(blocks, likely, i, contents) else b
        for i, b in enumerate(blocks)
    ]


def _is_bare(blocks: Sequence[Block], i: int) -> bool:
    """Whether a short line without a final stop stands above something, as a heading does."""
    block, following = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    if following is None or block.kind in (Kind.HEADING, Kind.ROW) or block.marker == "-":
        return block.kind is Kind.HEADING
    begins = block.after_blank or (i > 0 and is_final(blocks[i - 1].text) and block.before_blank)
    if block.lines > 1 or not begins or not _is_short(block.text):
        return False
    on_top = not block.before_blank and len(following.text) > _LONGER * len(block.text)
    if block.marker:
        above = following.kind is Kind.PARAGRAPH and not _is_next_item(block, following)
        return above and not _NOT_FINAL.search(block.text) and (block.before_blank or on_top)
    if block.text.endswith("."):
        return on_top and _is_announced(block, blocks[:i])
    return (block.before_blank or on_top) and not _NOT_FINAL.search(block.text)


def _is_short(text: str) -> bool:
    first = text.lstrip("\"'“‘(")[:1]
    short = len(text) <= _MAX_LETTERS and len(text.split()) <= _MAX_WORDS
    return short and (first.isupper() or first.isdigit())


def _is_next_item(block: Block, following: Block) -> bool:
    return following.kind is Kind.ITEM and following.marker != block.marker


def _is_announced(block: Block, earlier: Sequence[Block]) -> bool:
    """Whether an earlier item says the same, so that this line is the heading it announced."""
    words = words_in([block.text])
    return any(
        len(words & words_in([b.text])) >= _SHARED * len(words) for b in earlier if b.kind is Kind.ITEM
    )


def _in_long_run(
    blocks: Sequence[Block], likely: Sequence[bool], i: int, contents: Mapping[str, int]
) -> bool:
    """Whether so many short lines follow one another that they are an address or a signature."""
    first, last = i, i
    while first > 0 and likely[first - 1]:
        first -= 1
    while last + 1 < len(blocks) and likely[last + 1]:
        last += 1
    named = any(heading_key(b.text) in contents for b in blocks[first : last + 1])
    return last - first + 1 > _MAX_RUN and not named


def _marks(blocks: Sequence[Block]) -> list[int]:
    return [b.marks if b.kind is Kind.HEADING else 0 for b in blocks]


def _bare_marks(blocks: Sequence[Block], contents: Mapping[str, int]) -> list[int]:
    """Marks for bare headings: capitals, then what the contents lists, then the rest.

    A heading without text of its own, right above one like it, is the parent of those that follow.
    """
    running = words_in(b.text for b in blocks if b.kind is not Kind.HEADING)
    acronyms = {w for b in blocks if b.kind is not Kind.HEADING for w in b.text.split() if w.isupper()}
    marks: list[int] = []
    parent = 0
    for i, block in enumerate(blocks):
        if block.kind is not Kind.HEADING:
            marks.append(0)
            continue
        kind = _bare_kind(block, contents, acronyms) if running else _BARE
        if kind <= parent or kind == _UPPER:
            parent = 0 if kind == _UPPER else parent
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        empty = after is not None and after.kind is Kind.HEADING
        if i > 0 and kind > _UPPER and empty and after and _bare_kind(after, contents, acronyms) == kind:
            parent = kind
            marks.append(2 * kind)
        else:
            marks.append(2 * kind + (1 if parent and kind >= parent else 0))
    return marks


def _bare_kind(block: Block, contents: Mapping[str, int], acronyms: set[str]) -> int:
    if block.text.isupper() and block.text not in acronyms:
        return _UPPER
    return _LISTED if heading_key(block.text) in contents or not contents else _BARE


def _ranked(blocks: Sequence[Block], marks: Sequence[int]) -> list[Block]:
    """Gives headings their ranks: by numbering style where numbered, otherwise by marks.

    A numbering style stands one deeper than the heading under which it was first seen; an
    unnumbered heading keeps its distance in marks to the numbered one above it.
    """
    styles: dict[str, int] = {}
    above: tuple[int, int] | None = None
    letter = ""
    ranked: list[Block] = []
    for block, mark in zip(blocks, marks, strict=True):
        if block.kind is not Kind.HEADING:
            ranked.append(block)
            continue
        style = _style(block.text, letter)
        if style:
            letter = block.text[0] if style == "letter" else letter
            rank = styles.setdefault(style, above[0] + 10 if above else 10)
            above = rank, mark
        elif above:
            rank = max(1, above[0] + 10 * (mark - above[1]) - (5 if mark > above[1] else 0))
        else:
            rank = 10 * mark
        ranked.append(replace(block, rank=rank))
    return ranked


def _style(heading: str, last_letter: str) -> str:
    """How a heading is numbered: "1.2" by depth, "1. TITLE" and "1. Title" apart, letters, Roman."""
    number = _NUMBER.match(heading)
    if number is None:
        return ""
    if number[1]:
        title = heading[number.end() :]
        depth = number[1].count(".")
        return f"decimal {depth}" if depth else f"number {'capitals' if title.isupper() else 'title'}"
    follows = last_letter and ord(number[2][0]) == ord(last_letter) + 1
    return "roman" if set(number[2]) <= set("IVX") and not (len(number[2]) == 1 and follows) else "letter"
