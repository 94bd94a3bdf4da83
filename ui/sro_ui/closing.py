"""What Gradio's pages leave open, closed on their way out: language, outside names, headers, failures."""

import errno
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from sro_assistant.serve.http.problems import MEDIA_TYPE, UnforeseenError, problem
from sro_ui.dutch import CANNOT, NO_SCRIPT, TITLE

logger = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
)
_POLICY_NAME = b"content-security-policy"
_HEADERS = (
    (_POLICY_NAME, _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer a browser hides where "Afmelden" was posted from
)
_HEAD = (
    f'<title>{TITLE}</title><link rel="icon" href="data:,">'
    "<script>for (const [name, value] of [['language', 'nl-BE'], ['languages', ['nl-BE', 'nl']]])"
    " Object.defineProperty(navigator, name, {get: () => value});</script>"
)
_OUTSIDE = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*|<link rel="manifest"[^>]*>\s*')
_UNCLEAR = frozenset({400, 403, 404, 405, 422})
"""The failures that have `CANNOT` as their detail: what Gradio refuses is no request of our page."""
_FOREIGN = (b"application/json", b"text/plain")
"""The media types in which Gradio reports failures, in English; ours are problem details or pages."""


class Closing:
    """Gives each response its security headers, and makes Gradio's page Dutch and free of other sites' names.

    A failure becomes a Dutch problem: Gradio's own words on it, and its stack, never leave. A response that
    brings its own policy is one of ours and passes as it is. The page is rewritten as a whole, so it is
    asked for uncompressed.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        response = _Response(send)
        try:
            await self._served({**scope, "headers": _uncompressed(scope["headers"])}, receive, response.send)
            await response.end()
        except UnforeseenError as error:
            await response.fail(_status_of(error))

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            raise UnforeseenError(type(error).__name__) from error


class _Response:
    """One response on its way out; held back until it is whole where it is a page or a failure."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page: Message | None = None
        self._body = b""
        self._failure = 0
        self._has_started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and not _is_closed(message["headers"]):
            message["headers"] = [*_others(message["headers"], {name for name, _ in _HEADERS}), *_HEADERS]
            kind = dict(message["headers"]).get(b"content-type", b"")
            if message["status"] >= HTTPStatus.BAD_REQUEST and kind.startswith(_FOREIGN):
                self._failure = message["status"]
                return
            if kind.startswith(b"text/html"):
                self._page = message
                return
        elif self._failure:
            return
        elif self._page is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._page)
            return
        self._has_started = True
        await self._send(message)

    async def end(self) -> None:
        """Sends a failure that was held back: Gradio may yet have raised what it was about."""
        if self._failure:
            await self.fail(self._failure)

    async def fail(self, status: int) -> None:
        """Sends a Dutch problem with that status, unless part of the response has been sent."""
        if self._has_started:
            return
        found = problem(status, CANNOT if status in _UNCLEAR else None)
        body = found.model_dump_json().encode()
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        self._has_started = True
        await self._send({"type": "http.response.start", "status": status, "headers": [*headers, *_HEADERS]})
        await self._send({"type": "http.response.body", "body": body})

    async def _send_page(self, start: Message) -> None:
        body = dutch(self._body.decode("utf-8")).encode("utf-8")
        kept = _others(start["headers"], {b"content-length", b"cache-control"})
        start["headers"] = [
            *kept, (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")
        ]  # fmt: skip
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _status_of(error: UnforeseenError) -> int:
    """The status of a response after an exception; one that is our fault is logged, without its message."""
    cause = error.__cause__ or error
    # Gradio, of a function or a file that its page never asks for.
    if isinstance(cause, KeyError) or (isinstance(cause, OSError) and cause.errno == errno.ENAMETOOLONG):
        return HTTPStatus.NOT_FOUND
    logger.error("De werkbank: %s\n%s", error, "".join(traceback.format_tb(cause.__traceback__)))
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _is_closed(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a response of our own brings a policy, stricter than what Gradio needs."""
    return any(name.lower() == _POLICY_NAME for name, _ in headers)


def dutch(page: str) -> str:
    """A page of Gradio in Dutch for every browser, without the names of other sites in its head."""
    page = _OUTSIDE.sub("", page).replace('lang="en"', 'lang="nl"', 1)
    page = page.replace("</body>", f"<noscript><p>{NO_SCRIPT}</p></noscript></body>", 1)
    return page.replace("<head>", f"<head>{_HEAD}", 1)


def _uncompressed(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The request's headers; a reader of pages (and not of scripts) asks for no compression."""
    wants_page = b"text/html" in dict(headers).get(b"accept", b"*/*")
    return _others(headers, {b"accept-encoding"}) if wants_page else headers


def _others(headers: list[tuple[bytes, bytes]], without: set[bytes]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in without]
