"""What Gradio's pages leave open, closed."""

import asyncio
import errno
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from sro_ui.closing import Closing, dutch
from sro_ui.dutch import CANNOT

Scope = MutableMapping[str, Any]
PAGE = (
    '<html lang="en"><head><meta property="og:url" content="https://gradio.app/" />\n'
    '<meta name="twitter:creator" content="@Gradio" /><link rel="manifest" href="/manifest.json" />'
    '<meta charset="utf-8" /></head><body>één</body></html>'
)


def replied(
    content_type: bytes, *parts: bytes, policy: bytes | None = None, status: int = 200
) -> tuple[list[Scope], list[tuple[bytes, bytes]]]:
    """What leaves, and the request headers that arrived inside."""
    sent: list[Scope] = []
    arrived: list[tuple[bytes, bytes]] = []

    async def app(
        scope: Scope, _receive: Callable[[], Awaitable[Scope]], send: Callable[[Scope], Awaitable[None]]
    ) -> None:
        arrived.extend(scope["headers"])
        headers = [
            (b"content-type", content_type),
            (b"content-length", b"1"),
            (b"referrer-policy", b"origin"),
        ]
        if policy is not None:
            headers.append((b"Content-Security-Policy", policy))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for number, part in enumerate(parts, start=1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})

    async def receive() -> Scope:
        return {}

    async def send(message: Scope) -> None:
        sent.append(message)

    request = [(b"accept", b"text/html"), (b"accept-encoding", b"br")]
    asyncio.run(Closing(app)({"type": "http", "headers": request}, receive, send))
    return sent, arrived


def test_a_page_is_dutch_and_names_no_other_site() -> None:
    page = dutch(PAGE)
    assert page.startswith('<html lang="nl"><head><title>Werkbank · SRO-assistent</title>')
    assert "nl-BE" in page
    assert '<meta charset="utf-8" /></head><body>één<noscript><p>De werkbank heeft JavaScript nodig.' in page
    assert not any(word in page for word in ("gradio.app", "twitter", "og:", "manifest"))


def test_a_page_in_parts_leaves_whole_with_its_length_and_the_headers_that_close_it() -> None:
    data = PAGE.encode()
    sent, arrived = replied(b"text/html; charset=utf-8", data[:10], data[10:])
    headers = dict(sent[0]["headers"])
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[1]["body"].decode() == dutch(PAGE)
    assert headers[b"content-length"] == str(len(sent[1]["body"])).encode()
    assert (headers[b"cache-control"], headers[b"referrer-policy"]) == (b"no-store", b"same-origin")
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert arrived == [(b"accept", b"text/html")]


def test_what_is_no_page_passes_as_it_comes() -> None:
    sent, _ = replied(b"text/event-stream", b"a", b"b")
    assert [message.get("body") for message in sent] == [None, b"a", b"b"]
    assert dict(sent[0]["headers"])[b"content-length"] == b"1"


def test_a_page_of_our_own_keeps_its_stricter_policy_and_its_words() -> None:
    sent, _ = replied(b"text/html; charset=utf-8", PAGE.encode(), policy=b"default-src 'none'")
    assert sent[1]["body"] == PAGE.encode()
    assert dict(sent[0]["headers"])[b"Content-Security-Policy"] == b"default-src 'none'"
    assert b"content-security-policy" not in dict(sent[0]["headers"])


@pytest.mark.parametrize(
    ("status", "content_type", "words", "told"),
    [
        (404, b"application/json", b'{"detail":"Not Found"}', CANNOT),
        (422, b"application/json", b'{"detail":[{"msg":"Field required"}]}', CANNOT),
        (500, b"text/plain; charset=utf-8", b"Internal Server Error", "Er ging iets mis bij ons."),
        (413, b"application/json", b'{"detail":"Too large"}', "Wat u stuurt is te groot."),
    ],
)
def test_what_gradio_says_of_a_failure_is_said_in_dutch(
    status: int, content_type: bytes, words: bytes, told: str
) -> None:
    sent, _ = replied(content_type, words[:5], words[5:], status=status)
    headers = dict(sent[0]["headers"])
    assert (sent[0]["status"], headers[b"content-type"]) == (status, b"application/problem+json")
    assert headers[b"content-length"] == str(len(sent[1]["body"])).encode()
    assert json.loads(sent[1]["body"])["detail"].startswith(told)


def test_a_failure_in_our_own_words_passes_as_it_is() -> None:
    sent, _ = replied(b"application/problem+json", b"{}", status=422)
    assert sent[1]["body"] == b"{}"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (KeyError("onbekende functie"), 404),
        (OSError(errno.ENAMETOOLONG, "File name too long"), 404),
        (OSError(errno.ENOSPC, "No space left"), 500),
        (RuntimeError("iets persoonlijks"), 500),
    ],
)
def test_what_breaks_in_gradio_is_told_in_dutch_and_logged_without_its_words(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    sent: list[Scope] = []

    async def app(_scope: Scope, _receive: object, send: Callable[[Scope], Awaitable[None]]) -> None:
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 500, "headers": headers})
        await send({"type": "http.response.body", "body": b"Internal Server Error"})
        raise error  # as Gradio does, once it has said so

    async def receive() -> Scope:
        return {}

    async def send(message: Scope) -> None:
        sent.append(message)

    asyncio.run(Closing(app)({"type": "http", "headers": []}, receive, send))
    assert (sent[0]["status"], json.loads(sent[1]["body"])["status"]) == (status, status)
    assert ("De werkbank:" in caplog.text) is (status == 500)
    assert "persoonlijks" not in caplog.text
