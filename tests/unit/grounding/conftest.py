from collections.abc import Callable

import pytest

from sro_assistant.domain import Document, Passage, Section, SourceFile, Span, Validity
from sro_assistant.dutch.text import sentences

SOURCE = SourceFile(
    id="nota",
    path="nota.md",
    title="Nota",
    publisher="Bureau",
    url=None,
    published="2023",
    kind="nota",
    validity=Validity.CURRENT,
    validity_reason="",
    licence="",
    sha256="0" * 64,
)


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
