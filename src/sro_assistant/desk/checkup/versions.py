"""The package and its libraries: there, and as its requirements and the tested versions say."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong

PACKAGE = "sro-assistant"
REINSTALL = f"python -m pip install --upgrade '{PACKAGE}'"
_PIN = re.compile(r"([\w.-]+)==(\S+)")


def look(checkout: Path) -> Iterator[Finding]:
    """Each library that is missing or unfit, then how many are as they were tested."""
    mend = "make start" if (checkout / "Makefile").is_file() else REINSTALL
    try:
        required = [Requirement(line) for line in metadata.requires(PACKAGE) or ()]
        yield ok(Area.VERSIONS, f"{PACKAGE} {metadata.version(PACKAGE)}")
    except (metadata.PackageNotFoundError, InvalidRequirement):
        yield wrong(Area.VERSIONS, f"{PACKAGE} is niet geïnstalleerd.", mend)
        return
    needed = [library for library in required if library.marker is None or library.marker.evaluate()]
    fit = []
    for library in needed:
        version = _installed(library.name)
        if version is None:
            yield wrong(Area.VERSIONS, f"{library.name} ontbreekt.", mend)
        elif not library.specifier.contains(version, prereleases=True):
            text = f"{library.name} {version} past niet: nodig is {library.specifier}."
            yield wrong(Area.VERSIONS, text, mend)
        else:
            fit.append(f"{library.name} {version}")
    yield ok(Area.VERSIONS, f"{len(fit)} van {len(needed)} bibliotheken passen: {', '.join(fit)}")
    yield from _other_than_tested(checkout / "requirements" / "constraints.txt", mend)


def _other_than_tested(constraints: Path, mend: str) -> Iterator[Finding]:
    """Libraries in another version than the one that the checks ran with."""
    if not constraints.is_file():
        return
    pins = dict(_PIN.findall(constraints.read_text("utf-8")))
    others = []
    for name, tested in pins.items():
        version = _installed(name)
        if version is not None and version.partition("+")[0] != tested:
            others.append(f"{name} {version} (getest: {tested})")
    if others:
        yield note(Area.VERSIONS, f"Niet de geteste versie: {', '.join(others)}", mend)
    else:
        yield ok(Area.VERSIONS, "Alles wat geïnstalleerd is, heeft de geteste versie.")


@cache
def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
