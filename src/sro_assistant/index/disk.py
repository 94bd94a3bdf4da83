"""What a disk may refuse, and the words for it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sro_assistant.errors import SroError
from sro_assistant.index.posix import flush

_PROBE = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT)


class IndexWriteError(SroError):
    """The index could not be written: the disk is full, or the folder may not be written to."""


class IndexReadError(SroError):
    """The folder of the index may not be read."""


def is_full(error: OSError) -> bool:
    """Whether the disk refused for want of room."""
    return error.errno in _FULL


def has_no_room(folder: Path) -> bool:
    """Whether a megabyte no longer fits: libraries give a full disk names of their own."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(bytes(_PROBE))
            file.flush()
            flush(file.fileno())
    except OSError as error:
        return is_full(error)
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return False


def may_write(folder: Path) -> bool:
    """Whether files may be made in a folder, or the folder itself where it is not there yet."""
    place = folder if folder.exists() else folder.parent
    return os.access(place, os.W_OK | os.X_OK)


@contextmanager
def write_errors(index_dir: Path) -> Iterator[None]:
    """Turns a failing disk into an error that says in Dutch what to do."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise disk_full(index_dir) from error
        raise IndexWriteError(
            f"De index kan niet in {index_dir} geschreven worden ({error.strerror or error}). "
            "Geef schrijfrechten op die map of kies een andere hoofdmap met SRO_HOME."
        ) from error


@contextmanager
def read_errors(index_dir: Path) -> Iterator[None]:
    """Turns a folder that may not be read into an error that says in Dutch what to do."""
    try:
        yield
    except OSError as error:
        raise IndexReadError(
            f"De index in {index_dir} kan niet gelezen worden ({error.strerror or error}). "
            "Geef leesrechten op die map of kies een andere hoofdmap met SRO_HOME."
        ) from error


def disk_full(index_dir: Path) -> IndexWriteError:
    """The error for a disk without room."""
    return IndexWriteError(
        f"De schijf met {index_dir} is vol. Maak plaats vrij en probeer het opnieuw. "
        "De vorige index blijft werken."
    )


def remove(folder: Path) -> None:
    """Removes a folder with all that is in it; what cannot go stays for the next time."""
    shutil.rmtree(folder, ignore_errors=True)
