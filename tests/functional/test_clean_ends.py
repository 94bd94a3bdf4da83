"""`sro serve` starts with a clear word or not at all, and stops without breaking anything off."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from sro_assistant.settings import CHECKOUT, Settings

pytestmark = pytest.mark.functional

PATIENCE = 60.0
SLOW_SERVER = """
    import sys, time
    from dataclasses import dataclass
    from sro_assistant.domain import Answer, Language, Mode, Query, Status
    from sro_assistant.serve.server import listen, serve
    from sro_assistant.settings import CHECKOUT, Settings

    class Slow:
        generation = "gen-000001"
        first = True
        def ask(self, request):
            time.sleep(0 if self.first else float(sys.argv[1]))
            self.first = False
            query = Query(
                question=request.question, meant=request.question, resolved=request.question,
                dutch=request.question,
                language=Language.DUTCH, terms={},
            )
            return Answer(
                question=request.question, status=Status.NOT_FOUND, mode=Mode.EXTRACTIVE, query=query,
                guidance="Niets.",
            )

    assistant = Slow()
    with listen("127.0.0.1", 0) as listening:
        serve(
            listening, lambda: assistant, Settings(grace_seconds=float(sys.argv[2])), lambda app: None,
            lambda address: print(address, flush=True),
        )
"""


class Served(Protocol):
    """A server under test."""

    @property
    def address(self) -> str: ...

    @property
    def process(self) -> "subprocess.Popen[bytes]": ...


StartServer = Callable[..., Served]


def sro_serve(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`sro serve` where it cannot start: it ends by itself."""
    return subprocess.run(  # noqa: S603 - our own command
        [str(Path(sys.executable).with_name("sro")), "serve", "--port", "0", *arguments],
        env=dict(os.environ) | {"SRO_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def slow_server(seconds: float, grace: float) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server whose answers take some seconds, and its address."""
    command = [sys.executable, "-c", textwrap.dedent(SLOW_SERVER), str(seconds), str(grace)]
    with subprocess.Popen(  # noqa: S603 - our own Python
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, (process.stdout.readline() if process.stdout else "").strip()
        finally:
            process.kill()


def asking(address: str, path: str = "/api/ask") -> socket.socket:
    """A connection on which a question was put and not yet answered."""
    port = int(address.rsplit(":", 1)[1])
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    body = b'{"question": "Wat is de SRB?"}'
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    time.sleep(0.5)
    return connection


def everything(connection: socket.socket) -> str:
    """What comes in until the other side closes."""
    parts = iter(lambda: connection.recv(65_536), b"")
    return b"".join(parts).decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_order_to_stop_ends_an_idle_server_well(
    settings: Settings, start_server: StartServer, number: signal.Signals
) -> None:
    served = start_server(settings.home)
    assert httpx.get(f"{served.address}/readyz", trust_env=False).status_code == 200
    served.process.send_signal(number)
    assert served.process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("path", "end"), [("/api/ask", '"status":"not_found"'), ("/api/ask/stream", "event: done")]
)
def test_a_running_answer_is_finished_before_the_end(path: str, end: str) -> None:
    with slow_server(seconds=2, grace=20) as (process, address), asking(address, path) as connection:
        process.terminate()
        told = everything(connection)
        assert told.startswith("HTTP/1.1 200")
        assert end in told
        assert process.wait(PATIENCE) == 0


def test_no_new_question_is_taken_while_it_ends() -> None:
    with slow_server(seconds=2, grace=20) as (process, address), asking(address):
        process.terminate()
        time.sleep(0.5)
        with pytest.raises(ConnectionRefusedError):
            asking(address)


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_a_second_order_to_stop_ends_it_at_once(second: signal.Signals) -> None:
    with slow_server(seconds=30, grace=60) as (process, address), asking(address):
        process.terminate()
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(second)
        assert process.wait(3) == -second


def test_an_answer_that_outlives_the_grace_does_not_keep_it_alive() -> None:
    with slow_server(seconds=40, grace=1) as (process, address), asking(address):
        process.terminate()
        assert process.wait(10) == 1
        assert "niet op tijd klaar" in process.communicate()[1]


def test_a_port_in_use_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = sro_serve(tmp_path, "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "is al in gebruik" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_another_machine_is_told(tmp_path: Path) -> None:
    for host in ("192.0.2.1", "a" * 300):
        done = sro_serve(tmp_path, "--host", host)
        assert (done.returncode, done.stdout) == (1, "")
        assert "--host" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_home_without_sources_is_told(tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(CHECKOUT / "models")
    done = sro_serve(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "\nFout: " in f"\n{done.stderr}"
    assert "Traceback" not in done.stderr


@pytest.fixture
def own_copy(settings: Settings, tmp_path: Path) -> Path:
    """A home with an index of its own."""
    shutil.copytree(settings.home, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def test_a_missing_index_is_built_and_a_damaged_one_is_mended(
    own_copy: Path, start_server: StartServer
) -> None:
    index = own_copy / "index"
    shutil.rmtree(index)
    assert httpx.get(f"{start_server(own_copy).address}/readyz", trust_env=False).json()["status"] == "ok"
    for texts in index.glob("gen-*/texts.sqlite"):
        texts.write_bytes(b"garbage" * 600)
    answered = httpx.get(f"{start_server(own_copy).address}/readyz", trust_env=False)
    assert (answered.status_code, answered.json()["status"]) == (200, "ok")


@pytest.mark.parametrize("obstacle", ["a file", "a folder without rights"])
def test_an_index_that_cannot_be_written_says_what_to_do(own_copy: Path, obstacle: str) -> None:
    index = own_copy / "index"
    shutil.rmtree(index)
    if obstacle == "a file":
        index.write_text("x")
    elif os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    else:
        index.mkdir(mode=0o500)
    done = sro_serve(own_copy)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(index) in done.stderr
    assert "Traceback" not in done.stderr
