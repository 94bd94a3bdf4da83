"""The socket that listens."""

import errno
import socket
from typing import NoReturn

import pytest

from sro_assistant.errors import InputError
from sro_assistant.serve.server import address_of, listen


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
