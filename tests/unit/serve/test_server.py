"""The socket that listens and the assistant that is opened once."""

import errno
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest

from sro_assistant.errors import IndexMissingError, InputError
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.server import OpenOnce, address_of, listen


def test_many_askers_open_one_assistant(assistant: Assistant) -> None:
    opened: list[Assistant] = []

    def opening() -> Assistant:
        opened.append(assistant)
        return assistant

    source = OpenOnce(opening)
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: source(), range(50)))
    assert opened == [assistant]
    assert all(one is assistant for one in given)


def test_an_opening_that_fails_is_tried_again(assistant: Assistant) -> None:
    answers: list[Assistant | None] = [None, assistant]

    def opening() -> Assistant:
        found = answers.pop(0)
        if found is None:
            raise IndexMissingError("Er is nog geen index.")
        return found

    source = OpenOnce(opening)
    with pytest.raises(IndexMissingError):
        source()
    assert source() is assistant


def test_closing_lets_the_next_asker_open_again(assistant: Assistant) -> None:
    opened: list[int] = []

    def opening() -> Assistant:
        opened.append(1)
        return assistant

    source = OpenOnce(opening)
    source.close()
    source()
    source.close()
    source()
    assert len(opened) == 2


def test_port_zero_takes_a_free_port_and_names_it() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert port > 0
        assert address_of(listening) == f"http://127.0.0.1:{port}"
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            assert connection.getpeername() == ("127.0.0.1", port)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EADDRINUSE, "Poort 80 is al in gebruik"),
        (errno.EACCES, "U mag poort 80 niet gebruiken"),
        (errno.EADDRNOTAVAIL, "Ik kan niet luisteren op 127.0.0.1, poort 80"),
    ],
)
def test_a_refused_address_says_what_to_do(monkeypatch: pytest.MonkeyPatch, number: int, told: str) -> None:
    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise OSError(number, "no")

    monkeypatch.setattr("socket.create_server", refuse)
    with pytest.raises(InputError, match=told):
        listen("127.0.0.1", 80)
