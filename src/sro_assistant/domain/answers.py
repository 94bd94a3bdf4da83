"""Answers: claims, the citations that the check makes of them, and the statements that rest on those."""

from dataclasses import dataclass
from enum import StrEnum

from sro_assistant.domain.guide import Term
from sro_assistant.domain.questions import Mode, Query, RetrievedPassage
from sro_assistant.domain.sources import Document, Passage, SourceFile, Span


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"


class Layout(StrEnum):
    """How a statement stands in the answer."""

    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCitation:
    """Words that a drafter says stand in a passage; nobody has looked yet."""

    passage_id: str
    quote: str


class Rejection(StrEnum):
    """Why a claim was refused."""

    UNKNOWN_PASSAGE = "unknown_passage"
    QUOTE_TOO_SHORT = "quote_too_short"
    QUOTE_NOT_FOUND = "quote_not_found"
    UNSUPPORTED_NUMBER = "unsupported_number"
    UNSUPPORTED_NAME = "unsupported_name"
    LOST_NEGATION = "lost_negation"
    UNSUPPORTED_MODAL = "unsupported_modal"
    OTHER_HEADING = "other_heading"
    UNCITED = "uncited"
    OTHER_SUBJECT = "other_subject"
    OTHER_LANGUAGE = "other_language"
    REPLACED = "replaced"
    WEAKENED = "weakened"
    NOT_ENTAILED = "not_entailed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedCitation:
    """A claim that the check refused."""

    claim: ClaimedCitation
    reason: Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a document whose words were found there. Only `grounding/verify.py` makes one."""

    document: Document
    passage: Passage
    span: Span

    @property
    def source(self) -> SourceFile:
        """The source that is cited."""
        return self.document.source

    @property
    def quote(self) -> str:
        """The cited words, read back from the document."""
        return self.document.slice(self.span)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the cited words, outermost first."""
        return self.passage.headings

    @property
    def page(self) -> int | None:
        """The page on which the section starts; None where the source has no pages."""
        return self.passage.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something said to the reader, with at least one verified citation.

    `frame` is a lead-in made by code (a source's date and title, the count of what is listed);
    `heading` the heading under which an item stands in its source, shown before it.
    """

    text: str
    citations: tuple[Citation, ...]
    verbatim: bool = True
    frame: str | None = None
    heading: str | None = None
    layout: Layout = Layout.PARAGRAPH

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement needs a citation")


@dataclass(frozen=True, slots=True)
class Approved:
    """The entry of the answer bank that answered, and when the office read it; None when nobody has."""

    entry: str
    reviewed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the reader gets. Statements stand there exactly when it is answered or partial.

    `guidance` is the Dutch text of a declined answer: what is not there and what to do next. `approved`
    names the entry of the answer bank that it was taken from, if any; `model` the language model that
    wrote the statements. `id` is the one under which a journal knows it; empty where none was kept.
    """

    question: str
    status: Status
    mode: Mode
    query: Query
    statements: tuple[Statement, ...] = ()
    related: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    guidance: str = ""
    approved: Approved | None = None
    model: str | None = None
    retrieved: tuple[RetrievedPassage, ...] = ()
    abbreviations: tuple[Term, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if bool(self.statements) != (self.status in (Status.ANSWERED, Status.PARTIAL)):
            raise ValueError(f"a {self.status} answer with {len(self.statements)} statements")
