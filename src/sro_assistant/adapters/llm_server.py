"""How a server with a language model is called: its address, a line that can be cut, why it failed."""

import contextlib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from threading import Lock
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx import Limits, Request

_CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})
_FROM_THE_ENVIRONMENT = ("OpenAI-Organization", "OpenAI-Project")
"""What the library adds from variables that happen to be set; nobody asked for it to be sent."""
_BAD_REQUEST = 400
_NEWER_WORDS = frozenset({"max_tokens", "temperature"})
_SERVER_ERRORS = 500

_KEY = ("neemt de sleutel niet aan", "Kijk SRO_LLM_KEY na")
_REASONS: Mapping[int, tuple[str, str]] = {
    400: ("kan niets met de vraag", "Zet SRO_LLM_CONTEXT lager als ze te lang is"),
    401: _KEY,
    403: _KEY,
    404: ("kent dit adres of dit model niet", "Kijk SRO_LLM_URL en SRO_LLM_MODEL na"),
    413: ("kan zoveel tekst niet aan", "Zet SRO_LLM_CONTEXT lager"),
    429: ("heeft het te druk", "Zet SRO_LLM_AT_ONCE lager, of vraag na hoeveel u er mag vragen"),
}
_FAULT = ("had een storing", "Kijk het logboek van de server na")
_STRANGE = ("gaf geen antwoord", "Kijk SRO_LLM_URL na")
_UNTRUSTED = (
    "heeft een certificaat dat deze computer niet vertrouwt. Zet SSL_CERT_FILE op het bestand met de "
    "certificaten van uw organisatie"
)
_AWAY = "is niet te bereiken. Kijk SRO_LLM_URL na, en of de server draait"


def openai_base(url: str) -> str:
    """The address before `/chat/completions`, also where it was given bare or whole."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/chat/completions").rstrip("/")
    usual = "/openai/v1" if (parts.hostname or "").endswith(".azure.com") else "/v1"
    return urlunsplit((parts.scheme, parts.netloc, path or usual, "", ""))


def ollama_base(url: str) -> str:
    """The address before `/api/chat`, also where it was given whole, or as OpenAI's clients want it."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/chat").removesuffix("/api").removesuffix("/v1")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class Line:
    """The connection of one call, which whoever waits for it can cut, whatever the server does."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    def cut(self) -> None:
        """Ends the call: the thread that reads wakes up, and the server may stop writing."""
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                _shut(self._socket)

    def heard(self, event: str, told: Mapping[str, object]) -> None:
        """Takes the connection from the events that httpx tells of a request."""
        if event not in _CONNECTED:
            return
        stream = told.get("return_value")
        found = stream.get_extra_info("socket") if hasattr(stream, "get_extra_info") else None
        with self._lock:
            self._socket = found
            if self._is_cut and found is not None:
                _shut(found)


LINE: ContextVar[Line | None] = ContextVar("LINE", default=None)
"""The line of the call that is being made in this thread."""


class ClientOptions(TypedDict):
    """What an httpx client needs so that each call has a line."""

    timeout: float
    limits: "Limits"
    event_hooks: "dict[str, list[Callable[[Request], None]]]"


def client_options(seconds: float) -> ClientOptions:
    """A new connection for each call, known to its line; `seconds` is how long the server may be silent."""
    from httpx import Limits  # noqa: PLC0415 - few have a language model

    return {
        "timeout": seconds,
        "limits": Limits(max_keepalive_connections=0),
        "event_hooks": {"request": [_prepare]},
    }


def why(error: BaseException) -> str:
    """Why a server gave no answer, in Dutch, with what to do; never its own words, which may quote."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status > 0:
        what, mend = _REASONS.get(status, _FAULT if status >= _SERVER_ERRORS else _STRANGE)
        return f"{what} ({status}). {mend}"
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return _UNTRUSTED
    if any(isinstance(cause, OSError) for cause in causes) and "Connect" in type(error).__name__:
        return _AWAY
    return f"gaf geen antwoord ({type(error).__name__})"


def wants_newer_words(error: BaseException) -> bool:
    """Whether a server refused the older words for an answer's length and tone, as OpenAI's newest do."""
    refused = getattr(error, "status_code", None) == _BAD_REQUEST
    return refused and getattr(error, "param", None) in _NEWER_WORDS


def _prepare(request: "Request") -> None:
    for name in _FROM_THE_ENVIRONMENT:
        request.headers.pop(name, None)
    line = LINE.get()
    if line is not None:
        request.extensions["trace"] = line.heard


def _shut(found: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the server was first
        found.shutdown(socket.SHUT_RDWR)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
