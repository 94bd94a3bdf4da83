"""Documents and passages in one SQLite file: the truth that the searches point into."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from sro_assistant.domain import Document, Passage
from sro_assistant.errors import IndexDamagedError, IndexMissingError

_SCHEMA = """
CREATE TABLE places (position INTEGER PRIMARY KEY, document_id TEXT NOT NULL);
CREATE TABLE documents (id TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE names (name TEXT PRIMARY KEY, document_id TEXT NOT NULL);
CREATE INDEX names_of_documents ON names (document_id);
CREATE TABLE passages (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, position INTEGER NOT NULL,
                       body BLOB NOT NULL);
CREATE INDEX passages_in_order ON passages (document_id, position);
"""
_UNSAFE = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
"""A file that is being built serves nobody yet, and is flushed to the disk as a whole: see decision 4."""
_CACHED_DOCUMENTS = 64
_CACHED_PASSAGES = 4_096


class SqliteTexts:
    """A `TextStore` in one file; one connection behind a lock, so that any thread may ask."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = threading.Lock()
        self._documents = TypeAdapter(Document)
        self._passages = TypeAdapter(Passage)
        self._every: tuple[Document, ...] | None = None
        self._known_document = lru_cache(_CACHED_DOCUMENTS)(self._read_document)
        self._known_passage = lru_cache(_CACHED_PASSAGES)(self._read_passage)
        self._known_passages = lru_cache(_CACHED_DOCUMENTS)(self._read_passages)

    @classmethod
    def create(cls, path: Path) -> Self:
        """An empty store in a new file."""
        with _named_errors(path):
            connection = sqlite3.connect(path, check_same_thread=False)
            connection.executescript(_UNSAFE + _SCHEMA)
            return cls(path, connection)

    @classmethod
    def change(cls, path: Path) -> Self:
        """The store in a file, to be changed; the file must be nobody else's."""
        with _named_errors(path):
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=rw", uri=True, check_same_thread=False
            )
            connection.executescript(_UNSAFE)
            return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in a file, for reading only; raises IndexMissingError or IndexDamagedError."""
        if not path.is_file():
            raise IndexMissingError(f"Er staan geen teksten in {path}. Bouw de index met: sro index")
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with _named_errors(path):
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            connection.execute("SELECT count(*) FROM documents").fetchone()
            return cls(path, connection)

    def add(self, document: Document, passages: Sequence[Passage]) -> None:
        """Stores a document with its passages in reading order; documents keep the order of adding."""
        names = tuple(dict.fromkeys((document.source.id, *document.copies)))
        rows = [
            (passage.id, passage.document_id, position, self._passages.dump_json(passage))
            for position, passage in enumerate(passages)
        ]
        body = self._documents.dump_json(document)
        with _named_errors(self._path), self._lock, self._connection as transaction:
            transaction.execute("INSERT INTO places (document_id) VALUES (?)", (names[0],))
            transaction.execute("INSERT INTO documents VALUES (?, ?)", (names[0], body))
            transaction.executemany("INSERT INTO names VALUES (?, ?)", [(name, names[0]) for name in names])
            transaction.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", rows)
        self._forget()

    def remove(self, document_id: str) -> None:
        """Takes out a document with its passages and its copies' ids."""
        with _named_errors(self._path), self._lock, self._connection as transaction:
            transaction.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            for table in ("places", "names", "passages"):
                transaction.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608 - our own names
        self._forget()

    def put_in_order(self, document_ids: Sequence[str]) -> None:
        """Gives the documents this order; all must be named."""
        with _named_errors(self._path), self._lock, self._connection as transaction:
            transaction.execute("DELETE FROM places")
            transaction.executemany("INSERT INTO places VALUES (?, ?)", enumerate(document_ids, 1))
        self._forget()

    def files(self) -> Mapping[str, tuple[str, ...]]:
        """The documents' ids in order, each with those of the files that are copies of it."""
        found: dict[str, tuple[str, ...]] = {}
        for document_id, name in self._rows(
            "SELECT places.document_id, name FROM places JOIN names USING (document_id)"
            " ORDER BY position, names.rowid"
        ):
            found[str(document_id)] = (*found.get(str(document_id), ()), str(name))
        return found

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def documents(self) -> Sequence[Document]:
        """All documents, in the order in which they were added; read once, as each question needs them."""
        if self._every is None:
            rows = self._rows("SELECT body FROM places JOIN documents ON id = document_id ORDER BY position")
            with _named_errors(self._path):
                self._every = tuple(self._documents.validate_json(row[0]) for row in rows)
        return self._every

    def document(self, document_id: str) -> Document | None:
        """One document; the id of any of its copies finds it."""
        return self._known_document(document_id)

    def passage(self, passage_id: str) -> Passage | None:
        """One passage."""
        return self._known_passage(passage_id)

    def passages(self, document_id: str) -> Sequence[Passage]:
        """A document's passages in reading order; the id of any of its copies finds them."""
        return self._known_passages(document_id)

    def _read_passages(self, document_id: str) -> tuple[Passage, ...]:
        rows = self._rows(
            "SELECT body FROM passages WHERE document_id = (SELECT document_id FROM names WHERE name = ?)"
            " ORDER BY position",
            document_id,
        )
        with _named_errors(self._path):
            return tuple(self._passages.validate_json(row[0]) for row in rows)

    def close(self) -> None:
        """Closes the file, and forgets what was read from it."""
        with self._lock:
            self._connection.close()
        self._forget()

    def _forget(self) -> None:
        self._every = None
        self._known_document.cache_clear()
        self._known_passage.cache_clear()
        self._known_passages.cache_clear()

    def _read_document(self, document_id: str) -> Document | None:
        rows = self._rows(
            "SELECT body FROM documents WHERE id = (SELECT document_id FROM names WHERE name = ?)",
            document_id,
        )
        with _named_errors(self._path):
            return self._documents.validate_json(rows[0][0]) if rows else None

    def _read_passage(self, passage_id: str) -> Passage | None:
        rows = self._rows("SELECT body FROM passages WHERE id = ?", passage_id)
        with _named_errors(self._path):
            return self._passages.validate_json(rows[0][0]) if rows else None

    def _rows(self, statement: str, *values: str) -> list[tuple[str | bytes, ...]]:
        with _named_errors(self._path), self._lock:
            return self._connection.execute(statement, values).fetchall()


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValidationError) as error:
        raise IndexDamagedError(
            f"De teksten in {path} zijn niet bruikbaar. Bouw de index opnieuw met: sro index"
        ) from error
