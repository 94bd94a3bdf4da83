"""The way in to the workbench: closed to all but this machine, and built when somebody first asks for it."""

import asyncio
import ipaddress
import logging
import socket
import time
from collections.abc import Callable

from fastapi import FastAPI as WebApp
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sro_assistant.errors import SroError
from sro_assistant.serve.middleware import BodyLimit
from sro_assistant.serve.pages import rendered
from sro_assistant.serve.problems import problem
from sro_assistant.settings import Settings

__all__ = ["PREFIX", "Build", "Doorway", "WebApp", "WorkbenchError", "is_local"]

logger = logging.getLogger(__name__)

PREFIX = "/werkbank"
Build = Callable[[WebApp], None]
"""Mounts the workbench at PREFIX on an empty application; may take seconds, so it runs in a thread."""

_READ = ("GET", "HEAD")
_READABLE = frozenset(
    {"", "/", "/config", "/theme.css", "/gradio_api/startup-events", "/gradio_api/queue/data"}
)
_FILES = ("/assets/", "/static/", "/svelte/")
_WRITABLE = frozenset({"/gradio_api/queue/join"})
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_RETRY_SECONDS = 2
_FORBIDDEN = (
    "De werkbank werkt alleen op de computer waarop de assistent draait, "
    "omdat u zich nog niet kunt aanmelden. Start daar ‘sro serve’ zonder --host en open http://127.0.0.1:8000/werkbank."
)
_NO_SUCH_PAGE = "Dit deel van de werkbank bestaat niet of staat dicht. Ga terug naar /werkbank."
_STARTING = "De werkbank start op. Dat duurt enkele seconden. Deze pagina vernieuwt zichzelf."
_BROKEN = "De werkbank kon niet starten. De reden staat in het logboek. De vraagpagina werkt wel."


class WorkbenchError(SroError):
    """The workbench cannot start."""


class Doorway:
    """The application with the workbench beside it, under PREFIX.

    Nothing of the workbench is imported before its first request, so that serving starts as fast
    without it. There is no sign-in yet: only a browser on this machine gets in, and only where the
    server listens to this machine alone. Only what the page itself asks for is let through.
    """

    def __init__(self, app: ASGIApp, build: Build, settings: Settings, *, local: bool) -> None:
        self._app = app
        self._build = build
        self._settings = settings
        self._local = local
        self._opening: asyncio.Task[None] | None = None
        self._workbench: ASGIApp | None = None
        self._failure: str | None = None
        self._closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or the start and end of the server."""
        if scope["type"] == "lifespan":
            await self._app(scope, self._closing_on_shutdown(receive), send)
        elif not _is_ours(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})

    def _answer(self, scope: Scope) -> ASGIApp:
        """What answers a request for the workbench."""
        if not (self._local and comes_from_here(scope)):
            return self._page(403, _FORBIDDEN)
        if not _is_open(scope):
            return self._page(404, _NO_SUCH_PAGE)
        if self._workbench is not None:
            return self._workbench
        if self._failure is not None:
            return self._page(503, self._failure)
        if self._opening is None:
            self._opening = asyncio.create_task(self._serve_workbench())
        return self._page(503, _STARTING, refresh=True)

    async def _serve_workbench(self) -> None:
        """Builds the workbench in a thread, then keeps it alive until the server stops."""
        started = time.perf_counter()
        parent = WebApp(openapi_url=None, docs_url=None, redoc_url=None)
        try:
            await asyncio.to_thread(self._built, parent)
            async with parent.router.lifespan_context(parent):
                self._workbench = BodyLimit(parent, self._settings.body_seconds)
                logger.info("De werkbank is klaar na %.1f s.", time.perf_counter() - started)
                await self._closing.wait()
        except WorkbenchError as error:
            logger.error("De werkbank start niet: %s", error, exc_info=error.__cause__)  # noqa: TRY400 - as it is, without our own stack
            self._failure = str(error)
        finally:
            self._workbench = None
            self._failure = self._failure or _BROKEN

    def _built(self, parent: WebApp) -> None:
        try:
            self._build(parent)
        except WorkbenchError:
            raise
        except Exception as error:
            raise WorkbenchError(_BROKEN) from error

    def _closing_on_shutdown(self, receive: Receive) -> Receive:
        async def received() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self._closing.set()
                if self._opening is not None:
                    await asyncio.wait({self._opening})
            return message

        return received

    def _page(self, status: int, detail: str, *, refresh: bool = False) -> Response:
        title = "De werkbank start op" if refresh else problem(status).title
        found = problem(status, detail).model_copy(update={"title": title})
        html = rendered("error.html", problem=found, contact=self._settings.contact)
        headers = dict(_HEADERS)
        if refresh:
            headers |= {"Refresh": str(_RETRY_SECONDS), "Retry-After": str(_RETRY_SECONDS)}
        return HTMLResponse(html, status_code=status, headers=headers)


def is_local(listening: socket.socket) -> bool:
    """Whether a socket can only be reached from this machine."""
    return _is_loopback(str(listening.getsockname()[0]))


def comes_from_here(scope: Scope) -> bool:
    """Whether a browser on this machine sent a request, on the reader's own behalf.

    A request that a proxy passed on has come from elsewhere; a page of another site that calls this
    address names itself in `Origin`, or keeps its own name in `Host` (DNS rebinding).
    """
    headers = Headers(scope=scope)
    client = scope.get("client")
    host = headers.get("host", "")
    return (
        client is not None
        and _is_loopback(client[0])
        and _name_of(host) in _OWN_NAMES
        and headers.get("origin", f"http://{host}") == f"http://{host}"
        and not any(name == "forwarded" or name.startswith("x-forwarded-") for name in headers)
    )


def _name_of(host: str) -> str:
    """A `Host` header without its port."""
    name, colon, port = host.rpartition(":")
    return name.lower() if colon and port.isdecimal() else host.lower()


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_ours(scope: Scope) -> bool:
    path: str = scope["path"]
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def _is_open(scope: Scope) -> bool:
    """Whether a request is one that the page makes: never uploads, files, proxies or direct calls."""
    path: str = scope["path"].removeprefix(PREFIX)
    if scope["type"] != "http" or ".." in path:
        return False
    if scope["method"] in _READ:
        return path in _READABLE or path.startswith(_FILES)
    return scope["method"] == "POST" and path in _WRITABLE
