"""An answer as server-sent events."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import JsonValue

from sro_assistant.serve.schemas import AskResponse, SearchResponse, SentenceEvent

Event = tuple[str, dict[str, JsonValue]]


def events(body: str) -> Iterator[Event]:
    """The events of a stream; fails where one is not a name and one line of JSON."""
    assert body.endswith("\n\n")
    for block in body[:-2].split("\n\n"):
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def asked(client: TestClient, question: str) -> list[Event]:
    response = client.post("/api/ask/stream", json={"question": question})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    return list(events(response.text))


def test_the_passages_come_first_the_sentences_in_order_and_the_whole_last(client: TestClient) -> None:
    told = asked(client, "Wie zit er in de Board?")
    assert [name for name, _ in told] == ["retrieved", "sentence", "sentence", "sentence", "done"]
    SearchResponse.model_validate(told[0][1])
    done = AskResponse.model_validate(told[-1][1])
    sentences = [SentenceEvent.model_validate(data) for name, data in told if name == "sentence"]
    assert [s.position for s in sentences] == [1, 2, 3]
    assert [s.model_dump(exclude={"position", "cited"}) for s in sentences] == [
        s.model_dump() for s in done.sentences
    ]
    assert [[c.number for c in s.cited] for s in sentences] == [s.citations for s in done.sentences]
    assert all(c in done.citations for s in sentences for c in s.cited)


def test_the_stream_ends_in_the_same_answer_as_the_plain_road(client: TestClient) -> None:
    question = "Wie zit er in de Board?"
    plain = client.post("/api/ask", json={"question": question}).json()
    _, streamed = asked(client, question)[-1]
    for changing in ("answer_id", "timings_ms"):
        del plain[changing], streamed[changing]
    assert streamed == plain


def test_a_declined_question_has_no_sentences(client: TestClient) -> None:
    told = asked(client, "Wie is de voorzitter?")
    assert [name for name, _ in told] == ["retrieved", "done"]
    assert told[-1][1]["status"] == "not_found"


def test_a_question_that_cannot_be_read_never_starts_a_stream(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": " "})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_stream_that_breaks_says_so_and_ends(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> Iterator[bytes]:
        yield b'event: retrieved\ndata: {"query": {}}\n\n'
        raise RuntimeError("geheim")

    monkeypatch.setattr("sro_assistant.serve.stream.events_of", broken)
    response = client.post("/api/ask/stream", json={"question": "Wie zit er in de Board?"})
    assert response.status_code == 200
    (_, (name, problem)) = events(response.text)
    assert (name, problem["status"]) == ("error", 500)
    assert problem["request_id"] == response.headers["x-request-id"]
    assert "geheim" not in response.text
