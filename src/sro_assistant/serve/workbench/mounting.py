"""The workbench beside the public pages: behind its gate, and built when somebody first asks for it."""

import asyncio
import logging
import time
from collections.abc import Callable

from fastapi import FastAPI as WebApp
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sro_assistant.desk.files import MAX_FILE_BYTES
from sro_assistant.errors import SroError
from sro_assistant.serve.http import handlers
from sro_assistant.serve.http.middleware import BodyLimit
from sro_assistant.serve.workbench.downloads import EXPORT, REPORT
from sro_assistant.serve.workbench.entrance import PREFIX, Gate, SignedIn, ThisMachine, notice
from sro_assistant.serve.workbench.reception import reception_of
from sro_assistant.serve.workbench.sessions import Sessions
from sro_assistant.serve.workbench.uploads import UPLOAD
from sro_assistant.settings import Settings

__all__ = ["PREFIX", "Build", "Doorway", "WebApp", "WorkbenchError"]

logger = logging.getLogger(__name__)

Build = Callable[[WebApp], None]
"""Mounts the workbench at PREFIX on an empty application; may take seconds, so it runs in a thread."""

ENDED_SESSIONS = "afgemeld"
"""The folder beside the journal in which processes tell each other who signed out."""

_READ = ("GET", "HEAD")
_READABLE = frozenset(
    {"", "/", "/config", "/theme.css", "/gradio_api/startup-events", "/gradio_api/queue/data"}
)
_FILES = ("/assets/", "/static/", "/svelte/", EXPORT.removeprefix(PREFIX), REPORT.removeprefix(PREFIX))
_WRITABLE = frozenset({"/gradio_api/queue/join", UPLOAD.removeprefix(PREFIX)})
_UPLOAD_SECONDS = 120
_RETRY_SECONDS = 2
_NO_SUCH_PAGE = "Dit deel van de werkbank bestaat niet of staat dicht. Ga terug naar /werkbank."
_STARTING = "De werkbank start op. Dat duurt enkele seconden. Deze pagina vernieuwt zichzelf."
_BROKEN = "De werkbank kon niet starten. De reden staat in het logboek. De vraagpagina werkt wel."


class WorkbenchError(SroError):
    """The workbench cannot start."""


class Doorway:
    """The application with the workbench beside it, under PREFIX.

    Nothing of the workbench is imported before its first request, so that serving starts as fast
    without it. With a password it is for who signed in; without one for a browser on this machine,
    where the server listens to this machine alone. Only what the page itself asks for is let through.
    """

    def __init__(self, app: ASGIApp, build: Build, settings: Settings, *, local: bool) -> None:
        self._app = app
        self._build = build
        self._settings = settings
        self._gate = _gate(settings, local=local)
        self._opening: asyncio.Task[None] | None = None
        self._workbench: ASGIApp | None = None
        self._uploading: ASGIApp = app
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
        if (instead := self._gate.instead(scope)) is not None:
            return instead
        if not _is_open(scope):
            return self._page(404, _NO_SUCH_PAGE)
        if self._workbench is not None:
            return self._uploading if scope["path"] == UPLOAD else self._workbench
        if self._failure is not None:
            return self._page(503, self._failure)
        if self._opening is None:
            self._opening = asyncio.create_task(self._serve_workbench())
        return self._page(503, _STARTING, refresh=True)

    async def _serve_workbench(self) -> None:
        """Builds the workbench in a thread, then keeps it alive until the server stops."""
        started = time.perf_counter()
        parent = WebApp(openapi_url=None, docs_url=None, redoc_url=None)
        parent.state.settings = self._settings
        parent.state.signs_in = bool(self._settings.workbench_password.get_secret_value())
        handlers.install(parent)
        try:
            await asyncio.to_thread(self._built, parent)
            async with parent.router.lifespan_context(parent):
                self._uploading = BodyLimit(parent, _UPLOAD_SECONDS, MAX_FILE_BYTES)
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
        title = "De werkbank start op" if refresh else None
        seconds = _RETRY_SECONDS if refresh else None
        return notice(status, detail, self._settings.contact, title=title, refresh=seconds)


def _gate(settings: Settings, *, local: bool) -> Gate:
    password = settings.workbench_password.get_secret_value()
    if not password:
        return ThisMachine(settings.contact, local=local)
    sessions = Sessions(password, folder=settings.journal_dir / ENDED_SESSIONS)
    return SignedIn(settings.contact, sessions, reception_of(settings, sessions))


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
