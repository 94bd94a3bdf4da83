"""The index: which generation serves, whether it is current, what is damaged or left behind."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import CURRENT, current_generation, generations, spares

REBUILD = "sro index"
_LEFT = re.compile(r"tmp-\d+-\d+")
_MEND = re.compile(r"\s*Bouw de index opnieuw met: sro index$")


def look_at_sheets(index_dir: Path, now: Fingerprint | None) -> Iterator[Finding]:
    """The state of the fact sheets' own index; nothing where there are neither sheets nor an index."""
    if generations(index_dir) or (now is not None and now.sources):
        for finding in look(index_dir, now):
            yield replace(finding, text=f"Fiches: {finding.text}")


def look(index_dir: Path, now: Fingerprint | None) -> Iterator[Finding]:
    """The generation that serves and its damage; `now` is what an index built today would be built from."""
    names = generations(index_dir)
    current = current_generation(index_dir)
    if not names:
        yield wrong(Area.INDEX, f"Er is nog geen zoekindex in {index_dir}.", REBUILD)
        return
    damage = {name: _damage(index_dir / name) for name in names}
    if current is None:
        text = f"Het bestand {index_dir / CURRENT} ontbreekt of noemt geen zoekindex die er staat."
        yield wrong(Area.INDEX, text, REBUILD)
    yield from _served(index_dir, current, damage)
    for name in names:
        if name != current and damage[name]:
            yield note(Area.INDEX, f"De reserve {name} is beschadigd: {damage[name]}")
    if current is not None and not damage[current] and now is not None:
        yield from _changes(Fingerprint.load(index_dir / current / FILE_NAME), now)
    yield from _left_behind(index_dir)


def _served(index_dir: Path, current: str | None, damage: Mapping[str, str]) -> Iterator[Finding]:
    if current is not None and not damage[current]:
        yield ok(Area.INDEX, f"{current} is in gebruik. Alle bestanden zijn zoals ze gebouwd zijn.")
        return
    if current is not None:
        yield wrong(Area.INDEX, f"{current} is beschadigd: {damage[current]}", REBUILD)
    spare = next((name for name in spares(index_dir, current) if not damage[name]), None)
    if spare is None:
        yield wrong(
            Area.INDEX, "Er is geen enkele gave zoekindex: de assistent kan niet antwoorden.", REBUILD
        )
    else:
        yield note(Area.INDEX, f"{spare} antwoordt zolang in de plaats.")


def _damage(folder: Path) -> str:
    """What is wrong with a generation's files; empty where nothing is."""
    try:
        check_manifest(folder)
        Fingerprint.load(folder / FILE_NAME)
    except IndexDamagedError as error:
        return _MEND.sub("", str(error))
    return ""


def _changes(built: Fingerprint, now: Fingerprint) -> Iterator[Finding]:
    """What changed since the index was built."""
    changes = [
        *_named("nieuwe bronnen", now.sources.keys() - built.sources.keys()),
        *_named("verdwenen bronnen", built.sources.keys() - now.sources.keys()),
        *_named("gewijzigde bronnen", _altered(built.sources, now.sources)),
        *_named("bibliotheken", _altered(built.libraries, now.libraries)),
    ]
    changes += [f"een ander model ({built.model} → {now.model})"] if built.model != now.model else []
    changes += ["andere vragen, antwoorden of woordenlijsten"] if built.wordings != now.wordings else []
    changes += ["een andere versie van de assistent"] if built.code != now.code else []
    if changes:
        yield wrong(Area.INDEX, f"De zoekindex is verouderd: {'; '.join(changes)}.", REBUILD)
    else:
        yield ok(Area.INDEX, "De zoekindex past bij de bronnen, het model en de versie van de assistent.")


def _named(what: str, names: set[str]) -> list[str]:
    return [f"{what}: {', '.join(sorted(names))}"] if names else []


def _altered(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in before.keys() & after.keys() if before[name] != after[name]}


def _left_behind(index_dir: Path) -> Iterator[Finding]:
    left = sorted(place.name for place in index_dir.iterdir() if _LEFT.fullmatch(place.name))
    if left:
        text = f"Mappen van een bouw die nog loopt of afgebroken is: {', '.join(left)}."
        yield note(Area.INDEX, text, "sro index (ruimt ze op als er geen bouw meer loopt)")
