"""What the desk needs of the assistant."""

from typing import Protocol

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Document, Passage


class Answering(Protocol):
    """An assistant that answers, and lets its sources be read."""

    @property
    def generation(self) -> str:
        """The name of the index that answers."""
        ...

    def ask(self, request: Request) -> Answer:
        """An answer; raises InputError for a question that cannot be used."""
        ...

    def document(self, document_id: str) -> Document:
        """One document; raises NotFoundError."""
        ...

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages in reading order."""
        ...
