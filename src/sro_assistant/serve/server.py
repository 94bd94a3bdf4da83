"""Serving: a socket that listens, and uvicorn round the application."""

import errno
import socket
from collections.abc import Callable
from math import ceil
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Mode
from sro_assistant.errors import InputError
from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.http.connection import Connection, Server
from sro_assistant.serve.journalled import Recorder
from sro_assistant.serve.workbench.entrance import is_local
from sro_assistant.serve.workbench.mounting import Build, Doorway
from sro_assistant.settings import Settings

_FIRST_QUESTION: Final = "Wat is de Smart Region Office?"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises InputError that says what is wrong with the address."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family)
    except (socket.gaierror, UnicodeError) as error:
        raise InputError(
            f"Het adres “{host}” bestaat niet op dit netwerk. Kies een ander adres met --host, "
            "bijvoorbeeld 127.0.0.1."
        ) from error
    except OSError as error:
        raise InputError(_refusal(error, host, port)) from error


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Poort {port} is al in gebruik. Stop het andere programma, "
            "of kies een andere poort met --port (0 neemt een vrije poort)."
        )
    if error.errno == errno.EACCES:
        return f"U mag poort {port} niet gebruiken. Kies met --port een poort boven 1023."
    return f"Ik kan niet luisteren op {host}, poort {port}. Kies een ander adres met --host of --port."


def address_of(listening: socket.socket) -> str:
    """The address at which a browser finds the socket."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if listening.family == socket.AF_INET6 else host
    return f"http://{shown}:{port}"


def serve(
    listening: socket.socket,
    source: AssistantSource,
    settings: Settings,
    workbench: Build,
    on_ready: Callable[[str], None],
    recorder: Recorder | None = None,
) -> None:
    """Serves until it is stopped; `on_ready` is told the address once the first answer was made.

    The access log is ours, since uvicorn's holds query strings.
    """
    # Loads what loads on demand, so that no visitor waits; a language model need not be up yet.
    source().ask(Request(question=_FIRST_QUESTION, mode=Mode.EXTRACTIVE))
    app = create_app(source, settings, recorder)
    run(Doorway(app, workbench, settings, local=is_local(listening)), listening, settings, on_ready)


def run(app: ASGIApp, listening: socket.socket, settings: Settings, on_ready: Callable[[str], None]) -> None:
    """Serves any application until it is stopped; `on_ready` is told the address."""
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=ceil(settings.grace_seconds),
    )
    Server(config, on_ready, address_of(listening)).run(sockets=[listening])
