"""How much may be asked: by one client, and by all together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.http.limits import Admission, RateLimit
from sro_assistant.serve.http.problems import TooManyRequestsError
from sro_assistant.settings import Settings

HOME = "192.0.2.1"


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def taken(limit: RateLimit, address: str, times: int) -> list[bool]:
    """Which of a number of requests get through."""
    return [passes(lambda: limit.take(address)) for _ in range(times)]


def passes(take: Callable[[], None]) -> bool:
    try:
        take()
    except TooManyRequestsError:
        return False
    return True


def test_a_minutes_worth_may_come_at_once_and_no_more() -> None:
    limit = RateLimit(3, Clock())
    assert taken(limit, HOME, 5) == [True, True, True, False, False]


def test_what_is_refused_says_when_there_is_a_token_again() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    taken(limit, HOME, 3)
    with pytest.raises(TooManyRequestsError) as refused:
        limit.take(HOME)
    assert (refused.value.reason, refused.value.retry_seconds) == ("rate", 20)
    clock.now = 19.9
    assert taken(limit, HOME, 1) == [False]
    clock.now = 20.0
    assert taken(limit, HOME, 2) == [True, False]


def test_one_client_does_not_use_up_another_ones_share() -> None:
    limit = RateLimit(1, Clock())
    assert [taken(limit, f"192.0.2.{n}", 1) for n in range(3)] == [[True]] * 3


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "", True),
    ],
)
def test_a_household_is_one_client(first: str, second: str, same: bool) -> None:
    limit = RateLimit(1, Clock())
    assert (taken(limit, first, 1), taken(limit, second, 1)) == ([True], [not same])


def test_no_limit_keeps_nothing() -> None:
    limit = RateLimit(0, Clock())
    assert all(taken(limit, HOME, 100))
    assert len(limit) == 0


def test_a_client_is_forgotten_once_its_share_is_whole_again() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    for number in range(50):
        limit.take(f"192.0.2.{number}")
    clock.now = 61.0
    limit.take(HOME)
    assert len(limit) == 1


def test_an_address_is_nowhere_in_what_is_kept() -> None:
    limit = RateLimit(3, Clock())
    limit.take(HOME)
    assert HOME not in repr(vars(limit))


def test_the_clients_that_are_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sro_assistant.serve.http.limits._MOST_CLIENTS", 10)
    limit = RateLimit(3, Clock())
    for number in range(50):
        limit.take(f"192.0.2.{number}")
    assert len(limit) <= 11


async def _hold(admission: Admission, order: list[int], number: int, release: asyncio.Event) -> None:
    async with admission.slot():
        order.append(number)
        await release.wait()


def test_answers_go_in_order_and_a_full_row_is_refused_at_once() -> None:
    async def scene() -> list[int]:
        admission, order, release = Admission(1, 2, 5), list[int](), asyncio.Event()
        holders = [asyncio.create_task(_hold(admission, order, n, release)) for n in range(3)]
        await asyncio.sleep(0)
        assert (admission.running, admission.waiting) == (1, 2)
        with pytest.raises(TooManyRequestsError, match="te veel vragen"):
            await _hold(admission, order, 9, release)
        release.set()
        await asyncio.gather(*holders)
        assert (admission.running, admission.waiting) == (0, 0)
        return order

    assert asyncio.run(scene()) == [0, 1, 2]


def test_who_waits_too_long_is_told_and_leaves_no_trace() -> None:
    async def scene() -> None:
        admission, release = Admission(1, 2, 0.01), asyncio.Event()
        holder = asyncio.create_task(_hold(admission, [], 0, release))
        await asyncio.sleep(0)
        with pytest.raises(TooManyRequestsError):
            await _hold(admission, [], 1, release)
        assert admission.waiting == 0
        release.set()
        await holder
        async with admission.slot():
            assert admission.running == 1

    asyncio.run(scene())


def test_who_goes_away_while_waiting_gives_up_the_place() -> None:
    async def scene() -> None:
        admission, release = Admission(1, 1, 5), asyncio.Event()
        holder = asyncio.create_task(_hold(admission, [], 0, release))
        waiter = asyncio.create_task(_hold(admission, [], 1, release))
        await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)
        assert admission.waiting == 0
        release.set()
        await holder
        assert admission.running == 0

    asyncio.run(scene())


@pytest.fixture
def limited(assistant: Assistant) -> TestClient:
    return TestClient(create_app(lambda: assistant, Settings(rate_per_minute=2)))


def test_a_client_over_its_rate_gets_a_problem_with_a_time(limited: TestClient) -> None:
    responses = [limited.get("/api/documents") for _ in range(3)]
    assert [r.status_code for r in responses] == [200, 200, 429]
    refused = responses[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 30
    assert refused.json()["request_id"] == refused.headers["x-request-id"]
    assert "Wacht even" in refused.json()["detail"]
    assert "content-security-policy" in refused.headers


def test_a_visitor_over_the_rate_gets_a_page(limited: TestClient) -> None:
    responses = [limited.get("/bronnen") for _ in range(3)]
    assert responses[-1].status_code == 429
    assert "<h1>Te veel aanvragen</h1>" in responses[-1].text


def test_probes_are_never_limited(limited: TestClient) -> None:
    paths = ("/healthz", "/readyz", "/metrics", "/static/style.css")
    assert [limited.get(path).status_code for path in paths * 3] == [200] * 12


def test_a_body_that_comes_in_too_slowly_is_refused(assistant: Assistant) -> None:
    app = create_app(lambda: assistant, Settings(body_seconds=0.01))
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        if not sent:
            await asyncio.sleep(0.5)
        return {"type": "http.request", "body": b"{", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "method": "POST",
        "path": "/api/ask",
        "raw_path": b"/api/ask",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": (HOME, 1),
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # MutableMapping against dict
    assert sent[0]["status"] == 408


def test_the_counts_tell_what_happened_and_nothing_of_who(limited: TestClient) -> None:
    limited.post("/api/ask", json={"question": "Wie is de voorzitter van het geheim?"})
    limited.get("/api/documents/geheim")
    limited.get("/api/documents/geheim")
    text = limited.get("/metrics").text
    for line in (
        'sro_requests_total{method="POST",route="/api/ask",status="200"} 1.0',
        'sro_requests_total{method="GET",route="/api/documents/{document_id}",status="404"} 1.0',
        'sro_requests_total{method="GET",route="-",status="429"} 1.0',
        'sro_answers_total{status="not_found"} 1.0',
        'sro_rejected_total{reason="rate"} 1.0',
        'sro_request_seconds_count{route="/api/ask"} 1.0',
        "sro_requests_in_flight 1.0",
        'sro_index_info{generation="gen-000007"} 1.0',
    ):
        assert line in text.splitlines()
    assert "geheim" not in text
    assert "testclient" not in text
    assert "process_" not in text
