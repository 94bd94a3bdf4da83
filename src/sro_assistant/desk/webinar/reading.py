"""From what was uploaded or pasted to questions; names and addresses of who asked are left out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from sro_assistant.desk.batch import DELIMITERS, Rows, csv_rows
from sro_assistant.desk.files import MAX_FILE_BYTES, MAX_MEGABYTES, decoded
from sro_assistant.errors import InputError
from sro_assistant.retrieve.question import MAX_CHARACTERS

Table = tuple[str, Rows]
"""The name of a sheet ("" for what has none), and its rows of cells; loose lines are one column."""
TableReader = Callable[[bytes], Sequence[Table]]
"""Reads an office file as tables."""

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
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")  # bounded: a cell may be one long word
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
        raise InputError(f"{name} is te groot. Splits het in bestanden van hoogstens {MAX_MEGABYTES} MB.")
    if suffix == ".txt":
        return read_pasted(decoded(data))
    tables = office[suffix](data) if suffix in office else [("", _csv_table(decoded(data)))]
    return _of_tables([(name, rows) for name, rows in tables if any(map(any, rows))])


def read_pasted(text: str) -> Upload:
    """The questions of a text: the items of a numbered list, else a question a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(_COUNTED.match(line) is not None for line in lines) > 1:
        lines = _items(lines)
    return _upload([line for line in lines if not line.rstrip().endswith(":")])


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Where a table has its questions: the column, the first row, and the titles of the other columns.

    `is_titled` where a header names it.
    """

    place: int
    first: int
    others: tuple[str, ...] = ()
    is_titled: bool = False


def _of_tables(tables: Sequence[Table]) -> Upload:
    """The questions of every table, and what was not read; raises InputError where no table has any."""
    found = [(name, rows, _question_column(rows)) for name, rows in tables]
    has_title = any(column is not None and column.is_titled for _, _, column in found)
    cells: list[str] = []
    ignored: dict[str, None] = {}
    read: list[str] = []
    for name, rows, column in found:
        # Beside a sheet that names its questions, another one explains or counts.
        if column is not None and (column.is_titled or not (name and has_title)):
            cells.extend(row[column.place] for row in rows[column.first :] if column.place < len(row))
            ignored.update(dict.fromkeys(column.others))
            read.append(name)
    if tables and not read:
        raise InputError("Ik vind geen kolom met vragen. Zet ‘Vraag’ boven de kolom met de vragen.")
    return _upload(cells, (*_tables_read(tables, read), *_columns_ignored(tuple(ignored))))


def _tables_read(tables: Sequence[Table], read: Sequence[str]) -> Iterator[str]:
    """What the office must know where a file has several sheets or tables."""
    sheets = [name for name in read if name]
    others = [name for name, _ in tables if name and name not in read]
    if len(sheets) > 1:
        yield f"Gelezen uit {len(sheets)} werkbladen: {_quoted(sheets)}."
    if others:
        yield f"Niet gelezen, want zonder kolom met vragen: {_quoted(others)}."
    if len(read) < len(tables) and not others:
        yield "Een tabel zonder kolom met vragen is niet gelezen."


def _columns_ignored(titles: Sequence[str]) -> Iterator[str]:
    if titles:
        yield f"Niet gelezen, om geen persoonsgegevens te gebruiken: {', '.join(titles)}."


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"‘{name}’" for name in names)


def _question_column(table: Rows) -> _Column | None:
    """Where a table has its questions; None where it has none."""
    width = max(len(row) for row in table)
    for number, row in enumerate(table[:_HEADER_ROWS]):
        titles = [cell.strip() for cell in row]
        if width > 1 and sum(map(bool, titles)) < 2:  # noqa: PLR2004 - a lone cell is a title of the whole
            continue
        place = next((i for i, title in enumerate(titles) if _is_header(title)), None)
        if place is not None:
            others = tuple(title for i, title in enumerate(titles) if title and i != place)
            return _Column(place=place, first=number + 1, others=others, is_titled=True)
    if width == 1:
        return _Column(place=0, first=0)
    scores = [_likeness_to_questions(row[i] for row in table if i < len(row)) for i in range(width)]
    best = max(range(width), key=scores.__getitem__)
    if scores[best] <= 0:
        return None
    return _Column(place=best, first=0, others=tuple(f"kolom {i + 1}" for i in range(width) if i != best))


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


def _upload(cells: Sequence[str], notices: Sequence[str] = ()) -> Upload:
    texts = [text for cell in cells if (text := _plain(cell))]
    if not texts:
        raise InputError("Hier staan geen vragen in. Zet elke vraag op een eigen regel of in een eigen cel.")
    if len(texts) > MOST_QUESTIONS:
        raise InputError(f"Dit zijn {len(texts)} vragen. Splits ze in delen van hoogstens {MOST_QUESTIONS}.")
    short = [text for text in texts if len(text) <= MAX_CHARACTERS]
    if not short:
        raise InputError(f"Elke vraag is langer dan {MAX_CHARACTERS} tekens. Zet één vraag op elke regel.")
    without = [_without_contacts(text) for text in short]
    told = list(notices)
    if len(short) < len(texts):
        count = len(texts) - len(short)
        left_out = "Eén vraag is" if count == 1 else f"{count} vragen zijn"
        told.append(f"{left_out} niet gelezen: langer dan {MAX_CHARACTERS} tekens. Kort ze in.")
    if without != short:
        told.append("E-mailadressen en telefoonnummers in de vragen zijn weggelaten.")
    questions = tuple(Asked(number=number, text=text) for number, text in enumerate(without, start=1))
    return Upload(questions=questions, notices=tuple(told))


def _plain(cell: str) -> str:
    """A cell on one line, without the number or bullet before it; one that only numbers is empty."""
    text = " ".join(cell.split())
    text = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    return text if any(letter.isalpha() for letter in text) else ""


def _without_contacts(text: str) -> str:
    return _PHONE.sub("(telefoonnummer weggelaten)", _MAIL.sub("(e-mailadres weggelaten)", text))
