"""Which blocks form a list, how its items nest, and which sentence introduces it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sro_assistant.ingest.parse.blocks import Block, Kind

_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_ANNOUNCES = re.compile(r"\b(?:volgende|hierna|hieronder|onderstaande|namelijk|nl)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[:,…]|\bnl\.|[^.!?\"”’')\]])$")
_SENTENCE_END = re.compile(r"[.!?…;][\"”’')]*$")
_NEW_CLAUSE = re.compile(r"(?<=en) (?=\([A-ZÀ-Ý][a-zà-ÿ]+(?: [a-zà-ÿ]+)*\) ?[a-zà-ÿ])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShape:
    """A list by the numbers of its blocks; `parent` is the item or row heading above it, if any."""

    items: tuple[int, ...]
    parent: int | None
    ordered: bool


def table_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with tables as lists: a paragraph per row heading, an item per row under it.

    Where a first cell continues over empty cells it is the heading of its group; a table without
    such cells has its first row as the heading of all others.
    """
    result: list[Block] = []
    for run in _table_runs(blocks):
        result.extend(_table(run) if run[0].kind is Kind.ROW else run)
    return result


def _table_runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if run and (block.kind is Kind.ROW) != (run[0].kind is Kind.ROW):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _table(rows: Sequence[Block]) -> Iterator[Block]:
    grouped = any(not row.cells[0] for row in rows)
    for i, row in enumerate(rows):
        header = i == 0 and len(rows) > 1 and (not grouped or bool(rows[1].cells[0]))
        if header or (grouped and row.cells[0]):
            cells = row.cells if header else row.cells[:1]
            yield replace(row, text=_cells_text(cells), parent=not (header and grouped))
        if not header:
            text = _cells_text(row.cells[1:] if grouped else row.cells)
            for clause in _clauses(text, rows):
                yield replace(row, kind=Kind.ITEM, text=clause, marker="-", indent=0, cells=())


def _cells_text(cells: Sequence[str]) -> str:
    return " | ".join(cell for cell in cells if cell)


def _clauses(text: str, rows: Sequence[Block]) -> list[str]:
    """The recommendations in a row: a second one starts at a bracketed capital after an infinitive.

    Only where most rows end in an infinitive ("… stimuleren (Proef)projecten opschalen").
    """
    infinitives = sum(row.cells[-1].endswith("en") for row in rows)
    clauses = _NEW_CLAUSE.split(text) if 2 * infinitives > len(rows) else [text]
    return [clause for clause in clauses if clause]


def list_shapes(blocks: Sequence[Block]) -> list[ListShape]:
    """The lists of a document in the order in which they begin.

    Blank lines do not end a list, and a numbering that counts on over paragraphs in between, within
    a section, is one list.
    """
    lists: list[ListShape] = []
    numbered: int | None = None
    for run in _item_runs(blocks):
        if run[0] == -1:
            numbered = None
            continue
        found = _nested(blocks, run)
        first = found[0]
        if numbered is not None and _counts_on(blocks, lists[numbered], first):
            lists[numbered] = replace(lists[numbered], items=lists[numbered].items + first.items)
            found = found[1:]
        elif first.ordered:
            numbered = len(lists)
        lists.extend(found)
    return sorted(lists, key=lambda shape: shape.items[0])


def _item_runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The numbers of items that stand together; [-1] for each heading or table heading."""
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind is Kind.ITEM:
            run.append(i)
            continue
        if run:
            yield run
            run = []
        if block.kind is not Kind.PARAGRAPH:
            yield [-1]
    if run:
        yield run


def _counts_on(blocks: Sequence[Block], earlier: ListShape, later: ListShape) -> bool:
    last, first = blocks[earlier.items[-1]].marker, blocks[later.items[0]].marker
    return later.ordered and last[:-1].isdigit() and first == f"{int(last[:-1]) + 1}."


def _nested(blocks: Sequence[Block], run: Sequence[int]) -> list[ListShape]:
    """The lists in a run of items, each under the item that is its parent."""
    parents = _parents(blocks, run)
    above = run[0] - 1
    top = above if above >= 0 and blocks[above].parent else None
    groups: list[tuple[int | None, list[int]]] = []
    current: dict[int | None, list[int]] = {}
    for i in run:
        parent = parents[i] if parents[i] is not None else top
        if parent not in current or _starts_list(blocks, current[parent][-1], i):
            current[parent] = []
            groups.append((parent, current[parent]))
        current[parent].append(i)
    return [
        ListShape(items=tuple(items), parent=parent, ordered=blocks[items[0]].marker != "-")
        for parent, items in groups
    ]


def _starts_list(blocks: Sequence[Block], previous: int, item: int) -> bool:
    """Whether an item begins another list: its marker is of the other kind, or counts from one again."""
    before, marker = blocks[previous].marker, blocks[item].marker
    return (before == "-") != (marker == "-") or marker in {"1.", "a."}


def _parents(blocks: Sequence[Block], run: Sequence[int]) -> dict[int, int | None]:
    """The item above each item, from the indents, where these can be believed.

    A converter often loses the indent of a list's first item, or gives one to a lone item; so a
    finished sentence is no parent of a single item, nor the first of a list parent of most others.
    """
    parents: dict[int, int | None] = {}
    open_items: list[int] = []
    for i in run:
        while open_items and blocks[open_items[-1]].indent >= blocks[i].indent:
            open_items.pop()
        parents[i] = open_items[-1] if open_items else None
        open_items.append(i)
    children: dict[int | None, list[int]] = {}
    for i, parent in parents.items():
        children.setdefault(parent, []).append(i)
    for i in run:
        own, siblings = children.get(i, []), children[parents[i]]
        if own and _SENTENCE_END.search(blocks[i].text) and not _is_parent(i, own, siblings):
            parents.update(dict.fromkeys(own, parents[i]))
            children[parents[i]] = sorted(siblings + own)
    return parents


def _is_parent(item: int, children: Sequence[int], siblings: Sequence[int]) -> bool:
    first_of_most = item == siblings[0] and len(children) >= len(siblings)
    return len(children) > 1 and not first_of_most


def announces(sentence: str, items: Sequence[str]) -> bool:
    """Whether the sentence right above a list introduces it.

    It does where it is left open (a colon), says that something follows, counts the items, or is
    carried on by items that start in lower case.
    """
    if _OPEN_END.search(sentence) or _ANNOUNCES.search(sentence):
        return True
    words = set(re.findall(r"\w+", sentence.lower()))
    named = _NUMBERS[len(items) - 1] if len(items) <= len(_NUMBERS) else ""
    counted = len(items) > 1 and bool(words & {str(len(items)), named})
    return counted or all(item[:1].islower() for item in items)
