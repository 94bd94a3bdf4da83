"""Where the gold evidence of a case stands in the sources, word by word; as `evals/README.md` defines it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sro_assistant.domain import Document, Passage, Span
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.texts import SHARED_RUN, Words, words_of

Place = frozenset[int]
"""Numbered words of the sources; the words of all documents are counted on, in order."""

_WORD = re.compile(r"[^\W_]+")
RUN = 3
NEARLY = 0.8
"""Another place holds nearly the same words when it holds this share of their runs of three."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One gold quote: every place where its words stand, each as good as the others."""

    places: tuple[Place, ...]

    def stands_in(self, shown: Place) -> bool:
        """Whether some place lies wholly in the words that are shown."""
        return any(place <= shown for place in self.places)

    def touches(self, shown: Place) -> bool:
        """Whether six words of some place are shown, or all of a shorter one."""
        return any(len(place & shown) >= min(SHARED_RUN, len(place)) for place in self.places)

    def is_nearly(self, other: "Quote") -> bool:
        """Whether both stand, in part at least, in the same place."""
        return any(one & another for one in self.places for another in other.places)


@dataclass(frozen=True, slots=True)
class Gold:
    """What proves the answer to a case: any of the proofs does, when all quotes of it are shown.

    A whole quote is a proof by itself; the quotes that are marked as parts are one proof together.
    """

    proofs: tuple[tuple[Quote, ...], ...]
    quotes: tuple[Quote, ...]

    def is_proven_by(self, shown: Place) -> bool:
        """Whether the words that are shown hold a proof."""
        return any(all(quote.stands_in(shown) for quote in proof) for proof in self.proofs)


class _Text(NamedTuple):
    """A document's words, the number of the first of them, and where each ends."""

    first: int
    words: Words
    starts: Sequence[int]
    ends: Sequence[int]


class Sources:
    """The words of all documents and passages, numbered, so that texts can be compared by place."""

    def __init__(self, documents: Iterable[Document], passages: Iterable[Passage]) -> None:
        self._texts: dict[str, _Text] = {}
        everything, by_id = tuple(passages), {document.source.id: document for document in documents}
        first = 0
        for document in by_id.values():
            found = list(_WORD.finditer(document.text))
            self._texts[document.source.id] = _Text(
                first=first,
                words=tuple(word[0].lower() for word in found),
                starts=[word.start() for word in found],
                ends=[word.end() for word in found],
            )
            first += len(found)
        self._headings = {p.id: self._heading_above(p, by_id[p.document_id]) for p in everything}
        self._held = frozenset[int]().union(*(self.shown(passage) for passage in everything))

    def words_in(self, passage: Passage) -> Sequence[int]:
        """The numbers of a passage's words, in reading order."""
        return self._between(passage.document_id, passage.span)

    def shown(self, passage: Passage, limit: int | None = None) -> Place:
        """The first words of a passage, at most `limit`, with those of the heading above it; none for 0."""
        words = frozenset(self.words_in(passage)[:limit])
        return words | self._headings[passage.id] if words else words

    def gold_of(self, case: Case) -> Gold:
        """The places of a case's evidence; a quote that stands nowhere leaves its proof without a place."""
        quotes = [(evidence.part, self._quote(words_of(evidence.quote))) for evidence in case.evidence]
        whole = [(quote,) for part, quote in quotes if not part]
        parts = tuple(quote for part, quote in quotes if part)
        distinct: list[Quote] = []
        for _, quote in quotes:
            if quote.places and not any(quote.is_nearly(other) for other in distinct):
                distinct.append(quote)
        return Gold(proofs=(*whole, *((parts,) if parts else ())), quotes=tuple(distinct))

    def _between(self, document_id: str, span: Span) -> Sequence[int]:
        text = self._texts[document_id]
        start, end = bisect_left(text.starts, span.start), bisect_right(text.ends, span.end)
        return range(text.first + start, text.first + max(start, end))

    def _heading_above(self, passage: Passage, document: Document) -> Place:
        section = document.section_at(passage.start)
        if section is None:
            return frozenset()
        start = section.span.start
        return frozenset(self._between(passage.document_id, Span(start, start + len(section.heading))))

    def _quote(self, wanted: Words) -> Quote:
        places = (
            frozenset(range(text.first + start, text.first + start + len(wanted))) & self._held
            for text in self._texts.values()
            for start in _starts_of(wanted, text.words)
        )
        # Words that no passage shows can't be asked for.
        return Quote(tuple(place for place in places if place))


def _starts_of(wanted: Words, words: Words) -> list[int]:
    """Where words stand in others, word for word or nearly: then the same numbers stand there too."""
    if len(wanted) < SHARED_RUN:
        last = len(words) - len(wanted)
        return [i for i in range(last + 1) if wanted and words[i : i + len(wanted)] == wanted]
    runs = set(_runs(wanted))
    hits = np.array([run in runs for run in _runs(words)], dtype=np.int64)
    width = len(wanted) - RUN + 1
    if len(hits) < width:
        return []
    shared = np.convolve(hits, np.ones(width, dtype=np.int64), mode="valid")
    numbers = {word for word in wanted if any(letter.isdigit() for letter in word)}
    found: list[int] = []
    for start in np.argsort(-shared, kind="stable").tolist():
        if shared[start] < NEARLY * width:
            break
        apart = all(abs(start - other) >= len(wanted) for other in found)
        if apart and numbers <= set(words[start : start + len(wanted)]):
            found.append(start)
    return sorted(found)


def _runs(words: Words) -> list[Words]:
    return [words[start : start + RUN] for start in range(len(words) - RUN + 1)]
