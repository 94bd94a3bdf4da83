"""The folders of an index: names, the pointer to the generation that serves, the lock and the hashes."""

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sro_assistant.errors import IndexDamagedError, SroError

CURRENT = "CURRENT"
MANIFEST = "MANIFEST.json"
LOCK = ".lock"
_GENERATION = re.compile(r"gen-(\d{6,})")
_TEMPORARY = re.compile(r"tmp-(\d+)-\d+")
_BLOCK = 1 << 20


class IndexWriteError(SroError):
    """The index could not be written: the disk is full, or the folder may not be written to."""


def current_generation(index_dir: Path) -> str | None:
    """The name of the generation that serves; None where there is none yet."""
    try:
        name = (index_dir / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(
            f"Het bestand {index_dir / CURRENT} is niet leesbaar. Bouw de index opnieuw met: sro index"
        ) from error
    return name if _GENERATION.fullmatch(name) and (index_dir / name).is_dir() else None


def generations(index_dir: Path) -> tuple[str, ...]:
    """The names of the generations that are there, oldest first."""
    found = [place.name for place in index_dir.iterdir() if _GENERATION.fullmatch(place.name)]
    return tuple(sorted(found, key=_number))


def next_generation(index_dir: Path) -> str:
    """The name for one more generation."""
    return f"gen-{max(map(_number, generations(index_dir)), default=0) + 1:06d}"


def temporary_folder(index_dir: Path) -> Path:
    """A new folder of this process to build in."""
    count = 0
    while (folder := index_dir / f"tmp-{os.getpid()}-{count}").exists():
        count += 1
    folder.mkdir()
    return folder


def publish(folder: Path, index_dir: Path) -> str:
    """Makes a finished folder the generation that serves: all or nothing, also when power fails."""
    name = next_generation(index_dir)
    _sync_tree(folder)
    folder.rename(index_dir / name)
    _sync(index_dir)
    pointer = index_dir / f".{CURRENT}-{os.getpid()}"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(index_dir / CURRENT)
    _sync(index_dir)
    return name


def clean(index_dir: Path) -> None:
    """Removes all generations but the current one and the one before, and what a crash left behind.

    Only for who holds the lock: the temporary folders can then be nobody's.
    """
    names = generations(index_dir)
    current = current_generation(index_dir)
    kept = {current} if current else set()
    kept.update([name for name in names if name != current][-1:])
    stale = [place for place in index_dir.iterdir() if _TEMPORARY.fullmatch(place.name)]
    for place in (*stale, *(index_dir / name for name in names if name not in kept)):
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def writing(index_dir: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the one right to write; calls `waiting` first where another process has it."""
    with write_errors(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        file = (index_dir / LOCK).open("a")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def write_errors(index_dir: Path) -> Iterator[None]:
    """Turns a failing disk into an error that says in Dutch what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise IndexWriteError(
                f"De schijf met {index_dir} is vol. Maak plaats vrij en probeer het opnieuw. "
                "De vorige index blijft werken."
            ) from error
        raise IndexWriteError(
            f"De index kan niet in {index_dir} geschreven worden ({error.strerror or error}). "
            "Geef schrijfrechten op die map of kies een andere hoofdmap met SRO_HOME."
        ) from error


def write_manifest(folder: Path, rewritten: frozenset[str]) -> None:
    """Lists each file with its size and SHA-256; `rewritten` names files that never keep theirs."""
    files = {
        path.relative_to(folder).as_posix(): None if path.name in rewritten else _fact(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=1) + "\n", "utf-8")


def check_manifest(folder: Path) -> None:
    """Raises IndexDamagedError unless every listed file is there as it was built."""
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        wrong = [name for name, fact in files.items() if not _is_as_built(folder / name, fact)]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamagedError(
            f"De index in {folder} is niet volledig. Bouw de index opnieuw met: sro index"
        ) from error
    if wrong:
        raise IndexDamagedError(
            f"Deze bestanden van de index zijn beschadigd: {', '.join(sorted(wrong))} (in {folder}). "
            "Bouw de index opnieuw met: sro index"
        )


def _is_as_built(path: Path, fact: dict[str, str | int] | None) -> bool:
    if fact is None or not path.is_file():
        return path.is_file()
    return path.stat().st_size == fact["size"] and _fact(path) == fact


def _fact(path: Path) -> dict[str, str | int]:
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _number(name: str) -> int:
    return int(name.removeprefix("gen-"))


def _sync_tree(folder: Path) -> None:
    for place in folder.rglob("*"):
        _sync(place)
    _sync(folder)


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
