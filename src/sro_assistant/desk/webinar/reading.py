"""From what was uploaded or pasted to questions; names and addresses of who asked are left out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from sro_assistant.desk.batch import DELIMITERS, MAX_FILE_BYTES, Rows, csv_rows, decoded
from sro_assistant.errors import InputError

TableReader = Callable[[bytes], Sequence[Rows]]
"""Reads an office file as tables of rows of cells; loose lines are a table of one column."""

PLAIN_SUFFIXES: Final = (".csv", ".txt")
MOST_QUESTIONS: Final = 500

_HEADER = re.compile(r"\b(?:vraag|vragen|questions?|bericht|message|content|inhoud)\b(?!.*\?)", re.IGNORECASE)
_ABOUT_ELSE = re.compile(
    r"\b(?:door|by|naam|name|asker|e-?mail|tijd|time|datum|date|nr|nummer|number|id|type|status|report|details)\b",
    re.IGNORECASE,
)
_LONGEST_HEADER = 40
_HEADER_ROWS = 15
_NUMBERING = re.compile(
    r"\s*(?:(?:vraag|question|q)\s*\d{1,3}\s*[.:)–-]\s*|\d{1,3}\s*[.)]\s+|[-–*•]\s+)", re.IGNORECASE
)
_COUNTED = re.compile(r"\s*(?:(?:vraag|question|q)\s*\d{1,3}\s*[.:)–-]|\d{1,3}\s*[.)]\s)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d{2}|0)\d(?:[ ./]?\d){7,9}(?!\w)")
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of an upload, with its place in the order of the file, from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The questions of an upload, and what the office must know of how they were read (Dutch)."""

    questions: tuple[Asked, ...]
    notices: tuple[str, ...] = ()


def read_upload(name: str, data: bytes, office: Mapping[str, TableReader]) -> Upload:
    """The questions of a file, told by its suffix; raises InputError where there are none."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in (*PLAIN_SUFFIXES, *office):
        known = ", ".join((*PLAIN_SUFFIXES, *office))
        raise InputError(f"{name}: dit soort bestand kan niet. Kies een van deze: {known}.")
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"{name} is te groot. Splits het in bestanden van hoogstens 25 MB.")
    if suffix == ".txt":
        return read_pasted(decoded(data))
    tables = office[suffix](data) if suffix in office else [_csv_table(decoded(data))]
    return _upload(*_of_tables([table for table in tables if any(map(any, table))]))


def read_pasted(text: str) -> Upload:
    """The questions of a text: the items of a numbered list, else a question a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(_COUNTED.match(line) is not None for line in lines) > 1:
        lines = _items(lines)
    return _upload([line for line in lines if not line.rstrip().endswith(":")], [])


def _items(lines: Sequence[str]) -> list[str]:
    """The items of a numbered list, each on one line; what stands before the first stays as it is."""
    found: list[str] = []
    is_listed = False
    for line in lines:
        starts = _COUNTED.match(line) is not None
        if is_listed and not starts:
            found[-1] = f"{found[-1].rstrip()} {line.strip()}"
        else:
            found.append(line)
        is_listed = is_listed or starts
    return found


def _csv_table(text: str) -> Rows:
    """The rows of a CSV file, cut where a header that names the questions comes to stand by itself."""
    for delimiter in DELIMITERS:
        rows = csv_rows(text, delimiter)
        if any(len(row) > 1 and any(map(_is_header, row)) for row in rows[:_HEADER_ROWS]):
            return rows
    return csv_rows(text)


def _of_tables(tables: Sequence[Rows]) -> tuple[list[str], list[str]]:
    """The cells with questions of every table, and the titles of the columns that were not read."""
    cells: list[str] = []
    ignored: dict[str, None] = {}
    for table in tables:
        column, first, others = _question_column(table)
        cells.extend(row[column] for row in table[first:] if column < len(row))
        ignored.update(dict.fromkeys(others))
    return cells, list(ignored)


def _question_column(table: Rows) -> tuple[int, int, list[str]]:
    """The column that holds the questions, the first row of them, and the titles of the other columns."""
    width = max(len(row) for row in table)
    for place, row in enumerate(table[:_HEADER_ROWS]):
        titles = [cell.strip() for cell in row]
        if width > 1 and sum(map(bool, titles)) < 2:  # noqa: PLR2004 - a lone cell is a title of the whole
            continue
        column = next((i for i, title in enumerate(titles) if _is_header(title)), None)
        if column is not None:
            return column, place + 1, [t for i, t in enumerate(titles) if t and i != column]
    if width == 1:
        return 0, 0, []
    scores = [_likeness_to_questions(row[i] for row in table if i < len(row)) for i in range(width)]
    best = max(range(width), key=scores.__getitem__)
    if scores[best] <= 0:
        raise InputError("Ik vind geen kolom met vragen. Zet ‘Vraag’ boven de kolom met de vragen.")
    return best, 0, [f"kolom {i + 1}" for i in range(width) if i != best]


def _is_header(cell: str) -> bool:
    title = cell.strip()
    return (
        0 < len(title) <= _LONGEST_HEADER
        and _HEADER.search(title) is not None
        and _ABOUT_ELSE.search(title) is None
    )


def _likeness_to_questions(cells: Iterable[str]) -> float:
    """How much a column looks like questions, per cell: question marks and length for, addresses against."""
    filled = [cell for cell in cells if cell.strip()]
    marks = sum(2 * cell.rstrip().endswith("?") for cell in filled)
    long = sum(len(cell.split()) >= _FEW_WORDS for cell in filled)
    addresses = sum(5 for cell in filled if _MAIL.search(cell))
    return (marks + long - addresses) / len(filled) if filled else 0.0


def _upload(cells: Sequence[str], ignored: Sequence[str]) -> Upload:
    texts = [text for cell in cells if (text := _plain(cell))]
    if not texts:
        raise InputError("Hier staan geen vragen in. Zet elke vraag op een eigen regel of in een eigen cel.")
    if len(texts) > MOST_QUESTIONS:
        raise InputError(f"Dit zijn {len(texts)} vragen. Splits ze in delen van hoogstens {MOST_QUESTIONS}.")
    without = [_without_contacts(text) for text in texts]
    notices = []
    if ignored:
        notices.append(f"Niet gelezen, om geen persoonsgegevens te gebruiken: {', '.join(ignored)}.")
    if without != texts:
        notices.append("E-mailadressen en telefoonnummers in de vragen zijn weggelaten.")
    questions = tuple(Asked(number=number, text=text) for number, text in enumerate(without, start=1))
    return Upload(questions=questions, notices=tuple(notices))


def _plain(cell: str) -> str:
    """A cell on one line, without the number or bullet before it; one that only numbers is empty."""
    text = " ".join(cell.split())
    text = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    return text if any(letter.isalpha() for letter in text) else ""


def _without_contacts(text: str) -> str:
    return _PHONE.sub("(telefoonnummer weggelaten)", _MAIL.sub("(e-mailadres weggelaten)", text))
