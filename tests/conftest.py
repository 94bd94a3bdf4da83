"""The shipped corpus and model, indexed once for all tests that need the real parts."""

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Assistant
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import open_assistant, update_index


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of the tests' own, with the shipped corpus and model and its index built."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(CHECKOUT / "corpus", home / "corpus")
    (home / "models").symlink_to(CHECKOUT / "models")
    settings = Settings(home=home)
    update_index(settings, lambda _label, _done, _total: None)
    return settings


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Iterator[Assistant]:
    """The assistant on that index."""
    opened = open_assistant(settings)
    yield opened
    opened.close()


@dataclasses.dataclass(frozen=True)
class Home:
    """A home whose corpus a test may change."""

    settings: Settings

    @property
    def corpus(self) -> Path:
        return self.settings.corpus_dir


@pytest.fixture
def own_home(tmp_path: Path) -> Home:
    """A fresh copy of the corpus, not yet indexed."""
    shutil.copytree(CHECKOUT / "corpus", tmp_path / "corpus")
    (tmp_path / "models").symlink_to(CHECKOUT / "models")
    return Home(Settings(home=tmp_path))


@dataclasses.dataclass(frozen=True)
class Served:
    """A `sro serve` of the tests' own, on a free port of this machine."""

    process: "subprocess.Popen[bytes]"
    log: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


StartServer = Callable[..., Served]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Starts `sro serve` on a home, with settings as SRO_ variables; ends what still runs."""
    started: list[subprocess.Popen[bytes]] = []

    def start(home: Path, **environment: str) -> Served:
        log = tmp_path_factory.mktemp("log") / "err.txt"
        with log.open("wb") as stderr:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [str(Path(sys.executable).with_name("sro")), "serve", "--port", "0"],
                env=dict(os.environ) | {"SRO_HOME": str(home)} | environment,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        started.append(process)
        told = (process.stdout.readline() if process.stdout else b"").decode()
        if "http://" not in told:
            pytest.fail(f"the server did not start:\n{told}{log.read_text('utf-8')}")
        return Served(process, log, int(told.rsplit(":", 1)[1]))

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def served(settings: Settings, start_server: StartServer) -> Served:
    """A server on the shipped corpus, without a limit on rate."""
    return start_server(settings.home, SRO_RATE_PER_MINUTE="0")
