"""Which sentences of the documents an entry of the answer bank quotes, and which none does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sro_assistant.desk.bank import BankLook
from sro_assistant.domain import Document, Place, Span, document_id_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The sentences and list items of a document that no entry quotes; `total` counts all of them."""

    document: Document
    total: int
    uncovered: tuple[Span, ...]

    @property
    def covered(self) -> int:
        """How many some entry quotes."""
        return self.total - len(self.uncovered)


def coverage_of(seen: BankLook) -> tuple[Coverage, ...]:
    """What the entries that serve cover of each document, in the manifest's order."""
    quotes = dict.fromkeys(quote for _, written in seen.banked.entries for quote in written.quotes)
    places = [place for quote in quotes if (place := seen.texts.place(quote)) is not None]
    return tuple(_coverage(document, places) for document in seen.documents)


def _coverage(document: Document, places: Iterable[Place]) -> Coverage:
    quoted = [place.span for place in places if document_id_of(place.passage_id) == document.source.id]
    units = tuple(_units(document))
    left = tuple(unit for unit in units if not any(span.overlaps(unit) for span in quoted))
    return Coverage(document=document, total=len(units), uncovered=left)


def _units(document: Document) -> Iterator[Span]:
    """The sentences and list items that have a word to quote."""
    return (s for s in document.sentences if any(letter.isalnum() for letter in document.slice(s)))
