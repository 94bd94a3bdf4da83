"""Builds the adapters and puts them together; the only importer of `adapters/`."""

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.adapters.parsers import HtmlParser, MarkdownParser, PdfParser, TextParser
from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.answer.compose import Assistant
from sro_assistant.desk.batch import OfficeReader
from sro_assistant.index.editing import Editors
from sro_assistant.index.generation import Stores, open_generation
from sro_assistant.index.report import BuildReport, Progress
from sro_assistant.index.storage import pointer_state
from sro_assistant.ports import VectorStore
from sro_assistant.serve.export import WordWriter
from sro_assistant.settings import Settings

if TYPE_CHECKING:
    from sro_assistant.desk.doctor import Report

__all__ = ["BuildReport", "examine", "office_readers", "open_assistant", "update_index", "word_writer"]

PARSERS = (MarkdownParser(), TextParser(), HtmlParser(), PdfParser())


def update_index(settings: Settings, progress: Progress) -> BuildReport:
    """Brings the index up to date with the corpus; does nothing where it is.

    Raises CorpusError, ModelError or an index error, each with a Dutch message that says what to do.
    """
    from sro_assistant.index.build import build_index  # noqa: PLC0415 - no question needs what builds
    from sro_assistant.index.reuse import read_material  # noqa: PLC0415 - as above

    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    stores = index_stores()
    base = (settings.index_dir, stores)
    material = read_material(settings.corpus_dir, PARSERS, base, encoder.name, progress)
    return build_index(settings.index_dir, material, encoder, stores, progress)


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the index that is there; raises IndexMissingError where there is none."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    return Assistant(generation, encoder, settings.contact)


def open_served(settings: Settings) -> tuple[Assistant, Callable[[], None]]:
    """An assistant that is ready for its first question, and what closes it; raises as `open_assistant`."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    with ExitStack() as undo:
        generation = open_generation(settings.index_dir, index_stores())
        undo.callback(generation.close)
        generation.warm()
        undo.pop_all()
    return Assistant(generation, encoder, settings.contact), generation.close


def index_state(settings: Settings) -> str:
    """Something that changes whenever another index should serve."""
    return pointer_state(settings.index_dir)


def index_stores() -> Stores:
    """How the stores of an index are made, opened and changed."""
    return Stores(
        create_vectors=_create_vectors,
        open_vectors=_open_vectors,
        create_keywords=TantivyKeywords.create,
        open_keywords=TantivyKeywords.open,
        create_texts=SqliteTexts.create,
        open_texts=SqliteTexts.open,
        editors=Editors(keywords=TantivyKeywords.open, texts=SqliteTexts.change),
    )


def _create_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.create(folder)


def _open_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.open(folder)


def examine(settings: Settings) -> "Report":
    """What the doctor finds on this machine, today; it changes nothing."""
    from sro_assistant.desk import doctor  # noqa: PLC0415 - only `sro doctor` needs it

    return doctor.examine(
        doctor.Checkup(
            settings=settings,
            parsers=PARSERS,
            open_encoder=lambda: open_encoder(settings.embedding_model, settings.models_dir),
            environment=os.environ,
            today=datetime.now(tz=UTC).date(),
        )
    )


def office_readers() -> Mapping[str, OfficeReader]:
    """What reads a file of questions from an office program, by its suffix."""
    from sro_assistant.adapters import tables, word  # noqa: PLC0415 - only a batch needs them

    return {".xlsx": tables.read_rows, ".docx": word.read_questions}


def word_writer() -> WordWriter:
    """What writes answers as a Word document."""
    from sro_assistant.adapters import word  # noqa: PLC0415 - as above

    return word.write_document
