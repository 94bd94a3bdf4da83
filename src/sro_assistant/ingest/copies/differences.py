"""Where two copies of one document differ, word by word, each difference with its place."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sro_assistant.domain import Document, Span

_WORD = re.compile(r"\w+")
_ANCHOR_WORDS = 4
_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that the served text and another copy have differently; one of the two may be empty.

    `span` is the place in the served document's text, `headings` and `page` say where a reader finds it;
    `before` and `after` are the words that both copies have round it.
    """

    copy_id: str
    served: str
    other: str
    span: Span
    headings: tuple[str, ...]
    page: int | None
    before: str
    after: str


def differences(served: Document, other: Document) -> tuple[Difference, ...]:
    """The differences in reading order; letter case, punctuation and layout don't count."""
    a, b = _Words(served.text), _Words(other.text)
    return tuple(
        _difference(a, b, ours, theirs, served, other.source.id)
        for ours, theirs in _changes(a.folded, b.folded)
    )


class _Words:
    """A text's words: where each stands, and as it is compared."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [Span(*found.span()) for found in _WORD.finditer(text)]
        self.folded = [text[span.start : span.end].casefold() for span in self.spans]

    def span(self, words: Span) -> Span:
        """The characters from the first of the words to the last; an empty place where there is none."""
        if len(words):
            return Span(self.spans[words.start].start, self.spans[words.end - 1].end)
        place = self.spans[words.start].start if words.start < len(self.spans) else len(self.text)
        return Span(place, place)

    def slice(self, words: Span) -> str:
        """The text of the words, on one line."""
        span = self.span(words)
        return " ".join(self.text[span.start : span.end].split())


def _difference(a: _Words, b: _Words, ours: Span, theirs: Span, served: Document, copy_id: str) -> Difference:
    span = a.span(ours)
    section = served.section_at(span.start)
    return Difference(
        copy_id=copy_id,
        served=a.slice(ours),
        other=b.slice(theirs),
        span=span,
        headings=section.path if section else (),
        page=section.page if section else None,
        before=a.slice(Span(max(0, ours.start - _AROUND), ours.start)),
        after=a.slice(Span(ours.end, min(len(a.spans), ours.end + _AROUND))),
    )


def _changes(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """The intervals of words that differ.

    What stands between two words that the texts share for sure is compared by itself, so that long
    texts take time in proportion to their length: the idea of Bram Cohen's patience diff.
    """
    start_a = start_b = 0
    for anchor_a, anchor_b in [*_anchors(a, b), (len(a), len(b))]:
        matcher = SequenceMatcher(None, a[start_a:anchor_a], b[start_b:anchor_b], autojunk=False)
        for kind, a1, a2, b1, b2 in matcher.get_opcodes():
            if kind != "equal":
                yield Span(start_a + a1, start_a + a2), Span(start_b + b1, start_b + b2)
        start_a, start_b = anchor_a, anchor_b


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of words start that each text has once, in the longest order that both share."""
    places = _unique_runs(b)
    pairs = [(i, places[run]) for run, i in _unique_runs(a).items() if run in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _unique_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[i : i + _ANCHOR_WORDS]) for i in range(len(words) - _ANCHOR_WORDS + 1)]
    counts = Counter(runs)
    return {run: i for i, run in enumerate(runs) if counts[run] == 1}
