"""The list of a generation's files with their hashes: made when it is built, checked before it is opened."""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from sro_assistant.errors import IndexDamagedError

MANIFEST = "MANIFEST.json"
SECOND = 1_000_000_000
BEFORE = 10 * SECOND
"""How old a file is made when it is sealed: writing in it later gives it another time, however soon."""
_AT_ONCE = 4
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A file as it was sealed: what is in it, and the marks by which it is known again unread."""

    size: int
    sha256: str
    inode: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """The file as it is now, read through."""
        found = path.stat()
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(found.st_size, digest, found.st_ino, found.st_mtime_ns)

    def marks(self, path: Path) -> bool:
        """Whether a file bears the marks: the very file that was sealed, not written in since."""
        try:
            found = path.stat()
        except OSError:
            return False
        return (found.st_size, found.st_ino, found.st_mtime_ns) == (self.size, self.inode, self.modified)

    def holds(self, path: Path) -> bool:
        """Whether all of a file is as it was sealed; one that cannot be read is not."""
        try:
            if path.stat().st_size != self.size:
                return False
            return Fact.of(path).sha256 == self.sha256
        except OSError:
            return False


def write_manifest(folder: Path, known: Mapping[str, Fact] | None = None) -> None:
    """Seals a folder: lists each file with its size, SHA-256 and marks.

    A file that bears the marks of a fact in `known` is not read again.
    """
    facts = {name: asdict(_sealed(folder / name, (known or {}).get(name))) for name in _files(folder)}
    (folder / MANIFEST).write_text(json.dumps({"files": facts}, indent=1) + "\n", "utf-8")


def read_manifest(folder: Path) -> Mapping[str, Fact | None]:
    """The listed files, None for one of which the list says nothing usable; raises IndexDamagedError."""
    try:
        listed = dict(json.loads((folder / MANIFEST).read_text("utf-8"))["files"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"De index in {folder} is niet volledig. Bouw de index opnieuw met: sro index"
        ) from error
    return {str(name): _fact(value) for name, value in listed.items()}


def check_manifest(folder: Path, *, by_marks: bool = False) -> None:
    """Raises IndexDamagedError unless the folder holds the listed files as they were built, and no other.

    All are read through; `by_marks`, only those that do not bear the marks of when they were sealed. That
    sees whatever was written since, but not what a failing disk does to a file: for a generation that is
    built upon, not for one that will be opened.
    """
    listed, there = read_manifest(folder), set(_files(folder))
    names = sorted(there & listed.keys())

    def is_as_built(name: str) -> bool:
        fact, path = listed[name], folder / name
        return fact is not None and ((by_marks and fact.marks(path)) or fact.holds(path))

    with ThreadPoolExecutor(_AT_ONCE) as pool:  # hashing lets other threads run
        wrong = [name for name, whole in zip(names, pool.map(is_as_built, names), strict=True) if not whole]
    wrong = sorted([*wrong, *(there ^ listed.keys())])
    if wrong:
        rest = f" en nog {len(wrong) - _NAMED_AT_MOST}" if len(wrong) > _NAMED_AT_MOST else ""
        raise IndexDamagedError(
            f"Deze bestanden van de index zijn beschadigd: {', '.join(wrong[:_NAMED_AT_MOST])}{rest} "
            f"(in {folder}). Bouw de index opnieuw met: sro index"
        )


def _files(folder: Path) -> list[str]:
    try:
        places = [place for place in sorted(folder.rglob("*")) if place.is_file()]
    except OSError as error:
        raise IndexDamagedError(
            f"De index in {folder} is niet leesbaar. Bouw de index opnieuw met: sro index"
        ) from error
    return [name for place in places if (name := place.relative_to(folder).as_posix()) != MANIFEST]


def _sealed(path: Path, known: Fact | None) -> Fact:
    if known is not None and known.marks(path):
        return known
    earlier = (time.time_ns() - BEFORE) // SECOND * SECOND  # whole seconds: every file system keeps them
    os.utime(path, ns=(earlier, earlier))
    return Fact.of(path)


def _fact(value: object) -> Fact | None:
    try:
        return Fact(**value) if isinstance(value, dict) else None
    except TypeError:
        return None
