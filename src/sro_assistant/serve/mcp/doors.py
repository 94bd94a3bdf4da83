"""The two doors of the MCP server: the standard streams of a process, or HTTP on this machine."""

import socket
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp

from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.http import handlers
from sro_assistant.serve.http.limits import Admission, RateLimit
from sro_assistant.serve.http.metrics import Metrics
from sro_assistant.serve.http.middleware import BodyLimit, Envelope, RateGate
from sro_assistant.serve.mcp.server import SroServer
from sro_assistant.serve.server import run
from sro_assistant.settings import Settings

PATH: Final = "/mcp"


def serve_streams(source: AssistantSource, settings: Settings) -> None:
    """Speaks MCP over the standard streams until the client closes them; nothing else is written there."""
    SroServer(source, settings).run("stdio")


def serve_http(
    listening: socket.socket,
    source: AssistantSource,
    settings: Settings,
    on_ready: Callable[[str], None],
) -> None:
    """Speaks MCP over streamable HTTP, at PATH, until it is stopped."""
    run(http_app(source, settings), listening, settings, lambda address: on_ready(f"{address}{PATH}"))


def http_app(source: AssistantSource, settings: Settings) -> ASGIApp:
    """The MCP server as an application, with the limits and the log of the other faces.

    Only a request that names this machine gets in, so that no page of another site can call it.
    """
    app = SroServer(source, settings).streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True
    )
    app.state.settings = settings
    handlers.install(app)
    metrics = Metrics(Admission(settings.turns, settings.answers_waiting, settings.waiting_seconds))
    within = RateGate(
        BodyLimit(app, settings.body_seconds),
        limit=RateLimit(settings.rate_per_minute),
        refuse=handlers.refuse,
    )
    return Envelope(within, last_resort=handlers.last_resort, metrics=metrics)
