"""Tables for a spreadsheet, in which no cell can do anything."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV that Excel opens well in Belgium: semicolons, and UTF-8 with a byte order mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: str) -> str:
    """A cell as text: a spreadsheet reads what starts with one of these as a formula."""
    shown = unicodedata.normalize("NFKC", cell.lstrip(" \n\u00a0")[:1])
    return f"'{cell}" if shown.startswith(_FORMULA_STARTS) else cell
