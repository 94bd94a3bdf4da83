"""The machine: Python, system, cores, memory, and whether the home folder can be written to."""

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong
from sro_assistant.dutch.numbers import decimal

GIGABYTE = 1e9
LEAST_DISK = 0.5
LEAST_MEMORY = 1.0


def look(home: Path) -> Iterator[Finding]:
    """What the machine has and lacks; a number that it does not tell is left out."""
    yield ok(Area.MACHINE, f"Python {platform.python_version()} op {platform.system()} {platform.release()}")
    yield ok(Area.MACHINE, f"{os.cpu_count() or 1} rekenkernen, {platform.machine()}")
    memory = _memory()
    if memory is not None:
        enough = memory >= LEAST_MEMORY
        text = f"{decimal(memory, 1)} GB geheugen"
        yield ok(Area.MACHINE, text) if enough else note(Area.MACHINE, f"{text}; 1 GB is het minimum")
    yield from _disk(home)


def _disk(home: Path) -> Iterator[Finding]:
    if not home.is_dir():
        yield wrong(
            Area.MACHINE, f"De hoofdmap {home} bestaat niet of is niet leesbaar.", f"mkdir -p '{home}/corpus'"
        )
        return
    free = shutil.disk_usage(home).free / GIGABYTE
    text = f"{decimal(free, 1)} GB vrij op de schijf van {home}"
    if free >= LEAST_DISK:
        yield ok(Area.MACHINE, text)
    else:
        yield wrong(Area.MACHINE, f"{text}: te weinig om een index te bouwen.", f"df -h '{home}'")
    place = home / "index" if (home / "index").is_dir() else home
    if not os.access(place, os.W_OK | os.X_OK):
        text = f"U mag niet schrijven in {place}: de index die er staat werkt, maar bijwerken kan niet."
        yield note(Area.MACHINE, text, f"chmod u+wx '{place}'")


def _memory() -> float | None:
    """Gigabytes of memory; None where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / GIGABYTE
    except (AttributeError, ValueError, OSError):
        return None
