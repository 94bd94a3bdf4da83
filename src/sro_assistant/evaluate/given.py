"""Answers in the form in which they are judged, and the source texts that they are held against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sro_assistant.domain import Document, Validity, documents_by_id


class CitationBody(Protocol):
    """The fields of a citation in the response of `POST /api/ask` that are judged."""

    @property
    def document_id(self) -> str:
        """The document that is cited."""
        ...

    @property
    def quote(self) -> str:
        """The cited words."""
        ...

    @property
    def start(self) -> int:
        """Where the quote starts in the document's text."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        ...


class SentenceBody(Protocol):
    """The fields of a sentence in that response that are judged."""

    @property
    def text(self) -> str:
        """What is stated."""
        ...

    @property
    def citations(self) -> Sequence[int]:
        """The numbers of the citations, from 1."""
        ...

    @property
    def frame(self) -> str | None:
        """A lead-in made by code."""
        ...

    @property
    def heading(self) -> str | None:
        """A heading of the source that is shown before it."""
        ...


class QueryBody(Protocol):
    """The field of the query in that response that is used."""

    @property
    def resolved(self) -> str:
        """The question as it was read, follow-ups made whole."""
        ...


class AnswerBody(Protocol):
    """The fields of the response of `POST /api/ask` that are judged."""

    @property
    def status(self) -> str:
        """What became of the question."""
        ...

    @property
    def answer(self) -> str:
        """The answer in Markdown with `[n]` markers."""
        ...

    @property
    def sentences(self) -> Sequence[SentenceBody]:
        """The answer, sentence by sentence; empty where it declines."""
        ...

    @property
    def citations(self) -> Sequence[CitationBody]:
        """The citations in the order of their numbers."""
        ...

    @property
    def notices(self) -> Sequence[str]:
        """What a reader must know beside the answer."""
        ...

    @property
    def query(self) -> QueryBody:
        """How the question was read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCitation:
    """A citation as a reader gets it."""

    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSentence:
    """A statement with the numbers of its citations (from 1) and the lead-in that code put before it."""

    text: str
    citations: tuple[int, ...]
    frame: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What the assistant said: its status, Markdown text, the same by sentence, citations, notices, time."""

    status: str
    text: str
    sentences: tuple[GivenSentence, ...] = ()
    citations: tuple[GivenCitation, ...] = ()
    notices: tuple[str, ...] = ()
    milliseconds: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether it answers, in whole or in part."""
        return self.status in {"answered", "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A served document as far as answers are judged by it; `current` says whether it holds today."""

    text: str
    title: str = ""
    published: str | None = None
    current: bool = True


SourceTexts = Mapping[str, SourceText]
"""The served documents by id, and by the ids of their copies."""


def source_texts(documents: Iterable[Document]) -> SourceTexts:
    """The texts that serve, by every id that names them."""
    return {
        name: SourceText(
            text=document.text,
            title=document.source.title,
            published=document.source.published,
            current=document.source.validity is Validity.CURRENT,
        )
        for name, document in documents_by_id(documents).items()
    }


def given_answer(body: AnswerBody, milliseconds: float) -> GivenAnswer:
    """A response as it is judged."""
    return GivenAnswer(
        status=str(body.status),
        text=body.answer,
        sentences=tuple(
            GivenSentence(
                text=sentence.text,
                citations=tuple(sentence.citations),
                frame=sentence.frame or "",
                heading=sentence.heading or "",
            )
            for sentence in body.sentences
        ),
        citations=tuple(
            GivenCitation(document=cited.document_id, quote=cited.quote, start=cited.start, end=cited.end)
            for cited in body.citations
        ),
        notices=tuple(body.notices),
        milliseconds=milliseconds,
    )
