"""The parts of a generation, each made from documents and passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from sro_assistant.domain import Passage
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.phrasebook import Phrasebook
from sro_assistant.dutch.words import Analyzer
from sro_assistant.index.bank import BankIndex
from sro_assistant.index.fingerprint import FILE_NAME
from sro_assistant.index.generation import (
    KEYWORDS_FOLDER,
    LEXICON_FILE,
    TEXTS_FILE,
    VECTORS_FOLDER,
    VOCABULARY_FILE,
    Stores,
)
from sro_assistant.index.material import Material, Revision
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.index.report import Progress
from sro_assistant.index.units import Unit, UnitVectors, is_passage, units_of
from sro_assistant.index.wordbook import LISTED_FILE, Wordbook
from sro_assistant.ingest.curated.bank import names_of
from sro_assistant.ports import Encoder, Vectors

ENCODED_AT_ONCE = 256

KeywordRow = tuple[str, Mapping[str, str]]
"""A passage id and what the keyword index holds of it, by field."""


def fill(folder: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress) -> None:
    """Writes a whole generation into an empty folder."""
    _write_texts(folder, material, stores)
    wordbook = Wordbook.of(material.documents)
    vocabulary = wordbook.vocabulary
    wordbook.listed.save(folder / LISTED_FILE)
    write_words(folder, wordbook, vocabulary, [document.source.id for document in material.documents])
    analyzer = Analyzer(vocabulary)
    write_questions(folder, material, analyzer, encoder)
    write_bank(folder, material, analyzer)
    Phrasebook.of(material.wordings).save(folder)
    _write_keywords(folder, material.every_passage, analyzer, stores, progress)
    _write_vectors(folder, material, encoder, stores, progress)
    material.shingles.save(folder)
    material.fingerprint.save(folder / FILE_NAME)


def _write_texts(folder: Path, material: Material, stores: Stores) -> None:
    store = stores.create_texts(folder / TEXTS_FILE)
    try:
        for document in material.documents:
            store.add(document, material.passages_of(document))
    finally:
        store.close()


def write_words(
    folder: Path, wordbook: Wordbook, vocabulary: Vocabulary, document_ids: Iterable[str]
) -> None:
    """Writes the words of the documents, and the vocabulary and lexicon that follow from them."""
    wordbook.save(folder)
    vocabulary.save(folder / VOCABULARY_FILE)
    wordbook.lexicon(document_ids).save(folder / LEXICON_FILE)


def write_questions(
    folder: Path, material: Material | Revision, analyzer: Analyzer, encoder: Encoder
) -> None:
    """Writes the expected questions, searchable."""
    questions, names = material.questions, names_of(material.wordings)
    texts = [question.text for question in questions]
    vectors = encoder.encode(texts) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
    QuestionIndex.of(questions, analyzer, vectors, names).save(folder)


def write_bank(folder: Path, material: Material | Revision, analyzer: Analyzer) -> None:
    """Writes the answer bank, with what each entry speaks of."""
    ways: dict[str, list[str]] = {}
    for question in material.questions:
        if question.entry is not None:
            ways.setdefault(question.entry, []).append(question.text)
    BankIndex.of(material.bank, ways, names_of(material.wordings), analyzer).save(folder)


def _write_keywords(
    folder: Path, passages: Sequence[Passage], analyzer: Analyzer, stores: Stores, progress: Progress
) -> None:
    step = "Zoekwoorden per passage"

    def rows() -> Iterator[KeywordRow]:
        for done, passage in enumerate(passages):
            progress(step, done, len(passages))
            yield passage.id, keyword_fields(passage, analyzer)

    store = stores.create_keywords(folder / KEYWORDS_FOLDER)
    try:
        store.add(rows())
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
        for passage in material.passages_of(document)
        for unit in units_of(document, passage)
    ]
    vectors = encode_units(units, encoder, progress)
    ids = [unit.id for unit in units]
    UnitVectors.save(folder, ids, vectors)
    passages = [row for row, name in enumerate(ids) if is_passage(name)]
    store = stores.create_vectors(folder / VECTORS_FOLDER)
    try:
        store.add([ids[row] for row in passages], vectors[passages])
    finally:
        store.close()


def encode_units(units: Sequence[Unit], encoder: Encoder, progress: Progress) -> Vectors:
    """The vectors of units, shape (len(units), dimensions)."""
    step = "Vectoren van passages en zinnen"
    vectors = np.empty((len(units), encoder.dimensions), dtype=np.float32)
    for start in range(0, len(units), ENCODED_AT_ONCE):
        progress(step, start, len(units))
        some = units[start : start + ENCODED_AT_ONCE]
        vectors[start : start + len(some)] = encoder.encode([unit.text for unit in some])
    progress(step, len(units), len(units))
    return vectors
