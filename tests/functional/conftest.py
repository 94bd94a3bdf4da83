"""The shipped corpus and model, indexed once for all functional tests."""

import dataclasses
import shutil
from collections.abc import Iterator
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
