"""Connections that are no requests, or never become one."""

import json
import socket
import threading
from collections.abc import Iterator
from queue import Queue

import pytest
import uvicorn

from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.http.connection import Connection, Server
from sro_assistant.serve.server import address_of, listen
from sro_assistant.settings import Settings

PATIENCE = 10.0
HEADER_SECONDS = 0.3


@pytest.fixture
def port(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that runs in a thread."""
    monkeypatch.setattr("sro_assistant.serve.http.connection.HEADER_SECONDS", HEADER_SECONDS)
    told: Queue[str] = Queue()
    config = uvicorn.Config(
        create_app(lambda: assistant, Settings()), http=Connection, ws="none", log_config=None, lifespan="off"
    )
    listening = listen("127.0.0.1", 0)
    address = address_of(listening)
    server = Server(config, told.put, address)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    assert told.get(timeout=PATIENCE) == address
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)


def exchanged(port: int, *parts: bytes) -> bytes:
    """What comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        for part in parts:
            connection.sendall(part)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_what_is_no_request_is_told_so_in_dutch(port: int) -> None:
    head, _, body = exchanged(port, b"wat is dit?\r\n\r\n").partition(b"\r\n\r\n")
    headers = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    found = json.loads(body)
    assert head.startswith(b"HTTP/1.1 400 ")
    assert headers[b"content-type"] == b"application/problem+json"
    assert found["detail"].startswith("Dit is geen geldige HTTP-aanvraag")
    assert found["request_id"].lower().encode() == headers[b"x-request-id"]


def test_who_says_nothing_is_let_go(port: int) -> None:
    assert exchanged(port) == b""


def test_headers_without_an_end_are_let_go(port: int) -> None:
    assert exchanged(port, b"GET / HTTP/1.1\r\nHost: x\r\nA: ") == b""


def test_a_second_request_without_an_end_is_let_go_after_the_first_is_answered(port: int) -> None:
    first = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    answered = exchanged(port, first, b"GET /healthz HTTP/1.1\r\nHo")
    assert answered.count(b"HTTP/1.1 200") == 1
