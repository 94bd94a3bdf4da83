"""What stands round every request: headers, the limit on size, the log line, the last resort."""

import logging
import time
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sro_assistant.serve.problems import MAX_BODY_BYTES

logger = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Envelope:
    """Adds the security headers, logs one line per request, and answers where the app broke.

    The line holds method, route, status and milliseconds; never a question, address or query string.
    """

    def __init__(self, app: ASGIApp, last_resort: Callable[[Request], Response]) -> None:
        self._app = app
        self._last_resort = last_resort

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001 - the last resort: a visitor never sees a stack trace
            _log_failure(error)
            if status == 0:
                await self._last_resort(Request(scope))(scope, receive, send_with_headers)
        finally:
            milliseconds = (time.perf_counter() - started) * 1000
            logger.info("%s %s %d %.0f ms", scope["method"], _route(scope), status, milliseconds)


def _complete(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")


def _route(scope: Scope) -> str:
    """The route's pattern: a path as it was typed may hold anything, line breaks included."""
    return str(getattr(scope.get("route"), "path", "-"))


def _log_failure(error: Exception) -> None:
    """Where it broke, without the error's own words: they may hold a question."""
    stack = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s\n%s", type(error).__name__, stack)


class BodyLimit:
    """Refuses a body of more than MAX_BODY_BYTES, by its announced length and while it streams."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            if announced.isdecimal() and int(announced[:20]) > MAX_BODY_BYTES:
                raise HTTPException(413)
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY_BYTES:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_within_limit, send)
