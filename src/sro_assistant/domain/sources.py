"""Sources: the files of the corpus, the documents made of them, and their passages.

Offsets count characters of `Document.text` (Unicode code points), `end` exclusive.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile
from typing import Literal

SHEET_KIND = "fiche"
"""The kind of a fact sheet: put together from other sources, and of less weight than an official text."""


def is_sheet_id(document_id: str) -> bool:
    """Whether a document's id is that of a fact sheet: "fiche-oslo"."""
    return document_id.startswith(f"{SHEET_KIND}-")


QuestionStyle = Literal["plain", "paraphrase", "short", "vlaams", "typo", "en", "fr"]
"""How a question is put."""


def first_day_of(published: str) -> date:
    """The first day that a written date can mean: "2023-02" is 1 February 2023; raises ValueError."""
    year, month, day = (*published.split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day))


class Validity(StrEnum):
    """Whether what a source says still holds, as its text or the manifest says."""

    CURRENT = "current"
    HISTORICAL = "historical"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One entry of `corpus/manifest.toml`.

    `published` is what the source or the manifest says ("2020-07-17", "2023"), never a file date.
    `copy_of` is the id of the document of which this file is another copy.
    """

    id: str
    path: str
    title: str
    publisher: str
    url: str | None
    published: str | None
    kind: str
    validity: Validity
    validity_reason: str
    licence: str
    sha256: str
    copy_of: str | None = None

    @property
    def is_sheet(self) -> bool:
        """Whether it is a fact sheet, which an official text outweighs."""
        return self.kind == SHEET_KIND

    @property
    def published_from(self) -> date | None:
        """The first day that `published` can mean, for filters on date; None when unknown."""
        return None if self.published is None else first_day_of(self.published)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of characters in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not an interval: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Whether the other interval lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two intervals share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    `span` covers the heading line and the section's own blocks; `path` names the headings from
    the outermost to this one. A text before the first heading is a section without a heading.
    """

    heading: str
    level: int
    span: Span
    path: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A list in the source: the sentence that introduces it, and its items in order.

    An item's span leaves out its marker ("- ", "1. "); `labels` holds the markers' text ("1", "").
    A table is one ListBlock per group of rows, its row heading the introduction.
    """

    intro: Span | None
    items: tuple[Span, ...]
    ordered: bool

    @property
    def span(self) -> Span:
        """From the introduction, where there is one, to the end of the last item."""
        start = self.intro.start if self.intro else self.items[0].start
        return Span(start, self.items[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as canonical text: NFC, unwrapped, de-hyphenated, no conversion residue.

    Blocks (headings, paragraphs, list items) stand on lines of their own. `sentences` are all
    sentences in order, list items and table rows included, headings not.
    """

    source: SourceFile
    text: str
    sections: tuple[Section, ...]
    lists: tuple[ListBlock, ...]
    sentences: tuple[Span, ...]
    copies: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids under which the document is known: its own and those of its copies, each once."""
        return tuple(dict.fromkeys((self.source.id, *self.copies)))

    def slice(self, span: Span) -> str:
        """The text that stands in an interval."""
        return self.text[span.start : span.end]

    def sentences_in(self, span: Span) -> tuple[Span, ...]:
        """The sentences that lie wholly in an interval, in order."""
        first = bisect_left(self.sentences, span.start, key=lambda sentence: sentence.start)
        inside = takewhile(lambda sentence: sentence.start < span.end, islice(self.sentences, first, None))
        return tuple(sentence for sentence in inside if sentence.end <= span.end)

    def section_at(self, offset: int) -> Section | None:
        """The section in which a character stands."""
        return next((s for s in self.sections if s.span.start <= offset < s.span.end), None)


def documents_by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """The documents by every id under which each is known."""
    return {name: document for document in documents for name in document.ids}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one section, whole sentences only: what is embedded, found and shown."""

    id: str
    document_id: str
    start: int
    end: int
    headings: tuple[str, ...]
    page: int | None
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != self.end - self.start:
            raise ValueError(f"passage {self.id}: the text is not as long as its interval")

    @property
    def span(self) -> Span:
        """The passage's place in its document."""
        return Span(self.start, self.end)


def document_id_of(passage_id: str) -> str:
    """The id of the document in which a passage stands: "strategienota" for "strategienota:0012"."""
    return passage_id.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """An interval of a document, inside one passage."""

    passage_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedQuestion:
    """A question that people ask, and the places that answer it.

    `style` is a `QuestionStyle`. `entry` is the entry of the answer bank that it asks, if any; one that
    the sources don't answer has no place.
    """

    text: str
    style: str
    places: tuple[Place, ...]
    entry: str | None = None
