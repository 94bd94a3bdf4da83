"""The questions of a file, to be answered one by one: JSON lines, text, CSV or an office format."""

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sro_assistant.desk.files import decoded, read_bounded
from sro_assistant.errors import InputError

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Rows: TypeAlias = Sequence[Sequence[str]]
OfficeReader = Callable[[bytes], Sequence[Rows]]
"""Reads an office file as tables of rows of cells; a file of loose questions is a single column."""

PLAIN_SUFFIXES = (".jsonl", ".csv", ".txt")
_QUESTION_HEADERS = ("vraag", "question", "vragen", "questions")
DELIMITERS = (";", "\t", ",")
_BETWEEN = ' ;,\t"'
_NO_DELIMITER = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One question of the file as an API request, or what keeps it from being one (Dutch)."""

    id: Json
    request: Json = None
    error: str | None = None

    @property
    def question(self) -> str:
        """The question's words, for a reader; empty where the line has none."""
        asked = self.request.get("question") if isinstance(self.request, dict) else None
        return asked if isinstance(asked, str) else ""


def read_batch(path: Path, office: Mapping[str, OfficeReader]) -> tuple[BatchLine, ...]:
    """The questions of a file in order, told by its suffix; raises InputError where there are none."""
    suffix = path.suffix.lower()
    if suffix not in (*PLAIN_SUFFIXES, *office):
        known = ", ".join((*PLAIN_SUFFIXES, *office))
        raise InputError(f"{path.name}: dit soort bestand kan niet. Kies een van deze: {known}.")
    data = read_bounded(path, str(path))
    if suffix == ".jsonl":
        lines = _json_lines(data)
    elif suffix == ".txt":
        lines = _text_lines(decoded(data))
    else:
        lines = _tables_lines(office[suffix](data) if suffix in office else [csv_rows(decoded(data))])
    if not lines:
        raise InputError(f"{path.name}: er staan geen vragen in. Zet elke vraag op een eigen regel.")
    return lines


def _asked(line_id: Json, question: str) -> BatchLine:
    return BatchLine(id=line_id, request={"question": question})


def _text_lines(text: str) -> tuple[BatchLine, ...]:
    numbered = enumerate(text.splitlines(), start=1)
    return tuple(_asked(number, line.strip()) for number, line in numbered if line.strip())


def _json_lines(data: bytes) -> tuple[BatchLine, ...]:
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return tuple(_json_line(line) for line in lines if line.strip())


def _json_line(line: bytes) -> BatchLine:
    try:
        value: Json = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        return BatchLine(id=None, error="Deze regel is geen geldige JSON in UTF-8. Kijk de regel na.")
    if not isinstance(value, dict):
        return BatchLine(id=None, error='Deze regel is geen JSON-object. Zet er {"question": "…"} op.')
    request = {name: field for name, field in value.items() if name != "id"}
    return BatchLine(id=value.get("id"), request=request)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def csv_rows(text: str, delimiter: str | None = None) -> Rows:
    """The rows of a CSV file; what stands between its cells is found out. Raises InputError."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text)))
    except csv.Error as error:
        raise InputError("Dit CSV-bestand is niet leesbaar. Bewaar het opnieuw als CSV in UTF-8.") from error


def _delimiter(text: str) -> str:
    """What stands between the cells: seen in the header, or as often in every line; else nothing."""
    lines = [line for line in text.splitlines() if line.strip(_BETWEEN)]
    if not lines:
        return _NO_DELIMITER
    header = lines[0].replace('"', "")
    for delimiter in DELIMITERS:
        named = _column(header.split(delimiter), _QUESTION_HEADERS)
        if delimiter in header and named is not None:
            return delimiter
    for delimiter in DELIMITERS:
        counts = {line.count(delimiter) for line in lines}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            return delimiter
    return _NO_DELIMITER


def _tables_lines(tables: Sequence[Rows]) -> tuple[BatchLine, ...]:
    """The questions of every table; where a header names them in one, only of those where it does."""
    filled = [[row for row in rows if any(cell.strip() for cell in row)] for rows in tables]
    titled = [rows for rows in filled if rows and _column(rows[0], _QUESTION_HEADERS) is not None]
    lines: list[BatchLine] = []
    rows_before = 0
    for rows in titled or filter(None, filled):
        lines.extend(_table_lines(rows, rows_before))
        rows_before += len(rows) - (1 if titled else 0)
    return tuple(lines)


def _table_lines(filled: Rows, rows_before: int) -> Iterator[BatchLine]:
    """A question per row: from the column that a header names, else from the first."""
    column = _column(filled[0], _QUESTION_HEADERS)
    id_column = _column(filled[0], ("id",)) if column is not None else None
    questions = filled if column is None else filled[1:]
    for number, row in enumerate(questions, start=rows_before + 1):
        if _cell(row, column or 0):
            yield _asked(_cell(row, id_column) or number, _cell(row, column or 0))


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    titles = [cell.strip().lower() for cell in header]
    return next((titles.index(name) for name in names if name in titles), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
