"""An answer as text that can be edited: each sentence with the numbers of its sources."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sro_assistant.domain import Answer, Citation, Layout, Statement
from sro_assistant.dutch.text import canonical_text, sentences

_MARKERS = re.compile(r"(?:\s*\[\d{1,3}\])+")
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_AFTER_STOP = re.compile(r"([.!?…]+[\"”’'»)]*)((?:\s*\[\d{1,3}\])+)")
_ITEM = re.compile(r"\s*(?:[-–*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A sentence as it stands in an edited text, without its markers; `line` counts its lines from 0."""

    text: str
    markers: tuple[int, ...]
    is_item: bool
    line: int

    @property
    def leads(self) -> bool:
        """Whether it introduces what stands under it."""
        return self.text.endswith(":") and not self.markers


def citations_of(answer: Answer) -> tuple[Citation, ...]:
    """The citations of an answer, each once, in the order in which every face numbers them."""
    found: dict[tuple[str, int, int], Citation] = {}
    for statement in (*answer.statements, *answer.related):
        for citation in statement.citations:
            found.setdefault(_key(citation), citation)
    return tuple(found.values())


def text_of(answer: Answer) -> str:
    """The statements of an answer with their markers; empty where it declines."""
    numbers = {_key(citation): number for number, citation in enumerate(citations_of(answer), start=1)}
    blocks: list[list[str]] = []
    was_item = False
    for statement in answer.statements:
        is_item = statement.layout is Layout.ITEM
        lines = list(_lines(statement, numbers))
        if blocks and was_item and is_item and statement.frame is None:
            blocks[-1].extend(lines)
        else:
            blocks.append(lines)
        was_item = is_item
    return "\n\n".join("\n".join(lines) for lines in blocks)


def worded(text: str) -> tuple[Worded, ...]:
    """The sentences of an edited text, in order."""
    found: list[Worded] = []
    for number, line in enumerate(text.splitlines()):
        item = _ITEM.match(line)
        bare = _AFTER_STOP.sub(_before_stop, line[item.end() :] if item else line)
        found.extend(_sentences(bare, number, is_item=item is not None))
    return tuple(found)


def _sentences(line: str, number: int, *, is_item: bool) -> Iterator[Worded]:
    for span in sentences(line):
        piece = line[span.start : span.end]
        markers = tuple(dict.fromkeys(int(digits) for digits in _NUMBER.findall(piece)))
        text = canonical_text(_MARKERS.sub("", piece))
        if text:
            yield Worded(text=text, markers=markers, is_item=is_item, line=number)


def _before_stop(found: re.Match[str]) -> str:
    """Markers that stand after a full stop, before it: so they stay with their sentence."""
    return f"{found[2]}{found[1]}"


def _lines(statement: Statement, numbers: dict[tuple[str, int, int], int]) -> Iterator[str]:
    heading = f"{statement.heading}: " if statement.heading else ""
    markers = "".join(f"[{n}]" for n in dict.fromkeys(numbers[_key(c)] for c in statement.citations))
    said = f"{heading}{canonical_text(statement.text)} {markers}"
    if statement.layout is Layout.ITEM:
        yield from _frame(statement.frame)
        yield f"- {said}"
    else:
        yield " ".join((*_frame(statement.frame), said))


def _frame(frame: str | None) -> Iterable[str]:
    return (frame,) if frame else ()


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.source.id, citation.span.start, citation.span.end


def items_under(lead: Worded, every: Sequence[Worded]) -> int:
    """How many items stand directly under a sentence that introduces them."""
    lines = {sentence.line for sentence in every if sentence.is_item and sentence.line > lead.line}
    others = [s.line for s in every if not s.is_item and s.line > lead.line]
    return sum(line < min(others, default=line + 1) for line in lines)
