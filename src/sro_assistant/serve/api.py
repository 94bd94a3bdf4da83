"""The HTTP API and the application that holds it and the pages."""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.openapi.utils import get_openapi
from starlette.staticfiles import StaticFiles

from sro_assistant import __doc__ as package_description
from sro_assistant.domain import Filters
from sro_assistant.serve import handlers, pages
from sro_assistant.serve.exchange import Assistant, answered
from sro_assistant.serve.middleware import BodyLimit, Envelope
from sro_assistant.serve.problems import MEDIA_TYPE
from sro_assistant.serve.render import (
    document_of,
    found_passage_of,
    passage_of,
    sections_of,
)
from sro_assistant.serve.schemas import (
    AskRequest,
    AskResponse,
    DocumentResponse,
    DocumentsResponse,
    HealthResponse,
    PassageOut,
    Problem,
    QueryOut,
    SearchResponse,
)
from sro_assistant.settings import Settings

AssistantSource = Callable[[], Assistant]
"""Gives the assistant that serves now; raises an SroError while there is none."""

_DESCRIPTIONS = {
    404: "Unknown id",
    413: "Body larger than 256 kB",
    415: "Not sent as JSON",
    422: "A request that cannot be used",
    503: "No index to answer from yet",
}


def _problems(*statuses: int) -> Mapping[int | str, dict[str, object]]:
    return {status: {"model": Problem, "description": _DESCRIPTIONS[status]} for status in statuses}


def _assistant(request: Request) -> Assistant:
    source: AssistantSource = request.app.state.assistant_source
    return source()


Serving = Annotated[Assistant, Depends(_assistant)]
router = APIRouter()


@router.post("/api/ask", responses=dict(_problems(413, 415, 422, 503)))
def ask(sent: AskRequest, assistant: Serving) -> AskResponse:
    """Answers a question in Dutch, every statement with verified citations."""
    return answered(assistant, sent)


@router.get("/api/search", responses=dict(_problems(422, 503)))
def search(
    assistant: Serving,
    q: Annotated[str, Query(description="The question.")],
    k: Annotated[int, Query(ge=1, le=50, description="How many passages at most.")] = 10,
    documents: Annotated[str | None, Query(description="Document ids, separated by commas.")] = None,
    expected: Annotated[  # noqa: ARG001, FBT002 - part of the contract before it has an effect
        bool, Query(description="Reserved for the channel of expected questions; has no effect yet.")
    ] = True,
) -> SearchResponse:
    """Returns the passages of the retrieval stage alone, best first."""
    ids = [part.strip() for part in (documents or "").split(",") if part.strip()]
    filters = Filters(documents=frozenset(ids) if ids else None)
    query, found = assistant.search(q, k, filters)
    return SearchResponse(
        query=QueryOut(resolved=query.resolved, language=query.language),
        passages=[found_passage_of(passage) for passage in found],
    )


@router.get("/api/documents", responses=dict(_problems(503)))
def documents(assistant: Serving) -> DocumentsResponse:
    """Lists the sources."""
    return DocumentsResponse(documents=[document_of(document) for document in assistant.documents()])


@router.get("/api/documents/{document_id}", responses=dict(_problems(404, 503)))
def document(document_id: str, assistant: Serving) -> DocumentResponse:
    """Returns a source with its text, sections and passages; the id of a copy finds it too."""
    found = assistant.document(document_id)
    return DocumentResponse(
        **document_of(found).model_dump(),
        text=found.text,
        sections=sections_of(found),
        passages=[passage_of(passage) for passage in assistant.passages(found.source.id)],
    )


@router.get("/api/passages/{passage_id}", responses=dict(_problems(404, 503)))
def passage(passage_id: str, assistant: Serving) -> PassageOut:
    """Returns one passage."""
    return passage_of(assistant.passage(passage_id))


@router.get("/healthz")
def healthz() -> HealthResponse:
    """Says that the process lives."""
    return HealthResponse(status="ok")


@router.get("/readyz", responses=dict(_problems(503)))
def readyz(assistant: Serving) -> HealthResponse:
    """Says that an index is open and can answer."""
    return HealthResponse(status="ok", generation=assistant.generation)


def create_app(assistant_source: AssistantSource, settings: Settings) -> FastAPI:
    """The whole application: API, pages and the files they need."""
    app = FastAPI(
        title="SRO-assistent",
        version=version("sro-assistant"),
        description=package_description or "",
        docs_url=None,  # FastAPI's own pages load scripts from a content network
        redoc_url=None,
    )
    app.state.assistant_source = assistant_source
    app.state.settings = settings
    app.include_router(router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    handlers.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Envelope, last_resort=handlers.last_resort)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # FastAPI's documented hook
    return app


def _openapi(app: FastAPI) -> dict[str, object]:
    """FastAPI's schema with the errors under the media type that we send."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        for operations in schema["paths"].values():
            for operation in operations.values():
                _move_problems(operation["responses"])
        schemas = schema["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _move_problems(responses: dict[str, dict[str, dict[str, object]]]) -> None:
    if "422" in responses and "Problem" not in str(responses["422"]):
        del responses["422"]  # FastAPI's guess for a path parameter that is plain text
    for response in responses.values():
        content = response.get("content", {})
        if content.get("application/json") == {"schema": {"$ref": "#/components/schemas/Problem"}}:
            content[MEDIA_TYPE] = content.pop("application/json")
