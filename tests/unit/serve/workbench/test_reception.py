"""Signing in to the workbench, and what it lets in."""

from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr
from starlette.types import Receive, Scope, Send

from sro_assistant.serve.workbench.entrance import COOKIE, PREFIX, SIGN_IN, SIGN_OUT, SignedIn
from sro_assistant.serve.workbench.reception import TRIES_PER_MINUTE, reception_of
from sro_assistant.serve.workbench.sessions import Sessions
from sro_assistant.settings import Settings

PASSWORD = "een lang wachtwoord"  # noqa: S105 - a test's own
SITE = "https://werkbank.example"


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def guarded(clock: Clock, site: str = SITE) -> TestClient:
    """A small workbench behind the gate, as the doorway puts it there."""
    settings = Settings(workbench_password=SecretStr(PASSWORD))
    sessions = Sessions(PASSWORD)
    gate = SignedIn(settings.contact, sessions, reception_of(settings, sessions, clock))
    inside = FastAPI()
    inside.get(f"{PREFIX}/")(lambda: "de werkbank")
    inside.post(f"{PREFIX}/gradio_api/queue/join")(lambda: "gedaan")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        instead = gate.instead(scope)
        await (inside if instead is None else instead)(scope, receive, send)

    return TestClient(app, base_url=site, follow_redirects=False)


@pytest.fixture
def client(clock: Clock) -> TestClient:
    return guarded(clock)


def sign_in(client: TestClient, password: str = PASSWORD, origin: str = SITE) -> Response:
    return client.post(SIGN_IN, data={"wachtwoord": password}, headers={"Origin": origin})


def test_a_reader_without_a_session_is_led_to_the_page_where_one_signs_in(client: TestClient) -> None:
    reply = client.get(f"{PREFIX}/")
    page = client.get(reply.headers["location"])
    assert (reply.status_code, reply.headers["location"]) == (303, SIGN_IN)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert '<label for="wachtwoord">Wachtwoord</label>' in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/config", "/gradio_api/queue/data", "/assets/x.js", "/uitvoer/x/docx", "/verslag", "/bestand"]
)
def test_nothing_of_the_workbench_is_given_without_a_session(client: TestClient, path: str) -> None:
    assert client.get(f"{PREFIX}{path}").status_code == 401
    assert client.post(f"{PREFIX}{path}", headers={"Origin": SITE}).status_code == 401


def test_the_password_opens_and_its_cookie_is_for_the_workbench_alone(client: TestClient) -> None:
    reply = sign_in(client)
    cookie = reply.headers["set-cookie"]
    assert (reply.status_code, reply.headers["location"]) == (303, f"{PREFIX}/")
    assert all(part in cookie for part in ("HttpOnly", "Path=/werkbank", "SameSite=strict", "Secure"))
    assert client.get(f"{PREFIX}/").json() == "de werkbank"
    assert client.get(SIGN_IN).headers["location"] == f"{PREFIX}/"


def test_over_plain_http_the_cookie_goes_without_the_mark_and_the_page_warns(clock: Clock) -> None:
    client = guarded(clock, "http://werkbank.example")
    page = client.get(SIGN_IN)
    reply = sign_in(client, origin="http://werkbank.example")
    assert "Deze verbinding is niet versleuteld." in page.text
    assert (reply.status_code, "Secure" in reply.headers["set-cookie"]) == (303, False)


@pytest.mark.parametrize("password", ["", "fout", PASSWORD.upper(), PASSWORD * 100])
def test_another_password_is_refused_in_dutch_and_gives_no_cookie(client: TestClient, password: str) -> None:
    reply = sign_in(client, password)
    assert (reply.status_code, "set-cookie" in reply.headers) == (403, False)
    assert "Dit wachtwoord klopt niet." in reply.text
    assert 'aria-invalid="true"' in reply.text


def test_after_too_many_tries_even_the_password_has_to_wait(client: TestClient, clock: Clock) -> None:
    tries = [sign_in(client, "fout").status_code for _ in range(TRIES_PER_MINUTE)]
    refused = sign_in(client)
    clock.now += 60
    assert tries == [403] * TRIES_PER_MINUTE
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "12")
    assert "Wacht 12 seconden" in refused.text
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize("origin", ["https://elders.example", "null", "https://werkbank.example.elders", ""])
def test_another_site_can_neither_sign_in_nor_act_with_our_cookie(client: TestClient, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    assert client.post(SIGN_IN, data={"wachtwoord": PASSWORD}, headers=headers).status_code == 403
    sign_in(client)
    refused = client.post(f"{PREFIX}/gradio_api/queue/join", headers=headers)
    assert (refused.status_code, "andere site" in refused.text) == (403, True)
    assert client.post(SIGN_OUT, headers=headers).status_code == 403
    assert client.post(f"{PREFIX}/gradio_api/queue/join", headers={"Origin": SITE}).json() == "gedaan"


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(client: TestClient) -> None:
    sign_in(client)
    kept = client.cookies[COOKIE]
    reply = client.post(SIGN_OUT, headers={"Origin": SITE})
    assert "Max-Age=0" in reply.headers["set-cookie"]
    assert "U bent afgemeld." in client.get(reply.headers["location"]).text
    client.cookies.set(COOKIE, kept)
    assert client.get(f"{PREFIX}/").status_code == 303


def test_a_form_that_is_too_large_is_not_read(client: TestClient) -> None:
    assert sign_in(client, "x" * 300_000).status_code == 413
