"""Locks that hold between processes, for work that only one of them may do at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sro_assistant.errors import InputError
from sro_assistant.index.posix import lock_file


def try_lock(path: Path) -> int | None:
    """The descriptor of the lock file, which is locked until it is closed; None where another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if lock_file(descriptor, wait=False):
        return descriptor
    os.close(descriptor)
    return None


@contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Holds a lock file; where another holds it, raises InputError with `busy`, what that one is doing."""
    descriptor = try_lock(path)
    if descriptor is None:
        raise InputError(f"{busy} Wacht tot dat klaar is en probeer het opnieuw.")
    try:
        yield
    finally:
        os.close(descriptor)
