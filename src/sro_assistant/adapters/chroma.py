"""Vectors in an embedded Chroma collection; the vectors are always ours, never Chroma's embedder's."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

os.environ["ANONYMIZED_TELEMETRY"] = "False"  # read while chromadb is imported

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.ports import Vectors

COLLECTION = "units"
LEAST_SYNCED = 2
DATABASE = "chroma.sqlite3"


class ChromaVectors:
    """A `VectorStore` in one folder; several may be open at once, each lets go when closed.

    Chroma notes every opening in its database: what must not change is opened on a copy.
    """

    def __init__(self, folder: Path, client: Client, collection: chromadb.Collection | None) -> None:
        self._folder = folder
        self._client = client
        self._collection = collection
        self._filled = False
        self._counted: int | None = None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty store in a new folder."""
        with _named_errors(folder):
            return cls(folder, _client(folder), None)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store that stands in a folder; raises IndexMissingError or IndexDamagedError."""
        if not (folder / DATABASE).is_file():
            raise IndexMissingError(f"Er staan geen vectoren in {folder}. Bouw de index met: sro index")
        with _named_errors(folder):
            _check(folder / DATABASE)
            client = _client(folder)
            try:
                return cls(folder, client, client.get_collection(COLLECTION, embedding_function=None))
            except ChromaError:
                client.close()
                raise

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores vectors under ids, in batches that Chroma accepts; an id that is there is replaced."""
        self._filled = True
        with _named_errors(self._folder):
            self._counted = None
            if self._collection is None:
                self._collection = _new_collection(self._client, len(ids))
            if len(ids) == 1:  # one alone would stay in Chroma's log
                self._collection.upsert(ids=list(ids), embeddings=vectors)
            size = self._client.get_max_batch_size()
            for start in range(0, len(ids), size):
                end = start + size
                self._collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first; equal ones in order of id."""
        limit = min(limit, self.count())
        if self._collection is None or limit <= 0:
            return ()
        wanted: list[Sequence[float] | Sequence[int]] = [vector.tolist()]
        with _named_errors(self._folder):
            found = self._collection.query(query_embeddings=wanted, n_results=limit, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        pairs = zip(found["ids"][0], (1.0 - distance for distance in distances), strict=True)
        return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))

    def count(self) -> int:
        """How many vectors it holds."""
        if self._counted is None:  # Chroma counts rows each time: milliseconds at 100,000
            with _named_errors(self._folder):
                self._counted = self._collection.count() if self._collection is not None else 0
        return self._counted

    def close(self) -> None:
        """Stops the client, which closes its files when no other store has the folder open.

        A store that was filled here first gives back the room of Chroma's log, nine tenths of its database.
        """
        self._client.close()
        if self._filled:
            with _named_errors(self._folder), closing(sqlite3.connect(self._folder / DATABASE)) as database:
                database.execute("VACUUM")


def _client(folder: Path) -> Client:
    settings = Settings(is_persistent=True, persist_directory=str(folder), anonymized_telemetry=False)
    return Client(settings=settings)


def _new_collection(client: Client, expected: int) -> chromadb.Collection:
    """A collection for so many vectors.

    Inner product of unit vectors is their cosine, and a zero vector stays harmless (similarity 0).
    Chroma keeps the newest vectors in a log, and writes its HNSW files anew at each opening, until
    there are `sync_threshold` of them: set so that the files are final when all are added.
    """
    return client.create_collection(
        COLLECTION,
        embedding_function=None,
        configuration={
            "hnsw": {
                "space": "ip",
                "ef_construction": 100,
                "ef_search": 200,
                "batch_size": LEAST_SYNCED,
                "sync_threshold": max(LEAST_SYNCED, expected),
            }
        },
    )


def _check(database: Path) -> None:
    """Lets SQLite look its file through before Chroma does."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        connection.close()
    if verdict != ("ok",):
        raise sqlite3.DatabaseError(str(verdict))


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise IndexMissingError(
            f"Er staan geen vectoren in {folder}. Bouw de index met: sro index"
        ) from error
    except (ChromaError, sqlite3.Error, OSError, ValueError, RuntimeError) as error:
        raise IndexDamagedError(
            f"De vectoren in {folder} zijn niet bruikbaar ({error}). Bouw de index opnieuw met: sro index"
        ) from error
