"""Where the quotes of the guide stand: verified again in the documents that are served."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sro_assistant.domain import Citation, ClaimedCitation, Document, Passage, Span
from sro_assistant.domain.addresses import citation_href, document_href
from sro_assistant.errors import NotFoundError
from sro_assistant.grounding.tokens import find_whole, words_of
from sro_assistant.grounding.verify import Shown, verify

MARKED = "citaat"
"""The anchor of the highlighted words on a document's page."""


class Library(Protocol):
    """Documents with their passages."""

    def document(self, document_id: str) -> Document:
        """One document, by its id or that of a copy; raises NotFoundError."""
        ...

    def passages(self, document_id: str) -> Sequence[Passage]:
        """A document's passages in reading order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands: its document, the words in whole sentences, and the address that shows them."""

    document: Document
    quote: str
    href: str


class Places:
    """Finds quotes in the documents of a library, each of which is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[str, tuple[Document, Sequence[Passage]] | None] = {}

    def document(self, document_id: str) -> Document | None:
        """The document; None where it is not served."""
        found = self._found(document_id)
        return found[0] if found else None

    def place(self, document_id: str, quote: str) -> Place | None:
        """Where a quote stands, word for word; None where it does not."""
        found = self._found(document_id)
        if found is None:
            return None
        document, passages = found
        citation = _cited(quote, document, passages)
        if citation is not None:
            return Place(document=document, quote=citation.quote, href=citation_href(citation))
        return _outside_passages(quote, document)

    def href(self, document_id: str, quote: str) -> str:
        """The address of the quote in its document; of the document alone where it does not stand there."""
        place = self.place(document_id, quote)
        return place.href if place else document_href(document_id)

    def _found(self, document_id: str) -> tuple[Document, Sequence[Passage]] | None:
        if document_id not in self._read:
            try:
                read = self._library.document(document_id), self._library.passages(document_id)
            except NotFoundError:
                self._read[document_id] = None
            else:
                self._read[document_id] = read
        return self._read[document_id]


def _cited(quote: str, document: Document, passages: Sequence[Passage]) -> Citation | None:
    """The verified citation of a quote that stands in one passage."""
    shown = Shown(passages, {document.source.id: document})
    # Most quotes stand there to the letter; the others differ in line ends and curly quotes.
    for passage in sorted(passages, key=lambda passage: quote not in passage.text):
        outcome = verify(ClaimedCitation(passage_id=passage.id, quote=quote), shown)
        if isinstance(outcome, Citation):
            return outcome
    return None


def _outside_passages(quote: str, document: Document) -> Place | None:
    """The place of a heading, of a name of two words, or of a list that spans passages."""
    span = find_whole(words_of(quote), document.text)
    if span is None:
        return None
    around = [span, *(sentence for sentence in document.sentences if sentence.overlaps(span))]
    whole = Span(min(part.start for part in around), max(part.end for part in around))
    href = f"{document_href(document.source.id)}?van={whole.start}&tot={whole.end}#{MARKED}"
    return Place(document=document, quote=document.slice(whole), href=href)
