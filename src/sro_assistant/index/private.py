"""Private places for stores that write where they open, so that a generation itself never changes.

Chroma notes every opening in its database. On the generation itself that would spoil the hashes, two
processes would write one file, and a kill at that moment would leave it half-written: it gets a copy.
tantivy makes a lock file, which a read-only disk refuses: it gets a copy too, or links to large files.
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sro_assistant.errors import SroError
from sro_assistant.index.disk import has_no_room, is_full, remove
from sro_assistant.index.posix import FolderLock
from sro_assistant.ports import Vectors, VectorStore

PREFIX = "sro-index-"
SMALL = 1 << 25
"""Up to so many bytes a copy takes hundredths of a second."""
_TRIES = 5


class TemporaryFilesError(SroError):
    """The disk with temporary files is full, or may not be written to."""


class PrivatePlace:
    """A folder among the temporary files, of this process alone and locked as in use."""

    def __init__(self) -> None:
        remove_abandoned()
        with _named_errors():
            self._place, self._lock = _own_place()

    def copied(self, source: Path) -> Path:
        """A copy of a folder; its contents only, since it must be writable where the original is not."""
        with _named_errors():
            return _mirrored(source, self._place / source.name, shutil.copyfile)

    def beside(self, source: Path) -> Path:
        """A folder with the files of another, for what writes beside files that it only reads.

        A small one is a copy: what a library maps into memory and is cut short meanwhile ends its process.
        A large one has links, which cost nothing.
        """
        size = sum(place.stat().st_size for place in source.rglob("*") if place.is_file())
        put: Callable[[Path, Path], object] = shutil.copyfile if size <= SMALL else _link
        with _named_errors():
            return _mirrored(source, self._place / source.name, put)

    def has_room(self) -> bool:
        """Whether more can be written in it."""
        return not has_no_room(self._place)

    def remove(self) -> None:
        """Removes the folder; a second time does nothing."""
        remove(self._place)
        if self._lock is not None:
            self._lock.release()


def _own_place() -> tuple[Path, FolderLock | None]:
    """A new folder and the lock on it: None where the file system knows no locks."""
    for _ in range(_TRIES):
        place = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = FolderLock.exclusive(place)
        if lock is not None:
            break  # otherwise another process took the folder for abandoned before it was locked
    return place, lock


def _mirrored(source: Path, target: Path, put: Callable[[Path, Path], object]) -> Path:
    target.mkdir()
    for place in sorted(source.resolve().rglob("*")):
        mirrored = target / place.relative_to(source.resolve())
        if place.is_dir():
            mirrored.mkdir()
        else:
            put(place, mirrored)
    return target


def _link(original: Path, link: Path) -> None:
    if original.stat().st_size:
        link.symlink_to(original)
    else:
        link.touch()  # an empty file can only be a lock, which is opened for writing


def remove_abandoned() -> None:
    """Removes our own copies that no living process holds: what a kill left behind."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = FolderLock.exclusive(place) if _is_ours(place) else None
        if lock is not None:
            remove(place)
            lock.release()


def _is_ours(place: Path) -> bool:
    try:
        return not place.is_symlink() and place.stat().st_uid == os.getuid()
    except OSError:
        return False


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise _full() from error
        raise TemporaryFilesError(
            f"In {tempfile.gettempdir()} kan de assistent niet schrijven ({error.strerror or error}). "
            "Kies met TMPDIR een map waarin dat wel mag."
        ) from error


def _full() -> TemporaryFilesError:
    return TemporaryFilesError(
        f"De schijf met tijdelijke bestanden ({tempfile.gettempdir()}) is vol. Maak daar plaats vrij, "
        "of kies met TMPDIR een map op een andere schijf."
    )


class PrivateVectors:
    """A vector store opened on a copy, when it is first asked: importing its library takes long."""

    def __init__(self, folder: Path, opener: Callable[[Path], VectorStore]) -> None:
        self._folder = folder
        self._opener = opener
        self._undo = ExitStack()
        self._opened: VectorStore | None = None
        self._lock = threading.Lock()

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores vectors under ids, in the copy."""
        self._store().add(ids, vectors)

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first."""
        return self._store().nearest(vector, limit)

    def count(self) -> int:
        """How many vectors it holds."""
        return self._store().count()

    def close(self) -> None:
        """Closes the store where it was opened, and removes the copy."""
        with self._lock:
            self._opened = None
            self._undo.close()

    def _store(self) -> VectorStore:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> VectorStore:
        with ExitStack() as undo:
            place = PrivatePlace()
            undo.callback(place.remove)
            copy = place.copied(self._folder)
            try:
                opened = self._opener(copy)
            except SroError as error:
                if place.has_room():
                    raise
                raise _full() from error  # the store's own words for it name no mend
            undo.callback(opened.close)
            self._undo = undo.pop_all()
        return opened
