"""Two real `sro serve` on one index, while it is rebuilt and damaged beneath them."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from sro_assistant.settings import CHECKOUT

pytestmark = pytest.mark.functional

SRO = "import sys; from sro_assistant.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 60.0
BODY = json.dumps({"question": "Uit wie bestaat de Smart Region Board?"}).encode()


def environment(home: Path) -> dict[str, str]:
    return os.environ | {"SRO_HOME": str(home)}


def sro(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", SRO, *arguments]
    return subprocess.run(  # noqa: S603 - our own command
        command, env=environment(home), capture_output=True, text=True, check=True, timeout=PATIENCE
    ).stdout


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a server; it must end by itself, and well, when it is asked to."""
    command = [sys.executable, "-c", SRO, "serve", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        try:
            yield found[0]
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(PATIENCE) in {0, -signal.SIGTERM}


def ready(address: str) -> tuple[str, str | None]:
    """Which generation answers, and which was refused."""
    with urllib.request.urlopen(f"{address}/readyz") as response:  # noqa: S310 - our own server
        found = json.load(response)
    return found["generation"], found.get("refused")


def asked(address: str) -> str:
    """The generation of an answer; any failure fails the test."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{address}/api/ask", data=BODY, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server
        found = json.load(response)
    assert found["status"] == "answered"
    return str(found["generation"])


def ask_until(addresses: list[str], generation: str) -> None:
    """Asks all servers on and on, until each answers from a generation."""
    end = time.monotonic() + PATIENCE
    while {asked(address) for address in addresses} != {generation}:
        assert time.monotonic() < end


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "corpus", tmp_path / "corpus")
    (tmp_path / "models").symlink_to(CHECKOUT / "models")
    sro(tmp_path, "index")
    return tmp_path


def test_two_servers_follow_an_index_that_is_rebuilt_and_one_started_on_damage_says_so(home: Path) -> None:
    with ExitStack() as both:
        addresses = [both.enter_context(serving(home)) for _ in range(2)]
        assert [asked(address) for address in addresses] == ["gen-000001", "gen-000001"]
        manifest = home / "corpus" / "manifest.toml"
        text = manifest.read_text("utf-8")
        manifest.write_text(text.replace('"SRO-strategienota"', '"De strategienota"'), "utf-8")
        assert "gen-000002" in sro(home, "index")
        ask_until(addresses, "gen-000002")
        assert [ready(address) for address in addresses] == [("gen-000002", None)] * 2
        damaged = home / "index" / "gen-000002" / "vectors.npy"
        truncated = damaged.read_bytes()[:-1]
        damaged.unlink()  # the servers hold the file that they opened
        damaged.write_bytes(truncated)
        (home / "index" / "CURRENT").write_text("gen-000002\n")  # as if it had just been published
        end = time.monotonic() + PATIENCE
        while [ready(address) for address in addresses] != [("gen-000001", "gen-000002")] * 2:
            assert time.monotonic() < end
        sro(home, "index")
        ask_until(addresses, "gen-000003")
