"""Turns what went wrong into a Dutch answer: a problem for the API, a page for a browser."""

import logging
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sro_assistant.errors import InputError, NotFoundError, SroError
from sro_assistant.serve.http.problems import (
    MEDIA_TYPE,
    TooManyRequestsError,
    bad_request,
    problem,
    problem_of,
)
from sro_assistant.serve.openai.errors import is_for_openai, openai_response
from sro_assistant.serve.schemas import Problem
from sro_assistant.serve.templating import error_page

logger = logging.getLogger(__name__)

_MACHINE_PATHS = ("/api", "/vraag/stroom", "/v1", "/mcp", "/healthz", "/readyz", "/metrics", "/openapi.json")
_RETRY_SECONDS = "30"
_REASONS = {408: "slow", 413: "size", 503: "not_ready"}
"""Why a request was turned away, by status; a 429 brings its own reason."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_UNREADABLE_FORM = "Het formulier kwam onleesbaar aan. Ga terug naar de pagina en verstuur het opnieuw."


def install(app: Starlette) -> None:
    """Makes an application answer every failure in our own words."""
    app.add_exception_handler(SroError, _on_sro_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_error)


def last_resort(request: Request) -> Response:
    """The response where something broke that nobody foresaw."""
    return _respond(request, problem(500))


def _on_sro_error(request: Request, error: Exception) -> Response:
    found = problem_of(error) if isinstance(error, SroError) else problem(500)
    if isinstance(error, TooManyRequestsError):
        return refuse(request, error)
    if not isinstance(error, InputError | NotFoundError):
        logger.warning("%s: %s", type(error).__name__, error)
    return _respond(request, found)


def refuse(request: Request, error: TooManyRequestsError) -> Response:
    """The response to a client that must come back later, with `Retry-After`."""
    request.state.rejected = error.reason
    response = _respond(request, problem_of(error))
    response.headers["Retry-After"] = str(error.retry_seconds)
    return response


def _on_validation_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        return last_resort(request)
    if request.method == "POST" and _is_for_machines(request) and not _is_json(request):
        return _respond(request, problem(415))
    return _respond(request, problem_of(bad_request(error.errors())))


def _on_http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return last_resort(request)
    if error.status_code == HTTPStatus.BAD_REQUEST:  # starlette could not read the body
        response = _respond(request, problem(422, _UNREADABLE_FORM if _is_form(request) else None))
    else:
        response = _respond(request, problem(error.status_code))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _respond(request: Request, problem_found: Problem) -> Response:
    found = problem_found.model_copy(update={"request_id": getattr(request.state, "request_id", None)})
    if is_for_openai(request.url.path):
        response = openai_response(found)
    elif _is_for_machines(request):
        response = Response(
            found.model_dump_json(exclude_defaults=False), status_code=found.status, media_type=MEDIA_TYPE
        )
    else:
        response = error_page(request, found)
    if found.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_SECONDS
    if found.status in _REASONS:
        request.state.rejected = _REASONS[found.status]
    return response


def _is_for_machines(request: Request) -> bool:
    path = request.url.path
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in _MACHINE_PATHS)


def _is_form(request: Request) -> bool:
    return _media_type(request) in _FORMS


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_json(request: Request) -> bool:
    media_type = _media_type(request)
    return media_type == "application/json" or (
        media_type.startswith("application/") and media_type.endswith("+json")
    )
