"""The documents and passages that serve, by id; filters checked against them."""

import dataclasses
from collections.abc import Mapping
from functools import cached_property

from sro_assistant.domain import Document, Filters, Passage
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.ports import TextStore


class Library:
    """Looks up what a reader names."""

    def __init__(self, texts: TextStore) -> None:
        self._texts = texts

    def documents(self) -> tuple[Document, ...]:
        """The documents that serve, in the manifest's order."""
        return tuple(self._texts.documents())

    def document(self, document_id: str) -> Document:
        """A document by its id or that of one of its copies; raises NotFoundError."""
        found = self._texts.document(document_id)
        if found is None:
            raise NotFoundError(self._unknown(document_id))
        return found

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id; raises NotFoundError."""
        found = self._texts.passage(passage_id)
        if found is None:
            raise NotFoundError(
                f"De passage ‘{passage_id}’ bestaat niet (meer). Open de bron en zoek de tekst daar."
            )
        return found

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages in reading order; raises NotFoundError."""
        return tuple(self._texts.passages(self.document(document_id).source.id))

    def checked(self, filters: Filters) -> Filters:
        """The filters with copies' ids read as the document they are copies of; raises InputError."""
        if filters.documents is None:
            return filters
        if unknown := filters.documents - self._ids.keys():
            raise InputError(self._unknown(min(unknown)))
        return dataclasses.replace(filters, documents=frozenset(self._ids[n] for n in filters.documents))

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The documents' ids, by themselves and by those of their copies."""
        return {
            name: document.source.id
            for document in self._texts.documents()
            for name in (document.source.id, *document.copies)
        }

    def _unknown(self, document_id: str) -> str:
        known = ", ".join(document.source.id for document in self._texts.documents())
        return f"Het document ‘{document_id}’ bestaat niet. Kies uit: {known}."
