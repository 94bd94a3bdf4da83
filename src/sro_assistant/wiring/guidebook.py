"""The guide's own files: as `sro index` kept them where they did not change, else read anew."""

import logging

from sro_assistant.domain.guide import Guidebook
from sro_assistant.errors import CorpusError
from sro_assistant.index.guidebook import keep_guidebook, kept_guidebook
from sro_assistant.settings import Settings

logger = logging.getLogger(__name__)


def open_guidebook(settings: Settings) -> Guidebook:
    """The guidebook of the corpus; an empty one, and a warning, where its files are broken."""
    kept = kept_guidebook(settings.corpus_dir, settings.index_dir)
    if kept is not None:
        return kept
    from sro_assistant.ingest.curated.guidebook import read_guidebook  # noqa: PLC0415 - it loads YAML

    try:
        return read_guidebook(settings.corpus_dir)
    except CorpusError as error:
        logger.warning("De gids doet niet mee. %s", error)
        return Guidebook()


def keep_guide(settings: Settings) -> None:
    """Keeps the guide as it is now, so that no question has to read its files; nothing where that fails."""
    if kept_guidebook(settings.corpus_dir, settings.index_dir) is not None:
        return
    from sro_assistant.ingest.curated.guidebook import read_guidebook  # noqa: PLC0415 - it loads YAML

    try:
        keep_guidebook(read_guidebook(settings.corpus_dir), settings.corpus_dir, settings.index_dir)
    except (CorpusError, OSError) as error:  # the files are read then, which tells what is wrong with them
        logger.info("De gids is niet bij de index bewaard. %s", error)
