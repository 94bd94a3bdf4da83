"""What Gradio's pages leave open, closed."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sro_ui.closing import Closing, dutch

Scope = MutableMapping[str, Any]
PAGE = (
    '<html lang="en"><head><meta property="og:url" content="https://gradio.app/" />\n'
    '<meta name="twitter:creator" content="@Gradio" /><link rel="manifest" href="/manifest.json" />'
    '<meta charset="utf-8" /></head><body>één</body></html>'
)


def replied(
    content_type: bytes, *parts: bytes, policy: bytes | None = None
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
        await send({"type": "http.response.start", "status": 200, "headers": headers})
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
