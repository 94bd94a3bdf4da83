"""What stands round every request: its id, headers, the log line, the limits, the last resort."""

import asyncio
import logging
import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sro_assistant.serve.http.limits import RateLimit
from sro_assistant.serve.http.logs import FIELDS
from sro_assistant.serve.http.metrics import Metrics
from sro_assistant.serve.http.problems import MAX_BODY_BYTES, TooManyRequestsError, UnforeseenError, problem
from sro_assistant.serve.render import new_answer_id
from sro_assistant.serve.stream import MEDIA_TYPE as EVENT_STREAM
from sro_assistant.serve.stream import error_event

logger = logging.getLogger(__name__)

REQUEST_ID: Final = "X-Request-ID"
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_WELL_FORMED_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT".split())
_LINGER_BYTES: Final = 32 * 1024 * 1024
_UNLIMITED: Final = ("/healthz", "/readyz", "/metrics", "/static/")


@dataclass(slots=True)
class _Reply:
    """What has been sent of a response."""

    status: int = 0
    streams_events: bool = False
    whole: bool = False


class Envelope:
    """Gives each request its id, the security headers and a log line, and answers where the app broke.

    The line holds id, method, route, status and milliseconds; never a question, address or query string.
    """

    def __init__(self, app: ASGIApp, last_resort: Callable[[Request], Response], metrics: Metrics) -> None:
        self._app = app
        self._last_resort = last_resort
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        reply = _Reply()
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(Headers(scope=scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                reply.status = message["status"]
                headers = MutableHeaders(scope=message)
                _complete(headers, state["request_id"])
                reply.streams_events = headers.get("content-type", "").startswith(EVENT_STREAM)
            reply.whole = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        with self._metrics.in_flight.track_inprogress():
            try:
                await self._served(scope, receive, send_with_headers)
            except UnforeseenError as error:
                _log_failure(error, state["request_id"])
                await self._rescue(reply, scope, receive, send_with_headers)
            finally:
                self._record(scope, reply.status, time.perf_counter() - started)

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            raise UnforeseenError(type(error).__name__) from error

    async def _rescue(self, reply: _Reply, scope: Scope, receive: Receive, send: Send) -> None:
        """The last resort: a visitor never sees a stack trace, nor waits for the rest of a stream."""
        if reply.status == 0:
            await self._last_resort(Request(scope))(scope, receive, send)
        elif reply.streams_events and not reply.whole:
            found = problem(500).model_copy(update={"request_id": scope["state"]["request_id"]})
            told = scope["state"].get("stream_error", error_event)(found)
            await send({"type": "http.response.body", "body": told, "more_body": False})

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        method = scope["method"] if scope["method"] in _METHODS else "-"
        route = _route(scope)
        fields = {
            "request_id": state["request_id"],
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
        }
        self._metrics.count(method, route, status, seconds)
        if (answer_status := state.get("answer_status")) is not None:
            fields["answer_status"] = str(answer_status)
            self._metrics.count_answer(str(answer_status))
        if (reason := state.get("rejected")) is not None:
            fields["rejected"] = reason
            self._metrics.count_refusal(reason)
        logger.info("", extra={FIELDS: fields})


def _request_id(headers: Headers) -> str:
    """The id that came with the request where it can stand in a log, or a fresh one."""
    given = headers.get(REQUEST_ID, "")
    return given if _WELL_FORMED_ID.fullmatch(given) else new_answer_id()


def _complete(headers: MutableHeaders, request_id: str) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers[REQUEST_ID] = request_id
    headers.setdefault("Cache-Control", "no-store")


def _route(scope: Scope) -> str:
    """The route's pattern: a path as it was typed may hold anything, line breaks included."""
    return str(getattr(scope.get("route"), "path", "-"))


def _log_failure(error: UnforeseenError, request_id: str) -> None:
    """Where it broke, without the error's own words: they may hold a question."""
    cause = error.__cause__ or error
    stack = traceback.format_tb(cause.__traceback__)
    fields = {"request_id": request_id, "error": type(cause).__name__, "stack": stack}
    logger.error("Er brak iets.", extra={FIELDS: fields})


class RateGate:
    """Turns away a client that asks too much, before anything of its request is read."""

    def __init__(
        self, app: ASGIApp, limit: RateLimit, refuse: Callable[[Request, TooManyRequestsError], Response]
    ) -> None:
        self._app = app
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "http" and not scope["path"].startswith(_UNLIMITED):
            client = scope.get("client")
            try:
                self._limit.take(client[0] if client else "")
            except TooManyRequestsError as error:
                await self._refuse(Request(scope), error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class BodyLimit:
    """Refuses a body that is too large, by its announced length or while it streams, or too slow."""

    def __init__(self, app: ASGIApp, seconds: float, most: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._seconds = seconds
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(receive, Headers(scope=scope), self._seconds, self._most)
        await self._app(scope, body.receive, send)


class _Body:
    """One request's body, within its limits."""

    def __init__(self, receive: Receive, headers: Headers, seconds: float, most: int) -> None:
        self._receive = receive
        announced = headers.get("content-length", "0")
        self._announced = int(announced[:20]) if announced.isdecimal() else 0
        self._expects_leave = "expect" in headers
        self._seconds = seconds
        self._most = most
        self._deadline: float | None = None
        self._received = 0
        self._whole = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        if self._announced > self._most:
            if not self._expects_leave:
                await self._let_go_by()
            raise HTTPException(413)
        message = await self._next()
        if self._received > self._most:
            await self._let_go_by()
            raise HTTPException(413)
        return message

    async def _next(self) -> Message:
        now = asyncio.get_running_loop().time()
        self._deadline = self._deadline or now + self._seconds
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, headers={"Connection": "close"}) from error
        self._received += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        return message

    async def _let_go_by(self) -> None:
        """Reads on without keeping anything: whoever is still sending would not see our answer."""
        while not self._whole and self._received <= _LINGER_BYTES:
            await self._next()
