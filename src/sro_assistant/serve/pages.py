"""The public pages: whole without JavaScript, nothing kept on the server or in the browser."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import RedirectResponse, Response

from sro_assistant.answer.phrases import date_in_words
from sro_assistant.domain import Document
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.serve import render, words
from sro_assistant.serve.exchange import answered
from sro_assistant.serve.schemas import MAX_TURNS, AskRequest, AskResponse, FiltersIn, Problem, TurnIn
from sro_assistant.serve.serving import Turn, assistant_of
from sro_assistant.serve.source_page import blocks_of, chosen_span
from sro_assistant.settings import Settings

EXAMPLES = (
    "Wat is de Smart Region Office?",
    "Wie zit er in de Smart Region Board?",
    "Wat zijn de strategische doelstellingen?",
    "Hoe kan mijn gemeente meedoen met City of Things?",
)
_READ = ["GET", "HEAD"]
router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=_READ)
def home(request: Request) -> Response:
    """The empty form."""
    return _question_page(request)


@router.api_route("/vraag", methods=_READ)
def no_question() -> Response:
    """An address that somebody kept: questions are posted, so there is nothing here to read."""
    return RedirectResponse("/", status_code=303)


@router.post("/vraag", dependencies=[Turn])
def ask(
    request: Request,
    vraag: Annotated[str, Form()] = "",
    eerder: Annotated[list[str] | None, Form()] = None,
    bron: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """The answer, under the questions that came before it."""
    earlier = [question for question in eerder or [] if question.strip()][-MAX_TURNS:]
    sent = AskRequest(
        question=vraag,
        history=[TurnIn(question=question) for question in earlier],
        filters=FiltersIn(documents=sorted(set(bron))) if bron else None,
    )
    try:
        response = answered(assistant_of(request), sent)
    except (InputError, NotFoundError) as error:
        return _question_page(request, sent=sent, error=str(error), status=422)
    request.state.answer_status = response.status
    return _question_page(request, sent=sent, response=response)


@router.api_route("/bronnen", methods=_READ)
def sources(request: Request) -> Response:
    """All sources, with their date and validity."""
    documents = [render.document_of(document) for document in assistant_of(request).documents()]
    return _page(request, "sources.html", documents=documents)


@router.api_route("/bronnen/{document_id}", methods=_READ, dependencies=[Turn])
def source(request: Request, document_id: str, van: str | None = None, tot: str | None = None) -> Response:
    """One source in full; the cited words highlighted where the address says where they are."""
    assistant = assistant_of(request)
    document = assistant.document(document_id)
    if document.source.id != document_id:
        return RedirectResponse(render.document_href(document.source.id), status_code=307)
    highlight = chosen_span(van, tot, len(document.text))
    return _page(
        request,
        "source.html",
        document=render.document_of(document),
        blocks=blocks_of(document, assistant.passages(document_id), highlight),
        highlighted=highlight is not None,
        lost=highlight is None and (van is not None or tot is not None),
    )


def error_page(request: Request, found: Problem) -> Response:
    """A failure in the reader's words."""
    return _page(request, "error.html", status=found.status, problem=found)


def rendered(template: str, **values: object) -> str:
    """A template as HTML, for a face that answers no request of these pages."""
    return _templates().get_template(template).render(**values)


def _question_page(
    request: Request,
    *,
    sent: AskRequest | None = None,
    response: AskResponse | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    earlier = [turn.question for turn in (sent.history or ())] if sent else []
    asked = [*earlier, sent.question.strip()] if sent and response else earlier
    return _page(
        request,
        "question.html",
        status=status,
        response=response,
        error=error,
        question=sent.question if sent else "",
        earlier=earlier,
        carried=asked[-MAX_TURNS:],
        chosen=(sent.filters.documents or []) if sent and sent.filters else [],
        documents=_documents(request),
        examples=EXAMPLES,
    )


def _documents(request: Request) -> list[Document]:
    return list(assistant_of(request).documents())


def _page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    settings: Settings = request.app.state.settings
    context = {"contact": settings.contact, **values}
    return _templates().TemplateResponse(request, template, context, status_code=status)


@cache
def _templates() -> Jinja2Templates:
    environment = Environment(
        loader=PackageLoader("sro_assistant.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"date_in_words": date_in_words, "page_words": words.page_words, "strong": strong}
    environment.globals |= {
        "words": words,
        "answer_blocks": render.blocks_of,
        "by_document": render.by_document,
        "document_href": render.document_href,
        "style": f"/static/style.css?v={_style_version()}",
    }
    return Jinja2Templates(env=environment)


def strong(text: str) -> Markup:
    """Our own guidance with its **bold** words as <strong>; everything else stands for itself."""
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if position % 2 else escape(part)
        for position, part in enumerate(parts)
    )


def _style_version() -> str:
    return sha256((Path(__file__).parent / "static" / "style.css").read_bytes()).hexdigest()[:8]
