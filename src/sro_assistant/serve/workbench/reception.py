"""Signing in to the workbench with its password, and signing out."""

import time
from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, Form, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from sro_assistant.serve.http import handlers
from sro_assistant.serve.http.limits import RateLimit
from sro_assistant.serve.http.middleware import BodyLimit
from sro_assistant.serve.http.problems import TooManyRequestsError
from sro_assistant.serve.workbench.entrance import COOKIE, PREFIX, SIGN_IN, SIGN_OUT, is_encrypted, staff_page
from sro_assistant.serve.workbench.sessions import SESSION_SECONDS, Sessions
from sro_assistant.settings import Settings

TRIES_PER_MINUTE = 5

_LOCAL_NAMES = ("127.0.0.1", "::1")
_WRONG = "Dit wachtwoord klopt niet. Kijk of Caps Lock aan staat en probeer het opnieuw."
_TOO_OFTEN = "Te veel pogingen na elkaar. Wacht {seconds} seconden en probeer het dan opnieuw."
_SIGNED_OUT = "U bent afgemeld."


def reception_of(
    settings: Settings, sessions: Sessions, clock: Callable[[], float] = time.monotonic
) -> ASGIApp:
    """The application at SIGN_IN and SIGN_OUT; a client gets TRIES_PER_MINUTE tries at the password."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.settings = settings
    handlers.install(app)
    tries = RateLimit(TRIES_PER_MINUTE, clock)

    @app.api_route(SIGN_IN, methods=["GET", "HEAD"])
    async def form(request: Request) -> Response:
        if sessions.holds(request.cookies.get(COOKIE, "")):
            return _to(f"{PREFIX}/")
        return _form(request, settings, said=_SIGNED_OUT if "afgemeld" in request.query_params else "")

    @app.post(SIGN_IN)
    async def sign_in(request: Request, wachtwoord: Annotated[str, Form()] = "") -> Response:
        try:
            tries.take(request.client.host if request.client else "")
        except TooManyRequestsError as error:
            reply = _form(request, settings, 429, error=_TOO_OFTEN.format(seconds=error.retry_seconds))
            reply.headers["Retry-After"] = str(error.retry_seconds)
            return reply
        if not sessions.knows(wachtwoord):
            return _form(request, settings, 403, error=_WRONG)
        return _with_cookie(_to(f"{PREFIX}/"), request, sessions.start(), SESSION_SECONDS)

    @app.post(SIGN_OUT)
    async def sign_out(request: Request) -> Response:
        sessions.end(request.cookies.get(COOKIE, ""))
        return _with_cookie(_to(f"{SIGN_IN}?afgemeld"), request, "", 0)

    return BodyLimit(app, settings.body_seconds)


def _form(
    request: Request, settings: Settings, status: int = 200, *, error: str = "", said: str = ""
) -> Response:
    client = request.client.host if request.client else ""
    return staff_page(
        "sign_in.html",
        settings.contact,
        status=status,
        here=SIGN_IN,
        address=SIGN_IN,
        error=error,
        said=said,
        exposed=not is_encrypted(request.scope) and client not in _LOCAL_NAMES,
    )


def _to(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def _with_cookie(reply: Response, request: Request, token: str, seconds: int) -> Response:
    reply.set_cookie(
        COOKIE,
        token,
        max_age=seconds,
        path=PREFIX,
        secure=is_encrypted(request.scope),
        httponly=True,
        samesite="strict",
    )
    return reply
