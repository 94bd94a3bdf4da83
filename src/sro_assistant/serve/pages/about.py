"""The pages about the assistant itself: what it is, what it keeps, and for whom it works."""

from collections.abc import Sequence
from importlib.metadata import version

from fastapi import APIRouter, Request
from starlette.responses import Response

from sro_assistant.domain import Sheet
from sro_assistant.serve import render
from sro_assistant.serve.guide.api import Guided
from sro_assistant.serve.pages.statement import ACCESSIBILITY
from sro_assistant.serve.serving import READ, assistant_of
from sro_assistant.serve.templating import page
from sro_assistant.settings import Settings

router = APIRouter()


@router.api_route("/over", methods=READ)
def about(request: Request) -> Response:
    """What the assistant is and is not, how answers are checked, and on which sources it stands."""
    assistant = assistant_of(request)
    sheets = _sheets(request)
    return page(
        request,
        "about.html",
        settings=_settings(request),
        version=version("sro-assistant"),
        generation=assistant.generation,
        documents=[render.document_of(document) for document in assistant.documents()],
        sheets=len(sheets),
        gathered=max((sheet.gathered for sheet in sheets), default=None),
    )


@router.api_route("/privacy", methods=READ)
def privacy(request: Request) -> Response:
    """What this server keeps of readers and what it does not, by its settings."""
    return page(request, "privacy.html", settings=_settings(request))


@router.api_route("/toegankelijkheid", methods=READ)
def accessibility(request: Request) -> Response:
    """The accessibility statement that the law asks for."""
    return page(request, "accessibility.html", statement=ACCESSIBILITY)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _sheets(request: Request) -> Sequence[Sheet]:
    assistant = assistant_of(request)
    return assistant.guide.programmes().sheets.all if isinstance(assistant, Guided) else ()
