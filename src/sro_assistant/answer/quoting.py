"""The documents that may be quoted, and where words stand in them."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from sro_assistant.domain import Citation, ClaimedCitation, Document, Passage
from sro_assistant.grounding.verify import Shown, verify


class Shelf(Protocol):
    """The documents that may be quoted."""

    def admits(self, document_id: str) -> bool:
        """Whether a document is there and may be quoted."""
        ...

    def read(self, document_id: str) -> tuple[Document, Sequence[Passage]]:
        """A document that may be quoted, with its passages in reading order."""
        ...


def places_of(document_id: str, quote: str, shelf: Shelf) -> Iterator[Citation]:
    """The first place where a quote stands in a document, if it does."""
    document, passages = shelf.read(document_id)
    shown = Shown(passages, {document.source.id: document})
    for passage in passages:
        found = verify(ClaimedCitation(passage_id=passage.id, quote=quote), shown)
        if isinstance(found, Citation):
            yield found
            return
