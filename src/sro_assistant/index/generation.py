"""A generation of the index, opened: everything that retrieval reads."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.phrasebook import Phrasebook
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.bank import BankIndex
from sro_assistant.index.editing import Editors
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.nearest import UnitSearch
from sro_assistant.index.overlay import Overlay
from sro_assistant.index.posix import FolderLock
from sro_assistant.index.private import PrivatePlace, PrivateVectors
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import CURRENT, current_generation, pointer_state, spares
from sro_assistant.index.units import UnitVectors
from sro_assistant.ports import KeywordIndex, TextStore, VectorStore

VECTORS_FOLDER = "chroma"
KEYWORDS_FOLDER = "keywords"
TEXTS_FILE = "texts.sqlite"
VOCABULARY_FILE = "vocabulary.txt"
LEXICON_FILE = "lexicon.json"

MEND = " Bouw de index opnieuw met: sro index"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """How to make and open the three stores of a generation; wiring fills it with adapters.

    Vectors are opened on a copy of their folder, keywords on a copy of theirs or on links to large files:
    both may write beside those. `mapped` has small arrays mapped too, which is soonest: for a process that
    answers and ends, since a file that is cut short meanwhile ends it.
    """

    create_vectors: Callable[[Path], VectorStore]
    open_vectors: Callable[[Path], VectorStore]
    create_keywords: Callable[[Path], KeywordIndex]
    open_keywords: Callable[[Path], KeywordIndex]
    create_texts: Callable[[Path], TextStore]
    open_texts: Callable[[Path], TextStore]
    editors: Editors | None = None
    mapped: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """Which generation serves and, where another should, which one was refused and why (in Dutch).

    `model` is "ok" or "onbereikbaar" where a language model writes the answers.
    """

    generation: str
    refused: str | None = None
    reason: str = ""
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """The opened parts of one generation; nothing in it changes any more."""

    name: str
    texts: TextStore
    vectors: VectorStore
    keywords: KeywordIndex
    units: UnitVectors
    search: UnitSearch
    analyzer: Analyzer
    vocabulary: Vocabulary
    lexicon: Lexicon
    phrasebook: Phrasebook
    questions: QuestionIndex
    bank: BankIndex
    fingerprint: Fingerprint
    health: Health
    ending: ExitStack

    def warm(self) -> None:
        """Opens what would otherwise wait for the first question."""
        if len(self.units.ids):
            self.search.nearest(self.units.vectors_at(np.zeros(1, dtype=np.intp))[0], 1)

    def close(self) -> None:
        """Lets go of all files, and then of the lock that keeps them."""
        self.ending.close()


def open_generation(index_dir: Path, stores: Stores) -> Generation:
    """The generation that serves: locked, so that it stays, and checked before any store opens it.

    A damaged one is refused and the one before serves, which its `health` and the log say. Raises
    IndexMissingError where there is none, IndexDamagedError where none is whole, IndexReadError.
    """
    while True:
        pointer = pointer_state(index_dir)
        try:
            opened = _open_best(index_dir, stores)
        except (IndexDamagedError, IndexMissingError):
            if pointer_state(index_dir) == pointer:
                raise
            continue
        if opened.health.refused is None:
            return opened
        if pointer_state(index_dir) == pointer:
            health = opened.health
            logger.error(
                "%s antwoordt in de plaats van %s. %s%s",
                health.generation,
                health.refused,
                health.reason,
                MEND,
            )
            return opened
        opened.close()  # the pointer was replaced meanwhile, and what it named may have been cleaned


def _open_best(index_dir: Path, stores: Stores) -> Generation:
    current = current_generation(index_dir)
    wrong: list[IndexDamagedError] = []
    for name in (*([current] if current else ()), *spares(index_dir, current)):
        reason = str(wrong[0]).removesuffix(MEND) if wrong else _misdirected(index_dir)
        health = Health(name) if name == current else Health(name, current or CURRENT, reason)
        try:
            opened = _open_locked(index_dir / name, stores, health)
        except IndexDamagedError as error:
            wrong.append(error)
            continue
        if opened is not None:
            return opened
    if wrong:
        raise wrong[0]
    raise IndexMissingError(f"Er is nog geen index in {index_dir}. Bouw de index met: sro index")


def _open_locked(folder: Path, stores: Stores, health: Health) -> Generation | None:
    """The generation in a folder; None where it is being removed; raises IndexDamagedError."""
    with ExitStack() as undo:
        lock = FolderLock.shared(folder)
        if lock is None:
            return None
        undo.callback(lock.release)
        check_manifest(folder)
        try:
            opened = open_folder(folder, stores)
        except IndexMissingError as error:
            raise IndexDamagedError(str(error)) from error
        undo.callback(opened.close)
        return replace(opened, health=health, ending=undo.pop_all())


def _misdirected(index_dir: Path) -> str:
    return f"Het bestand {index_dir / CURRENT} noemt geen index die er staat."


def open_folder(folder: Path, stores: Stores) -> Generation:
    """The generation in a folder, whose files are taken to be as built."""
    with ExitStack() as undo:
        place = PrivatePlace()
        undo.callback(place.remove)
        keywords = stores.open_keywords(place.beside(folder / KEYWORDS_FOLDER))
        undo.callback(keywords.close)
        texts = stores.open_texts(folder / TEXTS_FILE)
        undo.callback(texts.close)
        vectors = PrivateVectors(folder / VECTORS_FOLDER, stores.open_vectors)
        undo.callback(vectors.close)
        units = UnitVectors.load(folder, mapped=stores.mapped)
        vocabulary = Vocabulary.load(folder / VOCABULARY_FILE)
        return Generation(
            name=folder.name,
            texts=texts,
            vectors=vectors,
            keywords=keywords,
            units=units,
            search=UnitSearch(units, vectors, Overlay.load(folder)),
            analyzer=Analyzer(vocabulary),
            vocabulary=vocabulary,
            lexicon=Lexicon.load(folder / LEXICON_FILE),
            phrasebook=Phrasebook.load(folder),
            questions=QuestionIndex.load(folder, mapped=stores.mapped),
            bank=BankIndex.load(folder),
            fingerprint=Fingerprint.load(folder / FILE_NAME),
            health=Health(folder.name),
            ending=undo.pop_all(),
        )
