"""Spreadsheets (.xlsx) as rows of text; the only home of openpyxl."""

import io
from collections.abc import Sequence
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sro_assistant.errors import InputError

MAX_ROWS = 10_000
MAX_COLUMNS = 50
MAX_SHEETS = 50

Sheet = tuple[str, tuple[tuple[str, ...], ...]]
"""The name of a sheet, and its rows."""


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that a reader sees, each as text, at most MAX_ROWS by MAX_COLUMNS; raises InputError."""
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        seen = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
        return tuple(
            (
                sheet.title,
                tuple(
                    _texts(row)
                    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
                ),
            )
            for sheet in seen
        )
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        OSError,
        SyntaxError,
    ) as error:
        raise InputError(
            "Dit is geen leesbaar Excel-bestand. Open het in Excel en bewaar het opnieuw als .xlsx."
        ) from error


def _texts(row: Sequence[object]) -> tuple[str, ...]:
    """The row's cells up to the last one that is filled."""
    cells = ["" if cell is None else str(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
