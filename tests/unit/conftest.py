import dataclasses
from collections.abc import Callable

import pytest
from samples import source_file

from sro_assistant.domain import (
    ClaimedCitation,
    Document,
    Passage,
    Section,
    Span,
    Statement,
    Validity,
)
from sro_assistant.dutch.text import sentences
from sro_assistant.grounding.verify import Shown, state

SOURCE = source_file()


def make_document(text: str) -> tuple[Document, Passage]:
    """A document of one section and one passage that holds all of it."""
    whole = Span(0, len(text))
    document = Document(
        source=SOURCE,
        text=text,
        sections=(Section(heading="Kop", level=1, span=whole, path=("Kop",)),),
        lists=(),
        sentences=sentences(text),
    )
    passage = Passage(
        id="nota:0001",
        document_id="nota",
        start=0,
        end=len(text),
        headings=("Kop",),
        page=None,
        text=text,
    )
    return document, passage


@pytest.fixture
def document_of() -> Callable[[str], tuple[Document, Passage]]:
    return make_document


@pytest.fixture
def statement_from() -> Callable[[Validity], Statement]:
    """Makes a statement that cites a source of a given validity."""

    def make(validity: Validity) -> Statement:
        document, passage = make_document("De raad komt elke maand samen.")
        document = dataclasses.replace(document, source=dataclasses.replace(SOURCE, validity=validity))
        claim = ClaimedCitation(passage_id=passage.id, quote=passage.text)
        outcome = state(passage.text, [claim], Shown([passage], {"nota": document}))
        assert isinstance(outcome, Statement)
        return outcome

    return make
