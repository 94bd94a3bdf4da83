"""One at a time: what changes the corpus, or runs long, also when several processes would."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sro_assistant.errors import InputError
from sro_assistant.index.posix import lock_file


def taken(path: Path) -> int | None:
    """The descriptor of a lock file that is now ours; None where another has it. Closing it lets go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if lock_file(descriptor, wait=False):
        return descriptor
    os.close(descriptor)
    return None


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Holds a lock file; raises InputError, which says what is going on, where another has it."""
    descriptor = taken(path)
    if descriptor is None:
        raise InputError(f"{what} Wacht tot dat klaar is en probeer het opnieuw.")
    try:
        yield
    finally:
        os.close(descriptor)
