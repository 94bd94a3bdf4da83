"""Builds the adapters and puts them together; the only importer of `adapters/`.

What every question needs is named here; the tools of the office have modules of their own, which load more.
"""

from sro_assistant.index.report import BuildReport
from sro_assistant.wiring.assistant import open_assistant, open_served, open_shelves
from sro_assistant.wiring.index import index_state, update_index
from sro_assistant.wiring.stores import index_stores

__all__ = [
    "BuildReport",
    "index_state",
    "index_stores",
    "open_assistant",
    "open_served",
    "open_shelves",
    "update_index",
]
