"""The answer bank as people write it: `corpus/answers/*.yaml`, a file a subject; see its README."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from sro_assistant.domain import Layout, QuestionStyle, Status
from sro_assistant.domain.bank import Review
from sro_assistant.ingest.curated.pieces import (
    Table,
    WrongPieceError,
    items,
    on_one_line,
    table,
    table_in,
    text,
    texts,
)

FOLDER = "answers"
SUFFIX = ".yaml"
STYLES: tuple[str, ...] = get_args(QuestionStyle)
STATUSES = (Status.ANSWERED, Status.PARTIAL, Status.NOT_FOUND)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE_KEYS = frozenset({"onderwerp", "nazicht", "antwoorden"})
_ENTRY_KEYS = frozenset(
    "id vraag anders_gevraagd status antwoord ontbreekt waar_vragen verwant meldingen zie_ook nazicht".split()
)
_STATEMENT_KEYS = frozenset({"tekst", "citaten", "punt"})
_QUOTE_KEYS = frozenset({"document", "citaat"})
_PREPARED, _REVIEWED = "voorbereid", "nagekeken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that somebody says stand in a document."""

    document_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenStatement:
    """A sentence of an answer and its quotes, as they were written."""

    text: str
    quotes: tuple[Quote, ...]
    layout: Layout = Layout.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry of the bank as it was written; `place` names its file and line.

    `ways` are other ways to ask the question, each with its style.
    """

    id: str
    subject: str
    question: str
    ways: tuple[tuple[str, str], ...]
    status: Status
    statements: tuple[WrittenStatement, ...]
    related: tuple[Quote, ...]
    missing: tuple[str, ...]
    ask: str
    notices: tuple[str, ...]
    see_also: tuple[str, ...]
    review: Review | None
    place: str

    @property
    def file(self) -> str:
        """The name of the file in which it stands."""
        return self.place.partition(",")[0]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote that it stands on, each once."""
        found = (quote for statement in self.statements for quote in statement.quotes)
        return tuple(dict.fromkeys((*found, *self.related)))

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The question and the other ways to ask it, each with its style."""
        return ((self.question, "plain"), *self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProblem:
    """Why an entry, or a whole file, does not serve; `message` is Dutch, names the place and the mend.

    `stale` marks an entry whose text in a source has changed: it is to be read again.
    """

    place: str
    entry: str | None
    message: str
    stale: bool = False

    @property
    def file(self) -> str:
        """The name of the file in which it was found."""
        return self.place.partition(",")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBank:
    """The entries that can be read, and what is wrong with the others."""

    entries: tuple[WrittenEntry, ...]
    problems: tuple[BankProblem, ...]

    @property
    def document_ids(self) -> frozenset[str]:
        """The documents that are quoted."""
        return frozenset(quote.document_id for entry in self.entries for quote in entry.quotes)


def is_id(text: str) -> bool:
    """Whether a text can name an entry or a subject's file."""
    return _ID.fullmatch(text) is not None


def read_bank(corpus_dir: Path) -> WrittenBank:
    """All entries, file by file; none where there is no folder."""
    entries: list[WrittenEntry] = []
    problems: list[BankProblem] = []
    for path in sorted((corpus_dir / FOLDER).glob(f"*{SUFFIX}")):
        found = read_file(path)
        entries.extend(found.entries)
        problems.extend(found.problems)
    kept, doubles = _without_doubles(entries)
    return WrittenBank(entries=kept, problems=(*problems, *doubles))


def read_file(path: Path) -> WrittenBank:
    """The entries of one file."""
    try:
        subject, review, pieces = _file(path)
    except WrongPieceError as error:
        problem = BankProblem(place=path.name, entry=None, message=f"{path.name}: {error}")
        return WrittenBank(entries=(), problems=(problem,))
    entries: list[WrittenEntry] = []
    problems: list[BankProblem] = []
    for line, piece in pieces:
        place = f"{path.name}, regel {line}"
        try:
            entries.append(_entry(piece, subject, review, place))
        except WrongPieceError as error:
            name = piece.get("id") if isinstance(piece, dict) else None
            of = f" ({name})" if name else ""
            message = f"{place}{of}: {error}"
            problems.append(BankProblem(place=place, entry=str(name) if name else None, message=message))
    return WrittenBank(entries=tuple(entries), problems=tuple(problems))


def _file(path: Path) -> tuple[str, Review | None, list[tuple[int, object]]]:
    """The subject, the review of all entries together, and each entry with its line."""
    top, lines = table_in(path, _FILE_KEYS, "antwoorden")
    entries = items(top, "antwoorden")
    if not entries:
        raise WrongPieceError(
            "er staat geen lijst ‘antwoorden’ in. Kijk naar een ander bestand voor de vorm."
        )
    return text(top, "onderwerp"), _review(top.get("nazicht")), list(zip(lines, entries, strict=True))


