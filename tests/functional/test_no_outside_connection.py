"""Once set up, nothing that the assistant does reaches outside this machine."""

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult

from sro_assistant.offline import SWITCHES
from sro_assistant.settings import CHECKOUT

GUARD = Path(__file__).parent / "outside_guard"
QUESTION = "Wie zit er in de Smart Region Board?"
PATIENCE = 120

pytestmark = pytest.mark.functional


@dataclass(frozen=True)
class Watched:
    """A home of its own, and a way to run Python there with every outside attempt recorded."""

    folder: Path

    @property
    def attempts(self) -> list[str]:
        """What tried to reach outside."""
        record = self.folder / "attempts.txt"
        return record.read_text("utf-8").splitlines() if record.exists() else []

    @property
    def environment(self) -> dict[str, str]:
        """An environment that offers no help: no switch of ours is set, and a key lies ready."""
        kept = {name: value for name, value in os.environ.items() if name not in SWITCHES}
        return kept | {
            "HOME": str(self.folder),
            "SRO_HOME": str(self.folder),
            "PYTHONPATH": str(GUARD),
            "PYTHONUNBUFFERED": "1",
            "OUTSIDE_RECORD": str(self.folder / "attempts.txt"),
            "OPENAI_API_KEY": "a-key-that-nothing-may-use",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs Python with these arguments to its end."""
        return subprocess.run(  # noqa: S603 - our own Python
            [sys.executable, *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def sro(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs the `sro` command to its end."""
        return self.run(str(Path(sys.executable).with_name("sro")), *arguments)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serves on a free port and gives the address that the command prints."""
        command = [sys.executable, str(Path(sys.executable).with_name("sro")), "serve", "--port", "0"]
        with subprocess.Popen(  # noqa: S603 - our own Python
            command,
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server:
            overdue = threading.Timer(PATIENCE, server.kill)
            overdue.start()
            try:
                yield printed_address(server)
            finally:
                overdue.cancel()
                server.terminate()
                server.communicate()


def printed_address(server: "subprocess.Popen[str]") -> str:
    """The address that a starting server prints, once it answers there."""
    printed = []
    for line in server.stdout or ():
        printed.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found.group()
    pytest.fail("the server stopped before it printed its address:\n" + "".join(printed))


def fetch(address: str, body: object = None) -> httpx.Response:
    """The response of an address of this machine; a body is posted as JSON."""
    method = "GET" if body is None else "POST"
    response = httpx.request(method, address, json=body, timeout=PATIENCE, trust_env=False)
    return response.raise_for_status()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """An empty home, watched."""
    return Watched(tmp_path)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """A home with the corpus and the model that ship, indexed under watch."""
    home = Watched(tmp_path_factory.mktemp("home"))
    for name in ("corpus", "models"):
        (home.folder / name).symlink_to(CHECKOUT / name)
    done = home.sro("index")
    assert done.returncode == 0, done.stdout + done.stderr
    return home


@pytest.mark.parametrize(
    ("attempt", "recorded"),
    [
        ("socket.create_connection(('192.0.2.1', 80))", ["socket.getaddrinfo '192.0.2.1'"]),
        ("socket.socket().connect(('192.0.2.1', 80))", ["socket.connect '192.0.2.1'"]),
        ("socket.getaddrinfo('voorbeeld.invalid', 443)", ["socket.getaddrinfo 'voorbeeld.invalid'"]),
    ],
)
def test_the_guard_records_and_refuses_a_planted_attempt(
    watched: Watched, attempt: str, recorded: list[str]
) -> None:
    done = watched.run("-c", f"import socket; {attempt}")

    assert done.returncode != 0
    assert "outside connection refused" in done.stderr
    assert watched.attempts == recorded


def test_the_guard_also_watches_the_processes_that_a_process_starts(watched: Watched) -> None:
    child = "import socket; socket.getaddrinfo('voorbeeld.invalid', 443)"
    watched.run("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")

    assert watched.attempts == ["socket.getaddrinfo 'voorbeeld.invalid'"]


def test_the_guard_lets_a_connection_to_this_machine_through(watched: Watched) -> None:
    local = "s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    done = watched.run("-c", f"import socket; {local}")

    assert (done.returncode, done.stderr, watched.attempts) == (0, "", [])


def test_building_the_index_tries_no_outside_connection(indexed: Watched) -> None:
    assert indexed.attempts == []


def test_asking_tries_no_outside_connection(indexed: Watched) -> None:
    done = indexed.sro("ask", QUESTION, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["citations"]
    assert indexed.attempts == []


def test_serving_pages_answers_and_searches_tries_no_outside_connection(indexed: Watched) -> None:
    with indexed.serving() as address:
        page = fetch(f"{address}/").text
        answer = fetch(f"{address}/api/ask", {"question": QUESTION}).json()
        found = fetch(f"{address}/api/search?q=board&k=3").json()
        chat = {"model": "sro-assistent", "messages": [{"role": "user", "content": QUESTION}]}
        said = fetch(f"{address}/v1/chat/completions", chat).json()

    assert "<html" in page.lower()
    assert answer["citations"]
    assert found["passages"]
    assert "**Bronnen**" in said["choices"][0]["message"]["content"]
    assert indexed.attempts == []


def test_answering_an_mcp_client_tries_no_outside_connection(indexed: Watched) -> None:
    server = StdioServerParameters(
        command=str(Path(sys.executable).with_name("sro")), args=["mcp"], env=indexed.environment
    )

    async def ask() -> CallToolResult:
        async with asyncio.timeout(PATIENCE), Client(stdio_client(server)) as client:
            return await client.call_tool("vraag", {"vraag": QUESTION})

    answer = asyncio.run(ask())

    assert answer.structured_content is not None
    assert answer.structured_content["citations"]
    assert indexed.attempts == []
