"""What an index is built from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sro_assistant.domain import Document, ExpectedQuestion, Passage
from sro_assistant.dutch.phrasebook import Entry
from sro_assistant.index.copies import SourceShingles
from sro_assistant.index.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The documents in order, their passages, and the fingerprint of all.

    `reused` names the documents that stand in the generation `base` just so, `outdated` its other
    documents with their passages' ids. `questions` are those that the passages answer, `wordings` what
    else things are called; `problems` says in Dutch which files of the corpus could not serve.
    """

    documents: Sequence[Document]
    passages: Mapping[str, Sequence[Passage]]
    fingerprint: Fingerprint
    questions: Sequence[ExpectedQuestion] = ()
    wordings: Sequence[Entry] = ()
    shingles: SourceShingles = field(default_factory=SourceShingles)
    base: str | None = None
    reused: frozenset[str] = frozenset()
    outdated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def every_passage(self) -> tuple[Passage, ...]:
        """All passages, document by document."""
        return tuple(p for document in self.documents for p in self.passages_of(document))

    @property
    def new_documents(self) -> tuple[Document, ...]:
        """The documents that are not reused."""
        return tuple(document for document in self.documents if document.source.id not in self.reused)

    def passages_of(self, document: Document) -> Sequence[Passage]:
        """The passages of one document."""
        return self.passages.get(document.source.id, ())