def _entry(piece: object, subject: str, review: Review | None, place: str) -> WrittenEntry:
    fields = table(piece, _ENTRY_KEYS, "dit antwoord")
    entry = WrittenEntry(
        id=text(fields, "id"),
        subject=subject,
        question=text(fields, "vraag"),
        ways=tuple(_way(way) for way in items(fields, "anders_gevraagd")),
        status=_status(fields),
        statements=tuple(_statement(part) for part in items(fields, "antwoord")),
        related=tuple(_quote(quote) for quote in items(fields, "verwant")),
        missing=texts(fields, "ontbreekt"),
        ask=text(fields, "waar_vragen") if "waar_vragen" in fields else "",
        notices=texts(fields, "meldingen"),
        see_also=texts(fields, "zie_ook"),
        review=_review(fields["nazicht"]) if "nazicht" in fields else review,
        place=place,
    )
    for is_right, wrong in _demands(entry):
        if not is_right:
            raise WrongPieceError(wrong)
    return entry


def _demands(entry: WrittenEntry) -> Iterator[tuple[bool, str]]:
    """What an entry of its status must have: whether it does, and what to say where it does not."""
    yield (
        is_id(entry.id),
        f"het id ‘{entry.id}’ mag alleen kleine letters, cijfers en - hebben.",
    )
    if entry.status is Status.NOT_FOUND:
        yield (
            not entry.statements,
            "bij status not_found hoort geen ‘antwoord’; zet de citaten onder ‘verwant’.",
        )
        yield bool(entry.missing), "zeg onder ‘ontbreekt’ wat er niet in de bronnen staat."
        yield bool(entry.ask), "zeg bij ‘waar_vragen’ waar de lezer het wel kan vragen."
        return
    yield bool(entry.statements), "er is geen ‘antwoord’. Schrijf het, of zet status: not_found."
    yield (
        not entry.related,
        "‘verwant’ hoort alleen bij status not_found; zet het citaat bij een zin van ‘antwoord’.",
    )
    is_partial = entry.status is Status.PARTIAL
    yield (
        is_partial == bool(entry.missing),
        "‘ontbreekt’ en status: partial horen bij elkaar; zet ze allebei of geen.",
    )


def _status(fields: Table) -> Status:
    chosen = fields.get("status", Status.ANSWERED.value)
    if chosen not in STATUSES:
        raise WrongPieceError(f"status is ‘{chosen}’; kies {', '.join(STATUSES)}.")
    return Status(str(chosen))


def _way(piece: object) -> tuple[str, str]:
    """A question, plainly or with its style before it: "short: rollen SRO"."""
    if isinstance(piece, str) and piece.strip():
        return on_one_line(piece), "plain"
    fields = table(piece, frozenset(STYLES), "een regel van ‘anders_gevraagd’")
    if len(fields) != 1:
        raise WrongPieceError("zet in ‘anders_gevraagd’ elke vraag op een eigen regel, met - ervoor.")
    style = next(iter(fields))
    return text(fields, style), style


def _statement(piece: object) -> WrittenStatement:
    fields = table(piece, _STATEMENT_KEYS, "een zin van ‘antwoord’")
    is_item = fields.get("punt", False)
    if not isinstance(is_item, bool):
        raise WrongPieceError("‘punt’ is true of false.")
    said, quotes = text(fields, "tekst"), tuple(_quote(quote) for quote in items(fields, "citaten"))
    if not quotes:
        raise WrongPieceError(f"de zin ‘{said}’ heeft geen citaat. Zet er onder ‘citaten’ minstens één.")
    return WrittenStatement(text=said, quotes=quotes, layout=Layout.ITEM if is_item else Layout.PARAGRAPH)


def _quote(piece: object) -> Quote:
    fields = table(piece, _QUOTE_KEYS, "een citaat")
    return Quote(document_id=text(fields, "document"), text=text(fields, "citaat"))


def _review(piece: object) -> Review | None:
    if piece is None or piece == _PREPARED:
        return None
    fields = table(piece, frozenset({"stand", "rol", "datum"}), "‘nazicht’")
    if fields.get("stand") == _PREPARED:
        return None
    day = fields.get("datum")
    if fields.get("stand") != _REVIEWED or not isinstance(day, date):
        raise WrongPieceError("‘nazicht’ is voorbereid, of {stand: nagekeken, rol: …, datum: JJJJ-MM-DD}.")
    return Review(role=text(fields, "rol"), on=day.isoformat())


def _without_doubles(entries: Sequence[WrittenEntry]) -> tuple[tuple[WrittenEntry, ...], list[BankProblem]]:
    """The first entry of each id, and the others as problems."""
    first: dict[str, WrittenEntry] = {}
    doubles: list[BankProblem] = []
    for entry in entries:
        if first.setdefault(entry.id, entry) is not entry:
            message = (
                f"{entry.place} ({entry.id}): dit id staat ook in {first[entry.id].place}. Kies een ander id."
            )
            doubles.append(BankProblem(place=entry.place, entry=entry.id, message=message))
    return tuple(first.values()), doubles
