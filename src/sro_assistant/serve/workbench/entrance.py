"""Who may enter the workbench: a browser on this machine, or staff who signed in."""

import ipaddress
import socket
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from sro_assistant.serve.http.problems import problem
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.sessions import Sessions

PREFIX = "/werkbank"
SIGN_IN = f"{PREFIX}/aanmelden"
SIGN_OUT = f"{PREFIX}/afmelden"
COOKIE = "sro_werkbank"

_READ = ("GET", "HEAD")
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser hides where a form was posted from
    "Cache-Control": "no-store",
}
_NO_ENTRY = "Geen toegang"
_NOT_HERE = (
    "De werkbank werkt nu alleen op de computer waarop de assistent draait. Open ze daar op 127.0.0.1, "
    "met dezelfde poort. Wilt u ze elders gebruiken, stel dan een wachtwoord in "
    "met SRO_WORKBENCH_PASSWORD."
)
_NOT_SIGNED_IN = "U bent niet (meer) aangemeld. Ga naar /werkbank en meld u aan."
_ELSEWHERE = "Deze aanvraag komt van een andere site. Ga naar /werkbank en probeer het daar opnieuw."


class Gate(Protocol):
    """What stands before the workbench."""

    def instead(self, scope: Scope) -> ASGIApp | None:
        """What answers a request in the workbench's place; None where the request may enter."""
        ...


class ThisMachine:
    """The gate without a password: only browsers on this machine, if the server listens to it alone."""

    def __init__(self, contact: str, *, local: bool) -> None:
        self._contact = contact
        self._local = local

    def instead(self, scope: Scope) -> ASGIApp | None:
        """A refusal for whoever is elsewhere."""
        if self._local and comes_from_here(scope):
            return None
        return notice(403, _NOT_HERE, self._contact, title=_NO_ENTRY)


class SignedIn:
    """The gate with a password: only staff who signed in enter; `reception` serves signing in and out.

    What changes something must come from a page of this server: its cookie is not enough.
    """

    def __init__(self, contact: str, sessions: Sessions, reception: ASGIApp) -> None:
        self._contact = contact
        self._sessions = sessions
        self._reception = reception

    def instead(self, scope: Scope) -> ASGIApp | None:
        """The page to sign in for a reader, a refusal for everything else."""
        if scope["method"] not in _READ and not comes_from_own_page(scope):
            return notice(403, _ELSEWHERE, self._contact, title=_NO_ENTRY)
        if scope["path"] in (SIGN_IN, SIGN_OUT):
            return self._reception
        if self._sessions.holds(HTTPConnection(scope).cookies.get(COOKIE, "")):
            return None
        if scope["method"] in _READ and scope["path"] in (PREFIX, f"{PREFIX}/"):
            return RedirectResponse(SIGN_IN, status_code=303, headers=_HEADERS)
        return notice(401, _NOT_SIGNED_IN, self._contact, title="Meld u aan")


def notice(
    status: int, detail: str, contact: str, *, title: str | None = None, refresh: int | None = None
) -> Response:
    """A page that says why the workbench is not shown; `refresh` brings it back after so many seconds."""
    found = problem(status, detail)
    if title is not None:
        found = found.model_copy(update={"title": title})
    html = rendered("error.html", problem=found, contact=contact)
    headers = dict(_HEADERS)
    if refresh is not None:
        headers |= {"Refresh": str(refresh), "Retry-After": str(refresh)}
    return HTMLResponse(html, status_code=status, headers=headers)


def staff_page(template: str, contact: str, *, status: int = 200, **values: object) -> Response:
    """A page for staff that stands outside the workbench, with the headers that close it."""
    html = rendered(template, contact=contact, **values)
    return HTMLResponse(html, status_code=status, headers=_HEADERS)


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


def comes_from_own_page(scope: Scope) -> bool:
    """Whether a page of this server sent a request: a browser says so in `Origin`.

    Only the host is compared: a proxy that ends https need not say so to us.
    """
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    return headers.get("origin") in (f"http://{host}", f"https://{host}")


def is_encrypted(scope: Scope) -> bool:
    """Whether the reader's browser came by https, as the proxy in between or the browser itself tells."""
    return scope["scheme"] == "https" or Headers(scope=scope).get("origin", "").startswith("https://")


def _name_of(host: str) -> str:
    """A `Host` header without its port."""
    name, colon, port = host.rpartition(":")
    return name.lower() if colon and port.isdecimal() else host.lower()


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False
