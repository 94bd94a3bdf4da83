"""What the commands share: the index brought up to date, the assistant opened."""

import sys
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from sro_assistant.answer.compose import Assistant
from sro_assistant.answer.shelves import Shelves
from sro_assistant.cli.console import Progress, say
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.disk import IndexWriteError
from sro_assistant.settings import Settings
from sro_assistant.wiring import BuildReport, open_assistant, open_shelves, update_index

Opened = TypeVar("Opened")


def build(settings: Settings) -> BuildReport:
    """Builds or updates the index, with its progress and its warnings on stderr."""
    with closing(Progress()) as progress:
        report = update_index(settings, progress)
    for problem in report.problems:
        say(f"Let op: {problem}", sys.stderr)
    return report


def build_or_go_on(settings: Settings) -> None:
    """Builds or updates the index; where that fails, the one that is there serves on, and it says so."""
    try:
        build(settings)
    except (IndexWriteError, IndexDamagedError) as error:
        say(f"Let op: {error}", sys.stderr)


def open_or_build(settings: Settings) -> Assistant:
    """The assistant on the documents; where there is no index that can serve, one is built first."""
    return opened_or_built(settings, open_assistant)


def open_shelves_or_build(settings: Settings) -> Shelves:
    """The assistant on documents and fact sheets; where there is no index that can serve, one is built."""
    return opened_or_built(settings, open_shelves)


def opened_or_built(settings: Settings, opening: Callable[[Settings], Opened]) -> Opened:
    """What `opening` opens; where there is no index that can serve, one is built first."""
    try:
        return opening(settings)
    except IndexMissingError:
        say("Er is nog geen zoekindex. Ik maak ze nu.", sys.stderr)
    except IndexDamagedError as error:
        say(f"Let op: {error} Ik doe dat nu.", sys.stderr)
    build(settings)
    return opening(settings)
