"""The folders of an index: names, the pointer to the generation that serves, the locks, the cleaning."""

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sro_assistant.errors import IndexDamagedError, SroError
from sro_assistant.index.disk import (
    disk_full,
    has_no_room,
    read_errors,
    remove,
    write_errors,
)
from sro_assistant.index.posix import FolderLock, flush, lock_file
from sro_assistant.index.seal import check_manifest

CURRENT = "CURRENT"
LOCK = ".lock"
_GENERATION = re.compile(r"gen-(\d{6,})")
_TEMPORARY = re.compile(r"tmp-\d+-\d+")
_HALF_POINTER = re.compile(rf"\.{CURRENT}-\d+")

logger = logging.getLogger(__name__)


def current_generation(index_dir: Path) -> str | None:
    """The name of the generation that should serve; None where the pointer names none that is there."""
    try:
        name = (index_dir / CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if _GENERATION.fullmatch(name) and (index_dir / name).is_dir() else None


def withdraw(index_dir: Path) -> None:
    """Lets no generation serve any more; does nothing where none does."""
    (index_dir / CURRENT).unlink(missing_ok=True)


def pointer_state(index_dir: Path) -> str:
    """Changes whenever the pointer is replaced, also by one with the same name; empty without one."""
    try:
        facts = (index_dir / CURRENT).stat()
    except OSError:
        return ""
    return f"{facts.st_dev}:{facts.st_ino}:{facts.st_mtime_ns}:{facts.st_size}"


def generations(index_dir: Path) -> tuple[str, ...]:
    """The names of the generations that are there, oldest first; raises IndexReadError."""
    if not index_dir.exists():
        return ()
    with read_errors(index_dir):
        found = [place.name for place in index_dir.iterdir() if _GENERATION.fullmatch(place.name)]
    return tuple(sorted(found, key=_number))


def spares(index_dir: Path, current: str | None) -> tuple[str, ...]:
    """The generations that could stand in: the one before the current first, later ones last."""
    names = [name for name in reversed(generations(index_dir)) if name != current]
    if current is None:
        return tuple(names)
    # A later one was finished but never pointed to: its build was killed between the two.
    return tuple(sorted(names, key=lambda name: _number(name) > _number(current)))


def next_generation(index_dir: Path) -> str:
    """The name for one more generation."""
    return f"gen-{max(map(_number, generations(index_dir)), default=0) + 1:06d}"


@contextmanager
def building(index_dir: Path) -> Iterator[Path]:
    """A new folder to build in, gone again unless it was published; a full disk gets its name."""
    folder = _temporary_folder(index_dir)
    try:
        yield folder
    except (SroError, OSError) as error:
        if has_no_room(folder):  # libraries have names of their own for it
            raise disk_full(index_dir) from error
        raise
    finally:
        remove(folder)


def _temporary_folder(index_dir: Path) -> Path:
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
        flush(file.fileno())
    pointer.replace(index_dir / CURRENT)
    _sync(index_dir)
    return name


def clean(index_dir: Path) -> None:
    """Removes what no reader holds, but for the current generation and the one before.

    Only for who holds the right to write: the temporary folders can then be nobody's.
    """
    current = current_generation(index_dir)
    kept = {current, _spare_to_keep(index_dir, current)}
    for name in generations(index_dir):
        if name not in kept:
            _retire(index_dir / name, index_dir)
    for place in index_dir.iterdir():
        if _TEMPORARY.fullmatch(place.name):
            remove(place)
        elif _HALF_POINTER.fullmatch(place.name):
            place.unlink(missing_ok=True)


def _spare_to_keep(index_dir: Path, current: str | None) -> str | None:
    """The one before, unless that is damaged and an older one is whole."""
    found = spares(index_dir, current)
    if len(found) > 1:
        for name in found:
            try:
                check_manifest(index_dir / name, by_marks=True)
            except IndexDamagedError:
                continue
            return name
    return found[0] if found else None


def _retire(folder: Path, index_dir: Path) -> None:
    """Removes a generation unless a reader holds it; whoever looks for it meanwhile finds nothing."""
    lock = FolderLock.exclusive(folder)
    if lock is None:
        return
    try:
        gone = index_dir / f"tmp-{os.getpid()}-{_number(folder.name)}"
        folder.rename(gone)
        remove(gone)
    except OSError as error:
        logger.warning("De oude index %s kan niet verwijderd worden (%s).", folder, error.strerror)
    finally:
        lock.release()


@contextmanager
def writing(index_dir: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the one right to write; calls `waiting` first where another process has it."""
    with write_errors(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        file = (index_dir / LOCK).open("a")
    with file:
        with write_errors(index_dir):
            if not lock_file(file.fileno(), wait=False):
                waiting()
                lock_file(file.fileno(), wait=True)
        yield


def _number(name: str) -> int:
    return int(name.removeprefix("gen-"))


def _sync_tree(folder: Path) -> None:
    for place in folder.rglob("*"):
        _sync(place)
    _sync(folder)


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)
