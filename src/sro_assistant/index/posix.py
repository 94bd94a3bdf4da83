"""What only Linux and macOS have: locks on a folder, and writing that survives a power cut."""

import errno
import os
from pathlib import Path
from typing import Self

from sro_assistant.errors import SroError

try:
    import fcntl
except ModuleNotFoundError as missing:
    raise SroError(
        "De SRO-assistent werkt op Linux en macOS, niet rechtstreeks op Windows. "
        "Gebruik op Windows het Windows Subsystem for Linux (WSL)."
    ) from missing

_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


class FolderLock:
    """A lock on a folder itself, which holds on a read-only disk too; it goes with its process.

    Where a file system knows no locks, it is held in name only: reading goes on.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def shared(cls, folder: Path) -> Self | None:
        """A lock that many readers hold; None where the folder has gone or is being removed."""
        return cls._taken(folder, fcntl.LOCK_SH)

    @classmethod
    def exclusive(cls, folder: Path) -> Self | None:
        """A lock that one holds alone; None where another holds any, or the folder has gone."""
        return cls._taken(folder, fcntl.LOCK_EX)

    @classmethod
    def _taken(cls, folder: Path, kind: int) -> Self | None:
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            return None
        lock = cls(descriptor)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN or kind == fcntl.LOCK_EX:
                lock.release()
                return None
        if not _is_still(folder, descriptor):  # it was renamed between opening and locking
            lock.release()
            return None
        return lock

    def release(self) -> None:
        """Lets go; a second time does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def lock_file(descriptor: int, *, wait: bool) -> bool:
    """Locks an open file for this process alone; False where another has it and we don't wait."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def flush(descriptor: int) -> None:
    """Has the disk keep what was written; macOS keeps it in the disk's own cache unless told so."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        try:
            fcntl.fcntl(descriptor, full)
        except OSError:  # a network disk knows only the plain request
            os.fsync(descriptor)
    else:
        os.fsync(descriptor)


def _is_still(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
