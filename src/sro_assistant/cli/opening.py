"""What the commands share: the index brought up to date, the assistant opened."""

import sys
from contextlib import closing

from sro_assistant.answer.compose import Assistant
from sro_assistant.cli.console import Progress, say
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.disk import IndexWriteError
from sro_assistant.settings import Settings
from sro_assistant.wiring import BuildReport, open_assistant, update_index


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
    """The assistant; where there is no index that can serve, one is built first."""
    try:
        return open_assistant(settings)
    except IndexMissingError:
        say("Er is nog geen zoekindex. Ik maak ze nu.", sys.stderr)
    except IndexDamagedError as error:
        say(f"Let op: {error} Ik doe dat nu.", sys.stderr)
    build(settings)
    return open_assistant(settings)
