"""The API on the shipped corpus, over the wire."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sro_assistant.settings import Settings

pytestmark = pytest.mark.functional

PATIENCE = 30.0
QUESTIONS = (
    "Wie zit er in de Smart Region Board?",
    "Wat zijn de strategische doelstellingen?",
    "Hoe kan mijn gemeente meedoen met City of Things?",
    "Welke rollen heeft de Smart Region Office?",
    "Hoeveel budget is er voor slimme steden?",
    "Wie is de burgemeester van Parijs?",
)


class Served(Protocol):
    """A server under test."""

    @property
    def address(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def log(self) -> Path: ...


@pytest.fixture(scope="module")
def http(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, timeout=PATIENCE, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("question", QUESTIONS)
def test_quotes_links_and_passages_all_lead_to_the_same_words(http: httpx.Client, question: str) -> None:
    body = http.post("/api/ask", json={"question": question}).raise_for_status().json()
    assert body["citations"] or body["related"] or body["status"] == "out_of_scope"
    for citation in [*body["citations"], *(item["citation"] for item in body["related"])]:
        document = http.get(f"/api/documents/{citation['document_id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
        place = {name: int(value) for name, (value,) in parse_qs(urlsplit(citation["href"]).query).items()}
        assert place == {"van": citation["start"], "tot": citation["end"]}
        passage = http.get(f"/api/passages/{citation['passage_id']}").json()
        assert document["text"][passage["start"] : passage["end"]] == passage["text"]
        assert passage["start"] <= citation["start"] < citation["end"] <= passage["end"]
    for sentence in body["sentences"]:
        assert sentence["citations"]
        quotes = " ".join(body["citations"][number - 1]["quote"] for number in sentence["citations"])
        assert not sentence["verbatim"] or " ".join(sentence["text"].split()) in " ".join(quotes.split())


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_stream_tells_what_the_plain_road_tells(http: httpx.Client, question: str) -> None:
    plain = http.post("/api/ask", json={"question": question}).raise_for_status().json()
    told = []
    with http.stream("POST", "/api/ask/stream", json={"question": question}) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        for block in "".join(response.iter_text()).removesuffix("\n\n").split("\n\n"):
            name, data = block.split("\n")
            told.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    names = [name for name, _ in told]
    assert names == ["retrieved", *["sentence"] * len(plain["sentences"]), "done"]
    assert told[-1][1]["answer"] == plain["answer"]
    assert [data["text"] for name, data in told if name == "sentence"] == [
        sentence["text"] for sentence in plain["sentences"]
    ]


@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60))
def test_a_question_comes_back_as_it_was_read_or_is_refused(http: httpx.Client, text: str) -> None:
    response = http.post("/api/ask", json={"question": f"{text} SRB"})
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert response.json()["query"]["resolved"].endswith("SRB")


def test_searching_keeps_to_its_limits(http: httpx.Client) -> None:
    found = http.get("/api/search", params={"q": "strategie", "k": 5, "documents": "strategienota"}).json()
    assert [p["document_id"] for p in found["passages"]] == ["strategienota"] * 5
    scores = [p["score"] for p in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert http.get("/api/search", params={"q": "strategie", "documents": "weg"}).status_code == 404


def test_clients_that_hang_up_leave_nothing_behind(served: Served, http: httpx.Client) -> None:
    body = json.dumps({"question": QUESTIONS[0]}).encode()
    head = (
        "POST /api/ask/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
            connection.sendall(head.encode() + body)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        lines = http.get("/metrics").text.splitlines()
        if {"sro_answers_running 0.0", "sro_answers_waiting 0.0", "sro_requests_in_flight 1.0"} <= set(lines):
            return
        time.sleep(0.1)
    pytest.fail("answers still run for clients that have gone")


def test_more_than_it_can_take_is_told_to_come_back(
    settings: Settings, start_server: Callable[..., Served]
) -> None:
    crowded = start_server(settings.home, SRO_ANSWERS_AT_ONCE="1", SRO_ANSWERS_WAITING="1")
    found: list[httpx.Response] = []

    def ask() -> None:
        body = {"question": QUESTIONS[1]}
        address = f"{crowded.address}/api/ask"
        found.append(httpx.post(address, json=body, timeout=PATIENCE, trust_env=False))

    threads = [threading.Thread(target=ask) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [response for response in found if response.status_code == 429]
    assert {response.status_code for response in found} == {200, 429}
    assert all(response.headers["retry-after"] == "2" for response in refused)
    assert all(response.json()["title"] == "Te veel aanvragen" for response in refused)


def test_the_log_is_json_without_a_word_of_the_question(served: Served, http: httpx.Client) -> None:
    http.post("/api/ask", json={"question": "Wat is een zeldzaamwoord?"}, headers={"x-request-id": "een-id"})
    http.get("/api/search", params={"q": "zeldzaamwoord"})
    deadline = time.monotonic() + PATIENCE
    while "een-id" not in served.log.read_text("utf-8") and time.monotonic() < deadline:
        time.sleep(0.1)
    text = served.log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines() if not line.startswith("Let op: ")]
    (asked,) = [line for line in lines if line.get("request_id") == "een-id"]
    assert (asked["method"], asked["route"], asked["status"]) == ("POST", "/api/ask", 200)
    assert "zeldzaamwoord" not in text
    assert "127.0.0.1" not in text
