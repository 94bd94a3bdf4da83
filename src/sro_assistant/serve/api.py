"""The HTTP API: questions, searches, sources."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from sro_assistant.domain import Filters
from sro_assistant.serve import stream
from sro_assistant.serve.exchange import answered, composed, request_of, require_documents
from sro_assistant.serve.http.openapi import EVENT_SCHEMA, problems
from sro_assistant.serve.render import document_of, found_passage_of, passage_of, sections_of
from sro_assistant.serve.schemas import (
    QUESTION_SCHEMA,
    AskRequest,
    AskResponse,
    DocumentResponse,
    DocumentsResponse,
    PassageOut,
    QueryOut,
    SearchResponse,
)
from sro_assistant.serve.serving import Serving, Turn, sent

router = APIRouter(dependencies=[Turn])


@router.post("/api/ask", response_model=AskResponse, responses=problems(404, 408, 413, 415, 422, 429, 503))
def ask(asked: AskRequest, assistant: Serving, request: Request) -> Response:
    """Answers a question in Dutch, every statement with verified citations."""
    response = answered(assistant, asked)
    request.state.answer_status = response.status
    return sent(response)


@router.post(
    "/api/ask/stream",
    response_class=StreamingResponse,
    responses=problems(404, 408, 413, 415, 422, 429, 503)
    | {
        200: {
            "description": (
                "Server-sent events: `retrieved` (a SearchResponse), a `sentence` (a SentenceEvent) for each "
                "verified sentence, and `done` (an AskResponse); `error` (a Problem) where it breaks off."
            ),
            "content": {stream.MEDIA_TYPE: {"schema": EVENT_SCHEMA}},
        }
    },
)
def ask_stream(asked: AskRequest, assistant: Serving, request: Request) -> StreamingResponse:
    """Answers a question as a stream; no sentence is sent before it passed the check."""
    answer, response = composed(assistant, request_of(assistant, asked))
    request.state.answer_status = response.status
    return StreamingResponse(
        stream.unhurried(stream.events_of(answer, response)), media_type=stream.MEDIA_TYPE
    )


@router.get("/api/search", response_model=SearchResponse, responses=problems(404, 422, 429, 503))
def search(
    assistant: Serving,
    q: Annotated[str, Query(description="The question.", json_schema_extra=QUESTION_SCHEMA)],
    k: Annotated[int, Query(ge=1, le=50, description="How many passages at most.")] = 10,
    documents: Annotated[str | None, Query(description="Document ids, separated by commas.")] = None,
    expected: Annotated[  # noqa: FBT002 - a parameter of the contract
        bool, Query(description="False leaves the channel of expected questions out.")
    ] = True,
) -> Response:
    """Returns the passages of the retrieval stage alone, best first."""
    ids = [part.strip() for part in (documents or "").split(",") if part.strip()]
    filters = Filters(documents=frozenset(ids) if ids else None)
    require_documents(assistant, filters)
    query, found = assistant.search(q, k, filters, expected=expected)
    return sent(
        SearchResponse(
            query=QueryOut(resolved=query.resolved, language=query.language),
            passages=[found_passage_of(passage) for passage in found],
        )
    )


@router.get("/api/documents", responses=problems(429, 503))
def documents(assistant: Serving) -> DocumentsResponse:
    """Lists the sources."""
    return DocumentsResponse(documents=[document_of(document) for document in assistant.documents()])


@router.get("/api/documents/{document_id}", responses=problems(404, 429, 503))
def document(document_id: str, assistant: Serving) -> DocumentResponse:
    """Returns a source with its text, sections and passages; the id of a copy finds it too."""
    found = assistant.document(document_id)
    return DocumentResponse(
        **document_of(found).model_dump(),
        text=found.text,
        sections=sections_of(found),
        passages=[passage_of(passage) for passage in assistant.passages(found.source.id)],
    )


@router.get("/api/passages/{passage_id}", responses=problems(404, 429, 503))
def passage(passage_id: str, assistant: Serving) -> PassageOut:
    """Returns one passage."""
    return passage_of(assistant.passage(passage_id))
