"""A generation of the index, opened: everything that retrieval reads."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexMissingError
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.storage import check_manifest, current_generation
from sro_assistant.index.units import UnitVectors
from sro_assistant.ports import KeywordIndex, TextStore, Vectors, VectorStore

VECTORS_FOLDER = "chroma"
KEYWORDS_FOLDER = "keywords"
TEXTS_FILE = "texts.sqlite"
VOCABULARY_FILE = "vocabulary.txt"
LEXICON_FILE = "lexicon.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """How to make and open the three stores of a generation; wiring fills it with adapters.

    `rewritten` names files that a store changes by opening them: they are built and kept, not hashed.
    """

    create_vectors: Callable[[Path], VectorStore]
    open_vectors: Callable[[Path], VectorStore]
    create_keywords: Callable[[Path], KeywordIndex]
    open_keywords: Callable[[Path], KeywordIndex]
    create_texts: Callable[[Path], TextStore]
    open_texts: Callable[[Path], TextStore]
    rewritten: frozenset[str] = frozenset()


class OnDemandVectors:
    """A vector store that is opened when it is first asked something: importing its library takes long."""

    def __init__(self, opener: Callable[[], VectorStore]) -> None:
        self._opener = opener
        self._opened: VectorStore | None = None
        self._lock = threading.Lock()

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores vectors under ids."""
        self._store().add(ids, vectors)

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        """The ids nearest by cosine similarity, best first."""
        return self._store().nearest(vector, limit)

    def count(self) -> int:
        """How many vectors it holds."""
        return self._store().count()

    def close(self) -> None:
        """Closes the store where it was opened."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _store(self) -> VectorStore:
        with self._lock:
            if self._opened is None:
                self._opened = self._opener()
            return self._opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """The opened parts of one generation; nothing in it changes any more."""

    name: str
    texts: TextStore
    vectors: VectorStore
    keywords: KeywordIndex
    units: UnitVectors
    analyzer: Analyzer
    vocabulary: Vocabulary
    lexicon: Lexicon
    fingerprint: Fingerprint

    def close(self) -> None:
        """Lets go of all files."""
        self.vectors.close()
        self.keywords.close()
        self.texts.close()


def open_generation(index_dir: Path, stores: Stores, name: str | None = None) -> Generation:
    """The generation that serves, or the named one; its files are checked before any store opens them.

    Raises IndexMissingError where there is none, IndexDamagedError where a file is not as built.
    """
    name = name or current_generation(index_dir)
    if name is None:
        raise IndexMissingError(f"Er is nog geen index in {index_dir}. Bouw de index met: sro index")
    folder = index_dir / name
    check_manifest(folder)
    return open_folder(folder, stores)


def open_folder(folder: Path, stores: Stores) -> Generation:
    """The generation in a folder, whose files are taken to be as built."""
    vocabulary = Vocabulary.load(folder / VOCABULARY_FILE)
    lexicon = Lexicon.load(folder / LEXICON_FILE)
    fingerprint = Fingerprint.load(folder / FILE_NAME)
    units = UnitVectors.load(folder)
    texts = stores.open_texts(folder / TEXTS_FILE)
    return Generation(
        name=folder.name,
        texts=texts,
        vectors=OnDemandVectors(lambda: stores.open_vectors(folder / VECTORS_FOLDER)),
        keywords=stores.open_keywords(folder / KEYWORDS_FOLDER),
        units=units,
        analyzer=Analyzer(vocabulary),
        vocabulary=vocabulary,
        lexicon=lexicon,
        fingerprint=fingerprint,
    )
