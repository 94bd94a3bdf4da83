"""The smallest interfaces that the flow needs from the outside; `adapters/` fill them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import Document, Passage
from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Recheck, Wanting

Vectors = NDArray[np.float32]
"""Rows of unit length: shape (n, dimensions), or (dimensions,) for one."""


Progress = Callable[[str, int, int], None]
"""Told what is being done (in Dutch), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as a parser found it: light Markdown (`#` headings, `-`/`1.` items), and its page."""

    text: str
    page: int | None = None


class Parser(Protocol):
    """Reads one kind of file."""

    @property
    def suffixes(self) -> frozenset[str]:
        """The file endings it reads, lower-case with the dot."""
        ...

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The file's lines in reading order; raises ParseError where they cannot be had."""
        ...


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """What names the model in the fingerprint, its contents included."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, shape (len(texts), dimensions); a text without a known word is zero."""
        ...


class VectorStore(Protocol):
    """Finds the stored vectors nearest to one."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores vectors under ids; an id that is there is replaced."""
        ...

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first, with that similarity in -1..1."""
        ...

    def count(self) -> int:
        """How many vectors it holds."""
        ...

    def close(self) -> None:
        """Lets go of its files."""
        ...


class KeywordIndex(Protocol):
    """Ranks passages by weighted terms (BM25); fields hold analysed, space-separated terms."""

    def add(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Stores (passage id, {field: terms}) rows."""
        ...

    def search(
        self, field: str, terms: Mapping[str, float], limit: int, within: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The passage ids with the best weighted BM25 score in a field, best first.

        `within` names the documents that may be found; None leaves all free.
        """
        ...

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        ...

    def terms(self, passage_id: str) -> frozenset[str]:
        """The terms of a passage and of its headings; none of one that it does not hold."""
        ...

    def count(self) -> int:
        """How many passages it holds."""
        ...

    def close(self) -> None:
        """Lets go of its files."""
        ...


class TextStore(Protocol):
    """Keeps the documents and their passages: the truth that the searches point into."""

    def add(self, document: Document, passages: Sequence[Passage]) -> None:
        """Stores a document with its passages in reading order."""
        ...

    def documents(self) -> Sequence[Document]:
        """All documents, in the manifest's order."""
        ...

    def document(self, document_id: str) -> Document | None:
        """One document; the id of any of its copies finds it."""
        ...

    def passage(self, passage_id: str) -> Passage | None:
        """One passage."""
        ...

    def passages(self, document_id: str) -> Sequence[Passage]:
        """A document's passages in reading order."""
        ...

    def close(self) -> None:
        """Lets go of its files."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to a language model, or what it said."""

    role: Literal["system", "user", "assistant"]
    text: str


class LanguageModel(Protocol):
    """Writes text after a conversation."""

    @property
    def name(self) -> str:
        """What names the model to a reader."""
        ...

    @property
    def is_well(self) -> bool:
        """Whether it is worth asking: false for a while after it failed several times in a row."""
        ...

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        """The pieces of its text as they come.

        Raises LanguageModelError where it cannot be reached, breaks off, runs into its limit of tokens, or
        is not done in so many seconds.
        """
        ...


class Journal(Protocol):
    """Keeps what was answered, for as long as it may; every method raises JournalError."""

    def write(self, answers: Sequence[GivenAnswer], feedback: Sequence[Feedback]) -> None:
        """Adds what was given and what was thought of it, all or nothing.

        A second verdict on the same answer, or on the same source of it, replaces the first.
        """
        ...

    def forget(self, before: datetime, *, questions: bool) -> int:
        """Erases what is older, and every text where `questions` says so; gives how many rows went."""
        ...

    def counts(self, since: datetime) -> Counts:
        """How many answers there were since then."""
        ...

    def wanting(self) -> Sequence[Wanting]:
        """The questions that were declined or disliked, as far as they are kept; the newest first."""
        ...

    def rechecks(self) -> Sequence[Recheck]:
        """What became of wanting questions, one for each."""
        ...

    def note(self, recheck: Recheck) -> None:
        """Keeps what became of a question, in place of what was known of it."""
        ...

    def close(self) -> None:
        """Lets go of its file."""
        ...


class Entailment(Protocol):
    """Judges whether one text follows from another."""

    def chance(self, premise: str, claim: str) -> float:
        """The chance, 0 to 1, that the claim follows from the premise."""
        ...
