"""Builds the adapters and puts them together; the only importer of `adapters/`."""

from sro_assistant.index.report import BuildReport
from sro_assistant.wiring.assistant import open_assistant, open_served, open_shelves
from sro_assistant.wiring.index import index_state, update_index
from sro_assistant.wiring.stores import PARSERS, index_stores
from sro_assistant.wiring.tools import examine, look_into_bank, office_readers, stock_encoder, word_writer

__all__ = [
    "PARSERS",
    "BuildReport",
    "examine",
    "index_state",
    "index_stores",
    "look_into_bank",
    "office_readers",
    "open_assistant",
    "open_served",
    "open_shelves",
    "stock_encoder",
    "update_index",
    "word_writer",
]
