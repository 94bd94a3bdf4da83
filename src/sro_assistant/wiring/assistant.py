"""Opens the assistant on the index that is there: for one command, or for a server."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.compose import Assistant
from sro_assistant.answer.shelves import Shelves
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.generation import Generation, Stores, open_generation
from sro_assistant.index.storage import pointer_state
from sro_assistant.ports import Encoder
from sro_assistant.settings import Settings
from sro_assistant.wiring.guidebook import open_guidebook
from sro_assistant.wiring.language_model import writing_with
from sro_assistant.wiring.stores import index_stores

if TYPE_CHECKING:
    from sro_assistant.guide.guide import Guide
    from sro_assistant.guide.programmes import Programmes

logger = logging.getLogger(__name__)


def open_assistant(settings: Settings) -> Assistant:
    """The assistant on the index that is there; raises IndexMissingError where there is none."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    return _on_documents(generation, encoder, settings)


def open_shelves(settings: Settings) -> Shelves:
    """The assistant that turns to the fact sheets where the documents fall short; raises as above.

    For a process that answers and ends: `open_served` is for one that stays.
    """
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    stores = index_stores(mapped=True)
    generation = open_generation(settings.index_dir, stores)
    documents = _on_documents(generation, encoder, settings)
    guide = _guide(settings, encoder, generation.analyzer)
    return Shelves(documents, lambda: _open_sheets(settings, encoder, stores), _naming(guide), guide)


def open_served(settings: Settings) -> tuple[Shelves, Callable[[], None]]:
    """An assistant that is ready for its first question, and what closes it; raises as `open_assistant`."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    with ExitStack() as undo:
        generation = open_generation(settings.index_dir, index_stores())
        undo.callback(generation.close)
        generation.warm()
        sheets = _open_sheets(settings, encoder, index_stores())
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
    writing = writing_with(settings, is_served=is_served)
    return Assistant(generation, encoder, settings.contact, bank=settings.bank, writing=writing)


def _open_sheets(settings: Settings, encoder: Encoder, stores: Stores) -> Assistant | None:
    """The assistant on the fact sheets; None where there are none, or their index cannot be read."""
    folder = settings.sheets_index_dir
    if not pointer_state(folder):
        return None
    try:
        generation = open_generation(folder, stores)
    except (IndexMissingError, IndexDamagedError) as error:
        logger.warning("De fiches doen niet mee. %s", error)
        return None
    return Assistant(generation, encoder, settings.contact, bank=settings.bank)


def _guide(settings: Settings, encoder: Encoder, analyzer: Analyzer) -> "Guide":
    """The guide on the sheets and its own files, which are read when first asked for."""
    from sro_assistant.guide.guide import Guide  # noqa: PLC0415 - light, but what it stands on is not

    @cache
    def programmes() -> "Programmes":
        from sro_assistant.guide.programmes import Programmes  # noqa: PLC0415 - few questions need it
        from sro_assistant.guide.relevance import Relevance  # noqa: PLC0415 - as above
        from sro_assistant.guide.sheets import Sheets  # noqa: PLC0415 - as above
        from sro_assistant.ingest.sheets.corpus import read_sheets  # noqa: PLC0415 - it loads YAML

        sheets = Sheets.of(read_sheets(settings.corpus_dir))
        return Programmes(sheets, Relevance(sheets.all, encoder, analyzer.terms))

    return Guide(programmes=programmes, book=cache(lambda: open_guidebook(settings)), today=today)


def _naming(guide: "Guide") -> Callable[[str], frozenset[str]]:
    """What tells which sheets a text names."""
    return lambda text: frozenset(sheet.document_id for sheet in guide.programmes().sheets.named_in(text))


def today() -> date:
    """The day on which it is asked, in UTC."""
    return datetime.now(tz=UTC).date()
