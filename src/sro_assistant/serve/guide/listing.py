"""The fact sheets by kind, as the page of sources lists them."""

from fastapi import Request

from sro_assistant.domain import Sheet, SheetKind, SheetStatus
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.api import Guided
from sro_assistant.serve.serving import assistant_of

Listed = tuple[tuple[SheetKind, tuple[tuple[Sheet, SheetStatus], ...]], ...]
"""Kinds, each with its sheets and their status today."""


def sheets_by_kind(request: Request) -> Listed:
    """All sheets by kind and name; nothing where the assistant has no guide."""
    assistant = assistant_of(request)
    if not isinstance(assistant, Guided):
        return ()
    sheets = sorted(assistant.guide.programmes().sheets.all, key=lambda sheet: sheet.name.casefold())
    today = assistant.guide.today()
    grouped = (
        (kind, tuple((sheet, sheet.status_on(today)) for sheet in sheets if sheet.kind is kind))
        for kind in guide_words.KINDS
    )
    return tuple((kind, found) for kind, found in grouped if found)
