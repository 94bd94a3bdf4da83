"""Documents as an MCP client opens and reads them."""

from pydantic import Field

from sro_assistant.domain import Document
from sro_assistant.serve.render import document_of, sections_of
from sro_assistant.serve.schemas import DocumentOut, SectionOut

SCHEME = "sro:/"
"""What stands before the path of a source to make the address of a resource."""


class OpenedDocument(DocumentOut):
    """A stretch of a source's canonical text, with all its sections; offsets count from its start."""

    text: str
    start: int
    end: int
    next: int | None = Field(description="Where to read on; null at the end.")
    sections: list[SectionOut]


def opened(document: Document, start: int, end: int) -> OpenedDocument:
    """A document from one offset to another."""
    return OpenedDocument(
        **document_of(document).model_dump(),
        text=document.text[start:end],
        start=start,
        end=end,
        next=end if end < len(document.text) else None,
        sections=sections_of(document),
    )
