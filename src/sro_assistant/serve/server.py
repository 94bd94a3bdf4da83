"""Serving: a socket that listens, one assistant opened once, uvicorn round the application."""

import errno
import socket
import threading
from collections.abc import Callable

import uvicorn

from sro_assistant.errors import InputError
from sro_assistant.serve.api import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.settings import Settings


class OpenOnce:
    """The assistant, opened by whoever asks first; a failed opening is tried again by the next."""

    def __init__(self, opening: Callable[[], Assistant]) -> None:
        self._opening = opening
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None

    def __call__(self) -> Assistant:
        """The open assistant; raises what the opening raises."""
        with self._lock:
            if self._assistant is None:
                self._assistant = self._opening()
            return self._assistant

    def close(self) -> None:
        """Closes the assistant where one was opened."""
        with self._lock:
            if self._assistant is not None:
                self._assistant.close()
                self._assistant = None


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


def serve(listening: socket.socket, source: Callable[[], Assistant], settings: Settings) -> None:
    """Serves until it is stopped; the access log is ours, since uvicorn's holds query strings."""
    config = uvicorn.Config(
        create_app(source, settings),
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listening])
