"""Lines put together again: headings, whole paragraphs, items and table rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from sro_assistant.ingest.parse.clean import heading_key
from sro_assistant.ingest.parse.lines import Line

FUNCTION_WORDS = frozenset(
    """
    aan als bij binnen dat de dan deze die dit door een elke en het hun iedere in is met na naar naast niet of
    om onder ons onze op over per te tegen tot tussen uit van vanuit via voor waar waarbij wanneer wordt
    worden zijn zoals zowel zonder
    """.split()
)
"""Words after which a Dutch sentence cannot end."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FINAL = re.compile(r"[.!?…:][\"”’')\]]*$")
_MAX_WIDTH = 180
_MIN_WRAPS = 4
_WRAPPED_SHARE = 0.6
_FULL = 0.85
_SHORT = 0.6
_MIN_PART = 4
_MIN_CUT_WORDS = 5


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph, item or table row on one line, and how it stood in the source.

    `after_blank` and `before_blank` say whether a blank line (or the text's end) was next to it,
    `lines` how many lines it filled; `rank` orders headings, the lowest outermost; `parent` marks the
    row that heads the items below it.
    """

    kind: Kind
    text: str
    page: int | None = None
    marks: int = 0
    marker: str = ""
    indent: int = 0
    bold: bool = False
    cells: tuple[str, ...] = ()
    lines: int = 1
    after_blank: bool = True
    before_blank: bool = True
    rank: int = 0
    parent: bool = False


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words in lower case, hyphens inside them kept."""
    return frozenset(map(str.lower, set().union(*map(_WORD.findall, texts))))


def blocks_of(lines: Sequence[Line], contents: Mapping[str, int], vocabulary: frozenset[str]) -> list[Block]:
    """The blocks in order: wrapped lines joined, words made whole, cut paragraphs mended."""
    width = wrap_width(lines)
    blocks: list[Block] = []
    blank, previous = True, Line(text="")
    for line in lines:
        if not line.text:
            blank = True
            continue
        if not blank and width and _continues(previous, line, width, contents):
            text = f"{'– ' if line.marker else ''}{line.text}"
            joined = join_words(blocks[-1].text, text, vocabulary)
            blocks[-1] = replace(blocks[-1], text=joined, lines=blocks[-1].lines + 1)
        else:
            if blocks and not blank:
                blocks[-1] = replace(blocks[-1], before_blank=False)
            blocks.append(_block(line, after_blank=blank))
        blank, previous = False, line
    return _mended(blocks, contents, vocabulary)


def _block(line: Line, *, after_blank: bool) -> Block:
    kind = Kind.HEADING if line.heading else Kind.ROW if line.cells else Kind.PARAGRAPH
    return Block(
        kind=Kind.ITEM if line.marker else kind,
        text=line.text,
        page=line.page,
        marks=line.heading,
        marker=line.marker,
        indent=line.indent,
        bold=line.bold,
        cells=line.cells,
        after_blank=after_blank,
    )


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file's lines are wrapped; None where each paragraph is one line.

    A line was wrapped when the first word of the next would not have fitted any more.
    """
    lengths = sorted(line.indent + len(line.text) for line in lines if line.text)
    wraps = [(a, b) for a, b in pairwise(lines) if a.text and b.plain and not (a.heading or a.cells)]
    if len(wraps) < _MIN_WRAPS:
        return None
    width = lengths[int(0.95 * (len(lengths) - 1))]
    full = sum(not _fits(a, b, width) for a, b in wraps)
    return width if width <= _MAX_WIDTH and full >= _WRAPPED_SHARE * len(wraps) else None


def _fits(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had room on this one, letters being of unequal width."""
    return line.indent + len(line.text) + 1 + len(following.text.split()[0]) <= _FULL * width


def _continues(previous: Line, line: Line, width: int, contents: Mapping[str, int]) -> bool:
    if previous.heading or previous.cells or line.heading or line.cells:
        return False
    if line.marker and not (line.marker == "-" and previous.plain and not is_final(previous.text)):
        return False
    if {heading_key(previous.text), heading_key(line.text)} & contents.keys():
        return False
    if not _fits(previous, line, width):
        return True
    new_start = line.text[0].isupper() and len(previous.text) < _SHORT * width
    return not (is_final(previous.text) or new_start)


def is_final(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_FINAL.search(text))


def join_words(text: str, more: str, vocabulary: frozenset[str]) -> str:
    """The two pieces as running text; a word that a line end divided is made whole.

    Its hyphen stays where the text spells it so elsewhere, or where both parts are words of the
    text and the whole is not; "in- en uitvoer" keeps both hyphen and space.
    """
    if not re.search(r"[^\W\d_]-$", text):
        return f"{text} {more}"
    before, after = _WORD.findall(text[:-1])[-1], _WORD.match(more)
    if after is None or after.group() in {"en", "of", "tot"}:
        return f"{text} {more}"
    return text + more if _keeps_hyphen(before, after.group(), vocabulary) else text[:-1] + more


def _keeps_hyphen(before: str, after: str, vocabulary: frozenset[str]) -> bool:
    hyphenated, joined = f"{before}-{after}".lower(), f"{before}{after}".lower()
    if after[0].isupper() or hyphenated in vocabulary:
        return True
    if joined in vocabulary:
        return False
    last = before.lower().rsplit("-", 1)[-1]
    words = last in vocabulary and after.lower() in vocabulary
    return (words and min(len(last), len(after)) >= _MIN_PART) or (before.isupper() and len(before) > 1)


def _mended(blocks: Sequence[Block], contents: Mapping[str, int], vocabulary: frozenset[str]) -> list[Block]:
    """The blocks with paragraphs that a page break or a blank line cut in mid-sentence joined."""
    mended: list[Block] = []
    for block in blocks:
        if mended and _is_cut(mended[-1], block) and heading_key(mended[-1].text) not in contents:
            whole = join_words(mended[-1].text, block.text, vocabulary)
            lines = mended[-1].lines + block.lines
            mended[-1] = replace(mended[-1], text=whole, lines=lines, before_blank=block.before_blank)
        else:
            mended.append(block)
    return mended


def _is_cut(block: Block, following: Block) -> bool:
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or following.kind is not Kind.PARAGRAPH:
        return False
    if is_final(block.text) or block.text.endswith(";"):
        return False
    words = block.text.split()
    if words[-1] in FUNCTION_WORDS or words[-1].endswith("-"):
        return len(words) > 1
    return following.text[0].islower() and (len(words) >= _MIN_CUT_WORDS or words[-1].endswith(","))
