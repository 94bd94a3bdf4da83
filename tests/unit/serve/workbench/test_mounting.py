"""The way in to the workbench."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.requests import Request

from sro_assistant.serve.workbench.entrance import is_local
from sro_assistant.serve.workbench.mounting import Build, Doorway, WebApp, WorkbenchError
from sro_assistant.serve.workbench.uploads import UPLOAD
from sro_assistant.settings import Settings

Scope = MutableMapping[str, Any]
Reply = tuple[int, dict[bytes, bytes], str]
ROUNDS = 200


async def public(
    _scope: Scope, _receive: Callable[[], Awaitable[Scope]], send: Callable[[Scope], Awaitable[None]]
) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"openbaar"})


def working(parent: WebApp) -> None:
    parent.get("/werkbank/")(lambda: "de werkbank")


def not_installed(_parent: WebApp) -> None:
    raise WorkbenchError("De werkbank is niet geïnstalleerd. Doe iets.")


def broken(_parent: WebApp) -> None:
    raise KeyError("gradio")


def request(
    path: str = "/werkbank/", method: str = "GET", client: str = "127.0.0.1", **headers: str
) -> Scope:
    named = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (client, 5000),
        "server": ("127.0.0.1", 8000),
    }


async def reply_of(doorway: Doorway, scope: Scope) -> Reply:
    sent: list[Scope] = []

    async def receive() -> Scope:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Scope) -> None:
        sent.append(message)

    await doorway(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body.decode()


def replies(*scopes: Scope, build: Build = working, local: bool = True, ready: bool = False) -> list[Reply]:
    """The replies to requests in turn; `ready` first lets the workbench start."""

    async def ask() -> list[Reply]:
        doorway = Doorway(public, build, Settings(), local=local)
        for _ in range(ROUNDS if ready else 0):
            status, headers, _body = await reply_of(doorway, request())
            if (status, b"refresh" in headers) != (503, True):
                break
            await asyncio.sleep(0.01)
        return [await reply_of(doorway, scope) for scope in scopes]

    return asyncio.run(ask())


def test_other_addresses_go_to_the_public_pages() -> None:
    for path in ("/", "/werkbankje", "/api/ask"):
        assert replies(request(path, client="192.0.2.7")) == [(200, {}, "openbaar")]


def test_the_first_visitor_reads_that_it_is_starting_and_the_page_comes_back() -> None:
    ((status, headers, page),) = replies(request())
    assert (status, headers[b"refresh"], headers[b"retry-after"]) == (503, b"2", b"2")
    assert "De werkbank start op." in page


def test_once_built_it_answers() -> None:
    assert replies(request(), ready=True)[0][2] == '"de werkbank"'


@pytest.mark.parametrize(
    "scope",
    [
        request(client="192.0.2.7"),
        request(client="::ffff:192.0.2.7"),
        request(host="werkbank.example"),
        request(host="127.0.0.1.example:8000"),
        request(origin="https://elders.example"),
        request(origin="null"),
        request(x_forwarded_for="127.0.0.1"),
        request(x_forwarded_host="127.0.0.1"),
        request(forwarded="for=127.0.0.1"),
        request("/werkbank/gradio_api/queue/join", "POST", origin="http://127.0.0.1:9999"),
    ],
    ids=lambda scope: str(scope["headers"][-1][1] + scope["client"][0].encode()),
)
def test_who_is_not_on_this_machine_is_refused_in_dutch(scope: Scope) -> None:
    ((status, _headers, page),) = replies(scope)
    assert status == 403
    assert "alleen op de computer waarop de assistent draait" in page


def test_where_the_server_listens_to_others_even_this_machine_is_refused() -> None:
    assert [reply[0] for reply in replies(request(), local=False)] == [403]


def test_a_page_of_this_server_may_post() -> None:
    scope = request("/werkbank/gradio_api/queue/join", "POST", origin="http://127.0.0.1:8000")
    assert replies(scope, ready=True)[0][0] == 404  # this small workbench has no queue; the door is open
    assert "staat dicht" not in replies(scope, ready=True)[0][2]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/upload_progress"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://elders.example"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/predict"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/heartbeat/x"),
        ("POST", "/bestanden"),
        ("GET", "/bestand"),
        ("GET", "/uitvoer"),
        ("POST", "/uitvoer/x/docx"),
        ("POST", "/verslag"),
        ("POST", "/"),
        ("DELETE", "/assets/x.js"),
        ("GET", "/assets/../gradio_api/info"),
    ],
)
def test_what_the_page_does_not_need_is_shut(method: str, path: str) -> None:
    ((status, _headers, page),) = replies(request(f"/werkbank{path}", method), ready=True)
    assert status == 404
    assert "staat dicht" in page


def test_only_an_upload_may_be_larger_than_a_form() -> None:
    def reading(parent: WebApp) -> None:
        working(parent)
        for path in (UPLOAD, "/werkbank/gradio_api/queue/join"):
            parent.post(path)(read)

    async def read(request: Request) -> int:
        return len(await request.body())

    def sized(path: str, length: int) -> Scope:
        return request(path, "POST", origin="http://127.0.0.1:8000", content_length=str(length))

    found = [
        reply[0]
        for reply in replies(
            sized(UPLOAD, 300_000),
            sized("/werkbank/gradio_api/queue/join", 300_000),
            sized(UPLOAD, 26 * 1024 * 1024),
            build=reading,
            ready=True,
        )
    ]
    assert found == [200, 413, 413]


def test_with_a_password_it_is_for_who_signs_in_wherever_the_server_listens() -> None:
    settings = Settings(workbench_password=SecretStr("een lang wachtwoord"))
    elsewhere = request(client="192.0.2.7", host="werkbank.example", x_forwarded_for="192.0.2.9")

    async def ask() -> tuple[Reply, Reply]:
        doorway = Doorway(public, working, settings, local=False)
        return await reply_of(doorway, elsewhere), await reply_of(doorway, request("/werkbank/config"))

    (led, shut) = asyncio.run(ask())
    assert (led[0], led[1][b"location"]) == (303, b"/werkbank/aanmelden")
    assert (shut[0], "niet (meer) aangemeld" in shut[2]) == (401, True)


def test_without_its_extra_it_says_what_to_install() -> None:
    assert (
        "De werkbank is niet geïnstalleerd. Doe iets."
        in replies(request(), build=not_installed, ready=True)[0][2]
    )


def test_a_workbench_that_cannot_start_leaves_the_rest_alone(caplog: pytest.LogCaptureFixture) -> None:
    broke, rest = replies(request(), request("/"), build=broken, ready=True)
    assert (broke[0], rest) == (503, (200, {}, "openbaar"))
    assert "De vraagpagina werkt wel." in broke[2]
    assert "De werkbank start niet" in caplog.text


def test_stopping_ends_the_workbench_before_the_rest() -> None:
    ended: list[str] = []

    async def scenario() -> None:
        doorway = Doorway(serving, working, Settings(), local=True)
        while (await reply_of(doorway, request()))[0] != 200:  # noqa: ASYNC110 - nothing tells when
            await asyncio.sleep(0.01)

        async def receive() -> Scope:
            return {"type": "lifespan.shutdown"}

        async def send(_message: Scope) -> None:
            ended.append("send")

        await doorway({"type": "lifespan"}, receive, send)
        assert (await reply_of(doorway, request()))[0] == 503

    async def serving(
        _scope: Scope, receive: Callable[[], Awaitable[Scope]], _send: Callable[[Scope], Awaitable[None]]
    ) -> None:
        ended.append((await receive())["type"])

    asyncio.run(scenario())
    assert ended == ["lifespan.shutdown"]


@pytest.mark.parametrize(("address", "local"), [("127.0.0.1", True), ("0.0.0.0", False)])  # noqa: S104 - is what is tested
def test_only_a_loopback_address_is_local(address: str, local: bool) -> None:
    with socket.create_server((address, 0)) as listening:
        assert is_local(listening) is local
