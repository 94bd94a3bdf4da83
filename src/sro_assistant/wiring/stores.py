"""The stores of an index."""

from pathlib import Path

from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.index.editing import Editors
from sro_assistant.index.generation import Stores
from sro_assistant.ports import VectorStore


def index_stores(*, mapped: bool = False) -> Stores:
    """How the stores of an index are made, opened and changed; `mapped` for a process that soon ends."""
    return Stores(
        create_vectors=_create_vectors,
        open_vectors=_open_vectors,
        create_keywords=TantivyKeywords.create,
        open_keywords=TantivyKeywords.open,
        create_texts=SqliteTexts.create,
        open_texts=SqliteTexts.open,
        mapped=mapped,
        editors=Editors(TantivyKeywords.open, SqliteTexts.change, SqliteTexts.open),
    )


def _create_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.create(folder)


def _open_vectors(folder: Path) -> VectorStore:
    from sro_assistant.adapters.chroma import ChromaVectors  # noqa: PLC0415 - chromadb takes half a second

    return ChromaVectors.open(folder)
