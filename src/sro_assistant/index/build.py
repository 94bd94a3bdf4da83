"""Documents and passages to a new generation: built beside the one that serves, checked, then switched."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sro_assistant.domain import Document, Passage
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.words import Analyzer, words
from sro_assistant.errors import CorpusError, IndexDamagedError, SroError
from sro_assistant.index.check import check_generation
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.generation import (
    KEYWORDS_FOLDER,
    LEXICON_FILE,
    TEXTS_FILE,
    VECTORS_FOLDER,
    VOCABULARY_FILE,
    Stores,
    open_folder,
)
from sro_assistant.index.storage import (
    check_manifest,
    clean,
    current_generation,
    publish,
    temporary_folder,
    write_errors,
    write_manifest,
    writing,
)
from sro_assistant.index.units import Unit, UnitVectors, units_of
from sro_assistant.ports import Encoder, Vectors

ENCODED_AT_ONCE = 256

Progress = Callable[[str, int, int], None]
"""Told what is being done (in Dutch), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an index is built from: the documents in order, their passages, and the fingerprint of all."""

    documents: Sequence[Document]
    passages: Mapping[str, Sequence[Passage]]
    fingerprint: Fingerprint

    @property
    def every_passage(self) -> tuple[Passage, ...]:
        """All passages, document by document."""
        return tuple(p for document in self.documents for p in self.passages.get(document.source.id, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What came of a build; `built` is false where the index was current already.

    `problems` says in Dutch which files of the corpus could not serve, and how to mend that.
    """

    generation: str
    documents: int
    passages: int
    seconds: float
    built: bool
    problems: tuple[str, ...] = ()


def is_current(index_dir: Path, fingerprint: Fingerprint) -> bool:
    """Whether the generation that serves was built from this, and its files are as built."""
    name = current_generation(index_dir)
    if name is None:
        return False
    try:
        same = Fingerprint.load(index_dir / name / FILE_NAME) == fingerprint
        if same:
            check_manifest(index_dir / name)
    except IndexDamagedError:
        return False
    return same


def build_index(
    index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> BuildReport:
    """Builds a generation and makes it the one that serves; does nothing where it is current.

    Waits for another process that is building. A failure leaves the generation that serves alone;
    raises CorpusError without passages, IndexWriteError where the disk refuses.
    """
    started = time.perf_counter()
    if not material.every_passage:
        raise CorpusError(
            "Er is geen enkele tekst om te indexeren. Zet documenten in de map corpus en in manifest.toml."
        )
    waiting = "Een ander proces bouwt de index al, even wachten"
    with writing(index_dir, lambda: progress(waiting, 0, 1)), write_errors(index_dir):
        built = not is_current(index_dir, material.fingerprint)
        if built:
            _build(index_dir, material, encoder, stores, progress)
        clean(index_dir)
        return BuildReport(
            generation=current_generation(index_dir) or "",
            documents=len(material.documents),
            passages=len(material.every_passage),
            seconds=time.perf_counter() - started,
            built=built,
        )


def _build(index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress) -> None:
    folder = temporary_folder(index_dir)
    try:
        _fill(folder, material, encoder, stores, progress)
        progress("De nieuwe index controleren", 0, 1)
        generation = open_folder(folder, stores)
        try:
            check_generation(generation, material.documents, material.every_passage)
        finally:
            generation.close()
        write_manifest(folder, stores.rewritten)
        publish(folder, index_dir)
        progress("De nieuwe index controleren", 1, 1)
    except (SroError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(folder: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress) -> None:
    _write_texts(folder, material, stores)
    texts = [document.text for document in material.documents]
    vocabulary = Vocabulary.from_corpus(word for text in texts for word in words(text))
    vocabulary.save(folder / VOCABULARY_FILE)
    Lexicon.from_texts(texts).save(folder / LEXICON_FILE)
    _write_keywords(folder, material.every_passage, Analyzer(vocabulary), stores, progress)
    _write_vectors(folder, material, encoder, stores, progress)
    material.fingerprint.save(folder / FILE_NAME)


def _write_texts(folder: Path, material: Material, stores: Stores) -> None:
    store = stores.create_texts(folder / TEXTS_FILE)
    try:
        for document in material.documents:
            store.add(document, material.passages.get(document.source.id, ()))
    finally:
        store.close()


def _write_keywords(
    folder: Path, passages: Sequence[Passage], analyzer: Analyzer, stores: Stores, progress: Progress
) -> None:
    step = "Zoekwoorden per passage"
    rows = []
    for done, passage in enumerate(passages):
        progress(step, done, len(passages))
        rows.append((passage.id, keyword_fields(passage, analyzer)))
    store = stores.create_keywords(folder / KEYWORDS_FOLDER)
    try:
        store.add(rows)
    finally:
        store.close()
    progress(step, len(passages), len(passages))


def keyword_fields(passage: Passage, analyzer: Analyzer) -> Mapping[str, str]:
    """What the keyword index holds of a passage: its terms, those of its headings, n-grams of both."""
    headings = " ".join(passage.headings)
    return {
        "body": " ".join(analyzer.terms(passage.text)),
        "heading": " ".join(analyzer.terms(headings)),
        "grams": " ".join(analyzer.grams(f"{headings} {passage.text}")),
    }


def _write_vectors(
    folder: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> None:
    units = [
        unit
        for document in material.documents
        for passage in material.passages.get(document.source.id, ())
        for unit in units_of(document, passage)
    ]
    vectors = _encode(units, encoder, progress)
    ids = [unit.id for unit in units]
    UnitVectors(ids, vectors).save(folder)
    store = stores.create_vectors(folder / VECTORS_FOLDER)
    try:
        store.add(ids, vectors)
    finally:
        store.close()


def _encode(units: Sequence[Unit], encoder: Encoder, progress: Progress) -> Vectors:
    step = "Vectoren van passages en zinnen"
    parts = []
    for start in range(0, len(units), ENCODED_AT_ONCE):
        progress(step, start, len(units))
        parts.append(encoder.encode([unit.text for unit in units[start : start + ENCODED_AT_ONCE]]))
    progress(step, len(units), len(units))
    return np.concatenate(parts).astype(np.float32)
