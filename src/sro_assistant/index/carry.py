"""Files that a new generation takes over from the one before it, without sharing them with that one.

The generation that serves and the one that stands in for it must not have a file in common: one fault would
spoil both. Copying all at each change would cost as much as the corpus is large. So each file stands on the
disk twice, and generations take turns: the next one links the files of the one before last, which goes when
the next is published, and copies from the last only what that one has otherwise.
"""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.seal import Fact, read_manifest
from sro_assistant.index.storage import generations


def take_over(base: Path, folder: Path, places: Collection[str]) -> Mapping[str, Fact]:
    """Puts files and folders of the base into a new generation; gives the facts of those that are links.

    Nobody may write in what is linked: to change a file there is to put another in its place.
    """
    older = _before(base)
    twins = read_manifest(older) if older else {}
    linked: dict[str, Fact] = {}
    for name, fact in read_manifest(base).items():
        if fact is None or not _in(name, places):
            continue
        target, twin = folder / name, twins.get(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        same = twin is not None and fact.size > 0 and twin.sha256 == fact.sha256
        if older and twin and same and _link(older / name, target, twin):
            linked[name] = twin
        else:
            shutil.copyfile(base / name, target)
    return linked


def check_taken_over(base: Path, folder: Path, places: Collection[str]) -> None:
    """Raises IndexDamagedError unless a sealed folder has files of the base byte for byte."""
    ours, theirs = (
        {name: fact.sha256 for name, fact in read_manifest(place).items() if fact and _in(name, places)}
        for place in (folder, base)
    )
    if ours != theirs:
        raise IndexDamagedError("Wat niet veranderde, is niet zoals het was overgenomen.")


def _in(name: str, places: Collection[str]) -> bool:
    return name.partition("/")[0] in places


def _before(base: Path) -> Path | None:
    """The generation before the base; none where a later one is there, which may stand in for the next."""
    names = generations(base.parent)
    return base.parent / names[-2] if len(names) > 1 and names[-1] == base.name else None


def _link(source: Path, target: Path, fact: Fact) -> bool:
    """Whether a file could be linked and bears its marks."""
    try:
        os.link(source, target)
    except OSError:  # gone meanwhile, or a disk without links
        return False
    if fact.marks(target):
        return True
    target.unlink()
    return False


def copy_over(base: Path, folder: Path, name: str) -> None:
    """Puts a file of the base into a new generation, to be changed there."""
    shutil.copyfile(base / name, folder / name)
