"""The page Bronnen: every source, each one in full, and a cited place beside an answer."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from sro_assistant.domain import Document, Passage, Span
from sro_assistant.domain.addresses import document_href
from sro_assistant.serve import render
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.listing import sheets_by_kind
from sro_assistant.serve.schemas import SectionOut
from sro_assistant.serve.serving import READ, Turn, assistant_of
from sro_assistant.serve.source_page import blocks_of, chosen_span, context_of
from sro_assistant.serve.templating import page
from sro_assistant.serve.words import section_words

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place that an address names: offsets, and the fingerprint of the words that should be there."""

    start: str | None
    end: str | None
    check: str | None

    def span_in(self, document: Document) -> Span | None:
        """The interval; None where it is not in the text, or where the text has changed."""
        return chosen_span(self.start, self.end, document.text, self.check)

    @property
    def is_named(self) -> bool:
        """Whether the address names a place at all."""
        return self.start is not None or self.end is not None


def place(van: str | None = None, tot: str | None = None, controle: str | None = None) -> Place:
    """The place in an address."""
    return Place(start=van, end=tot, check=controle)


Chosen = Annotated[Place, Depends(place)]


@router.api_route("/bronnen", methods=READ)
def sources(request: Request) -> Response:
    """All sources, with their date, validity and sections."""
    documents = [(render.document_of(d), _headed(d)) for d in assistant_of(request).documents()]
    sheets = sheets_by_kind(request)
    return page(request, "sources.html", documents=documents, sheets=sheets, guide=guide_words)


@router.api_route("/bronnen/{document_id}", methods=READ, dependencies=[Turn])
def source(request: Request, document_id: str, chosen: Chosen) -> Response:
    """One source in full; the cited words highlighted where the address says where they are."""
    assistant = assistant_of(request)
    document = assistant.document(document_id)
    if document.source.id != document_id:
        return RedirectResponse(document_href(document.source.id), status_code=307)
    highlight = chosen.span_in(document)
    return page(
        request,
        "source.html",
        document=render.document_of(document),
        sections=_headed(document),
        blocks=blocks_of(document, assistant.passages(document_id), highlight),
        highlighted=highlight is not None,
        lost=highlight is None and chosen.is_named,
    )


@router.api_route("/bronnen/{document_id}/paneel", methods=READ, dependencies=[Turn])
def panel(
    request: Request,
    document_id: str,
    chosen: Chosen,
    nummer: Annotated[str, Query(pattern=r"^\d{0,4}$")] = "",
) -> Response:
    """The cited words with what stands round them, as the piece of HTML that opens beside an answer."""
    assistant = assistant_of(request)
    document = assistant.document(document_id)
    highlight = chosen.span_in(document)
    passages = assistant.passages(document_id)
    around = blocks_of(document, passages, highlight) if highlight else []
    return page(
        request,
        "panel.html",
        number=nummer,
        document=render.document_of(document),
        place=_place_words(passages, highlight),
        blocks=context_of(around),
        address=_address(request, document),
    )


def _headed(document: Document) -> list[SectionOut]:
    return [section for section in render.sections_of(document) if section.heading]


def _place_words(passages: tuple[Passage, ...], highlight: Span | None) -> str:
    """Where a quote stands: its section and page; empty where there is no quote."""
    found = next((p for p in passages if highlight and p.start <= highlight.start < p.end), None)
    return section_words(found.headings, found.page) if found else ""


def _address(request: Request, document: Document) -> str:
    """The page that shows the whole source with the same place."""
    kept = request.url.remove_query_params("nummer").query
    place_named = f"?{kept}#citaat" if kept else ""
    return f"{document_href(document.source.id)}{place_named}"
