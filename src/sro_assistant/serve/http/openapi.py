"""The description of the API, made true: our problems, our headers, nothing that we never send."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sro_assistant.serve.http.problems import MEDIA_TYPE
from sro_assistant.serve.openai.schemas import ChatChunk, ErrorResponse
from sro_assistant.serve.schemas import Problem, SentenceEvent

Json = dict[str, Any]
"""A piece of an OpenAPI description, as FastAPI makes it."""

_DESCRIPTIONS: Final = {
    400: "A request that cannot be used",
    401: "A key is set, and it was not sent",
    404: "Unknown id",
    408: "The body came in too slowly",
    413: "Body larger than 256 kB",
    415: "Not sent as JSON",
    422: "A request that cannot be used",
    429: "Too many requests; come back after Retry-After",
    503: "No index to answer from yet; come back after Retry-After",
}
_RETRY_STATUSES: Final = ("429", "503")
_PROBLEM_REFERENCE: Final = {"schema": {"$ref": "#/components/schemas/Problem"}}
_REQUEST_ID: Final = {
    "description": "The id under which the request stands in the log; one that you send is kept.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
}
_RETRY_AFTER: Final = {
    "description": "Seconds until it makes sense to try again.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9]+$"},
}

_REFERENCE: Final = "#/components/schemas/{model}"
_EVENTS: Final = {
    "retrieved": "SearchResponse",
    "sentence": "SentenceEvent",
    "done": "AskResponse",
    "error": "Problem",
}
EVENT_SCHEMA: Final[Json] = {
    "oneOf": [
        {
            "type": "object",
            "required": ["event", "data"],
            "properties": {
                "event": {"type": "string", "const": event},
                "data": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": {"$ref": _REFERENCE.format(model=model)},
                },
            },
        }
        for event, model in _EVENTS.items()
    ]
}
"""One server-sent event of a stream."""


def _data(content: Json) -> Json:
    return {"type": "object", "required": ["data"], "properties": {"data": {"type": "string", **content}}}


CHAT_EVENT_SCHEMA: Final[Json] = {
    "oneOf": [
        _data(
            {
                "contentMediaType": "application/json",
                "contentSchema": {
                    "anyOf": [
                        {"$ref": _REFERENCE.format(model="ChatChunk")},
                        {"$ref": _REFERENCE.format(model="ErrorResponse")},
                    ]
                },
                "not": {"const": "[DONE]"},
            }
        ),
        _data({"const": "[DONE]"}),
    ]
}
"""One server-sent event of a stream of chunks."""


def openai_problems(*statuses: int) -> dict[int | str, Json]:
    """The `responses` of an operation at `/v1` that can fail in these ways."""
    return {status: {"model": ErrorResponse, "description": _DESCRIPTIONS[status]} for status in statuses}


def problems(*statuses: int) -> dict[int | str, Json]:
    """The `responses` of an operation that can fail in these ways."""
    return {status: {"model": Problem, "description": _DESCRIPTIONS[status]} for status in statuses}


def describe(app: FastAPI) -> Json:
    """FastAPI's description, with what it cannot know."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        for operations in schema["paths"].values():
            for operation in operations.values():
                _mend(operation["responses"])
        known = schema["components"]["schemas"]
        for streamed in (SentenceEvent, ChatChunk):
            described = streamed.model_json_schema(ref_template=_REFERENCE, mode="serialization")
            for name, part in described.pop("$defs").items():
                known.setdefault(name, part)
            known[streamed.__name__] = described
        for unused in ("HTTPValidationError", "ValidationError"):
            known.pop(unused, None)
        app.openapi_schema = schema
    return app.openapi_schema


def _mend(responses: dict[str, Json]) -> None:
    if "422" in responses and "Problem" not in str(responses["422"]):
        del responses["422"]  # FastAPI's guess for a path parameter that is plain text
    for status, response in responses.items():
        response["headers"] = {"X-Request-ID": _REQUEST_ID}
        if status in _RETRY_STATUSES:
            response["headers"]["Retry-After"] = _RETRY_AFTER
        content = response.get("content", {})
        if content.get("application/json") == _PROBLEM_REFERENCE:
            content[MEDIA_TYPE] = content.pop("application/json")
