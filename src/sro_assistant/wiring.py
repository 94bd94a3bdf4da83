"""Builds the adapters and puts them together; the only importer of `adapters/`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.adapters.parsers import HtmlParser, MarkdownParser, PdfParser, TextParser
from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.answer.compose import Assistant
from sro_assistant.desk.batch import OfficeReader
from sro_assistant.index.build import BuildReport, Material, Progress, build_index
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.index.generation import Stores, open_generation
from sro_assistant.ingest.load import load_corpus
from sro_assistant.ports import VectorStore
from sro_assistant.serve.export import WordWriter
from sro_assistant.settings import Settings

__all__ = ["BuildReport", "office_readers", "open_assistant", "update_index", "word_writer"]

PARSERS = (MarkdownParser(), TextParser(), HtmlParser(), PdfParser())


def update_index(settings: Settings, progress: Progress) -> BuildReport:
    """Brings the index up to date with the corpus; does nothing where it is.

    Raises CorpusError, ModelError or an index error, each with a Dutch message that says what to do.
    """
    from sro_assistant.adapters.chroma import REWRITTEN_ON_OPENING  # noqa: PLC0415 - as below

    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    corpus = load_corpus(settings.corpus_dir, PARSERS, progress)
    material = Material(
        documents=corpus.documents,
        passages={entry.document.source.id: entry.passages for entry in corpus.loaded},
        fingerprint=Fingerprint.of(corpus.sources, encoder.name),
    )
    report = build_index(settings.index_dir, material, encoder, _stores(REWRITTEN_ON_OPENING), progress)
    return replace(report, problems=tuple(problem.message for problem in corpus.problems))


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the index that is there; raises IndexMissingError where there is none."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, _stores())
    return Assistant(generation, encoder, settings.contact)


def _stores(rewritten: frozenset[str] = frozenset()) -> Stores:
    return Stores(
        create_vectors=_create_vectors,
        open_vectors=_open_vectors,
        create_keywords=TantivyKeywords.create,
        open_keywords=TantivyKeywords.open,
        create_texts=SqliteTexts.create,
        open_texts=SqliteTexts.open,
        rewritten=rewritten,
    )


def _create_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.create(folder)


def _open_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.open(folder)


def office_readers() -> Mapping[str, OfficeReader]:
    """What reads a file of questions from an office program, by its suffix."""
    from sro_assistant.adapters import tables, word  # noqa: PLC0415 - only a batch needs them

    return {".xlsx": tables.read_rows, ".docx": word.read_questions}


def word_writer() -> WordWriter:
    """What writes answers as a Word document."""
    from sro_assistant.adapters import word  # noqa: PLC0415 - as above

    return word.write_document
