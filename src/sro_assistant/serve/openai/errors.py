"""A failure as OpenAI's clients read it: our own words in their shape."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from sro_assistant.serve.openai.schemas import ErrorOut, ErrorResponse
from sro_assistant.serve.schemas import Problem

PREFIX: Final = "/v1"

_UNUSABLE: Final = 422
_BAD_REQUEST: Final = 400
_SERVER_ERRORS: Final = 500
_CODES: Final[Mapping[int, str]] = {
    401: "invalid_api_key",
    404: "not_found",
    429: "rate_limit_exceeded",
    503: "not_ready",
}
_TYPES: Final[Mapping[int, str]] = {401: "authentication_error", 429: "rate_limit_error"}


def is_for_openai(path: str) -> bool:
    """Whether a path is one at which OpenAI's clients knock."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def openai_response(found: Problem, code: str | None = None) -> Response:
    """The response that tells a problem; what cannot be used is a 400 there."""
    status = _BAD_REQUEST if found.status == _UNUSABLE else found.status
    content = openai_error(found, code).model_dump_json()
    return Response(content, status_code=status, media_type="application/json")


def openai_event(found: Problem) -> bytes:
    """The event that ends a stream which broke; a client raises it."""
    return f"data: {openai_error(found).model_dump_json()}\n\n".encode()


def openai_error(found: Problem, code: str | None = None) -> ErrorResponse:
    """The problem in OpenAI's shape; `param` names the first field that is wrong."""
    kind = "server_error" if found.status >= _SERVER_ERRORS else "invalid_request_error"
    return ErrorResponse(
        error=ErrorOut(
            message=found.detail,
            type=_TYPES.get(found.status, kind),
            param=next((error.field for error in found.errors if error.field), None),
            code=code or _CODES.get(found.status),
        )
    )
