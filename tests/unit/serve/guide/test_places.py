"""Where quotes of the guide stand: in whole sentences of a passage, or elsewhere in the document."""

from dataclasses import dataclass, field

import pytest

from sro_assistant.domain import Document, Passage
from sro_assistant.errors import NotFoundError
from sro_assistant.serve.guide.places import Places


@dataclass
class OneDocument:
    """A library of one document that counts how often it is read."""

    kept: Document
    kept_passages: tuple[Passage, ...]
    read: list[str] = field(default_factory=list)

    def document(self, document_id: str) -> Document:
        self.read.append(document_id)
        if document_id != "nota":
            raise NotFoundError("Dat document bestaat niet. Kies uit: nota.")
        return self.kept

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        return self.kept_passages if document_id == "nota" else ()


@pytest.fixture
def library(document: Document, passages: tuple[Passage, ...]) -> OneDocument:
    return OneDocument(document, passages)


def test_a_quote_is_shown_in_its_whole_sentence_with_the_passage_as_anchor(library: OneDocument) -> None:
    place = Places(library).place("nota", "bestaat uit <b>enerzijds</b> de Vlaamse")
    assert place is not None
    assert (
        place.quote == "De Board bestaat uit <b>enerzijds</b> de Vlaamse overheid en *anderzijds* de steden."
    )
    start = library.kept.text.index(place.quote)
    assert place.href == f"/bronnen/nota?van={start}&tot={start + len(place.quote)}#p-0001"


def test_a_heading_that_is_in_no_passage_is_highlighted_too(library: OneDocument) -> None:
    place = Places(library).place("nota", "Rollen van de Board")
    assert place is not None
    assert (place.quote, place.href) == ("Rollen van de Board", "/bronnen/nota?van=0&tot=19#citaat")


def test_a_quote_of_two_words_gets_the_sentence_round_it(library: OneDocument) -> None:
    place = Places(library).place("nota", "de steden")
    assert place is not None
    assert place.quote.endswith("*anderzijds* de steden.")


@pytest.mark.parametrize(
    "quote",
    ["De Board bestaat niet uit de Vlaamse overheid", "oard bestaat uit", "", "middelen  herverdelen"],
)
def test_words_that_do_not_stand_there_have_no_place(library: OneDocument, quote: str) -> None:
    places = Places(library)
    assert places.place("nota", quote) is None
    assert places.href("nota", quote) == "/bronnen/nota"


def test_a_document_that_is_not_served_is_asked_for_once(library: OneDocument) -> None:
    places = Places(library)
    assert (places.document("weg"), places.place("weg", "de steden")) == (None, None)
    assert places.href("weg", "de steden") == "/bronnen/weg"
    assert library.read == ["weg"]
