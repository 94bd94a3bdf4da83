"""What an index is built from: all of a corpus, or what has changed in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sro_assistant.domain import Document, ExpectedQuestion, Passage
from sro_assistant.domain.bank import BankEntry
from sro_assistant.dutch.phrasebook import Entry
from sro_assistant.index.copies import SourceShingles
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.ingest.load import LoadedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The documents in order, their passages, and the fingerprint of all.

    `questions` are those that the passages or the entries of the answer `bank` answer, `wordings` what else
    things are called; `problems` says in Dutch which files of the corpus could not serve.
    """

    documents: Sequence[Document]
    passages: Mapping[str, Sequence[Passage]]
    fingerprint: Fingerprint
    questions: Sequence[ExpectedQuestion] = ()
    wordings: Sequence[Entry] = ()
    bank: Sequence[BankEntry] = ()
    shingles: SourceShingles = field(default_factory=SourceShingles)
    problems: tuple[str, ...] = ()

    @property
    def every_passage(self) -> tuple[Passage, ...]:
        """All passages, document by document."""
        return tuple(p for document in self.documents for p in self.passages_of(document))

    @property
    def document_count(self) -> int:
        """How many documents there are."""
        return len(self.documents)

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return sum(map(len, self.passages.values()))

    def passages_of(self, document: Document) -> Sequence[Passage]:
        """The passages of one document."""
        return self.passages.get(document.source.id, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What makes the material of one generation, `base`, that of the next.

    `order` has the ids of all documents; `added` are those that are new or otherwise, `removed` those of
    the base that are gone or were otherwise. `whole` reads all there is, where this is not enough. The rest
    is as in `Material`, for all documents.
    """

    base: str
    order: tuple[str, ...]
    added: tuple[LoadedDocument, ...]
    removed: tuple[LoadedDocument, ...]
    passage_count: int
    fingerprint: Fingerprint
    questions: Sequence[ExpectedQuestion]
    wordings: Sequence[Entry]
    bank: Sequence[BankEntry]
    shingles: SourceShingles
    problems: tuple[str, ...]
    whole: Callable[[], Material]

    @property
    def document_count(self) -> int:
        """How many documents there are."""
        return len(self.order)

    @property
    def added_passages(self) -> tuple[Passage, ...]:
        """The passages of the documents that are new or otherwise."""
        return tuple(passage for entry in self.added for passage in entry.passages)

    @property
    def removed_passages(self) -> tuple[Passage, ...]:
        """The passages of the documents that are gone or were otherwise."""
        return tuple(passage for entry in self.removed for passage in entry.passages)
