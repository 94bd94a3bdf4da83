"""The sheets of a corpus: found without a manifest entry, and held against the documents they quote."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sro_assistant.domain import (
    SHEET_KIND,
    Document,
    QuoteSource,
    Sheet,
    SheetStatus,
    SourceFile,
    Validity,
    documents_by_id,
)
from sro_assistant.dutch.dates import day_in_words, stated_in_words
from sro_assistant.errors import CorpusError, ParseError, reason_of
from sro_assistant.grounding.tokens import find_whole, words_of
from sro_assistant.ingest.sheets.read import read_sheet

FOLDER = "fiches"
SUFFIX = ".yaml"
PUBLISHER = "Fiche van de assistent, niet nagekeken door de SRO"
LICENCE = "In eigen woorden samengevat uit de bronnen die de fiche noemt; vrij te citeren met die bronnen."
_VALIDITY = {SheetStatus.OPEN: Validity.CURRENT, SheetStatus.CLOSED: Validity.HISTORICAL}


def sheet_paths(corpus_dir: Path) -> tuple[Path, ...]:
    """The files of the sheets, by name; none where there is no folder."""
    return tuple(sorted((corpus_dir / FOLDER).glob(f"*{SUFFIX}")))


def read_sheet_file(path: Path) -> tuple[Sheet, bytes]:
    """A sheet with the bytes it was read from; raises CorpusError that names the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"{FOLDER}/{path.name}: dit bestand is niet leesbaar ({reason_of(error)}). Kijk de rechten na."
        ) from error
    try:
        sheet = read_sheet(data)
    except ParseError as error:
        raise CorpusError(f"{FOLDER}/{path.name}: {error}") from error
    if sheet.id != path.stem:
        raise CorpusError(
            f"{FOLDER}/{path.name}: het id ‘{sheet.id}’ is niet de naam van het bestand. Maak ze gelijk."
        )
    return sheet, data


def read_sheets(corpus_dir: Path) -> tuple[Sheet, ...]:
    """All sheets that can be read, by the names of their files; the others are left to the doctor."""
    return tuple(sheet for sheet, _ in _readable(corpus_dir))


def _readable(corpus_dir: Path) -> Iterator[tuple[Sheet, bytes]]:
    for path in sheet_paths(corpus_dir):
        try:
            yield read_sheet_file(path)
        except CorpusError:
            continue  # the manifest reports it


def source_of(sheet: Sheet, data: bytes) -> SourceFile:
    """The sheet as a source of the corpus."""
    return SourceFile(
        id=sheet.document_id,
        path=f"{FOLDER}/{sheet.id}{SUFFIX}",
        title=sheet.name,
        publisher=PUBLISHER,
        url=sheet.check_address,
        published=sheet.published,
        kind=SHEET_KIND,
        validity=_VALIDITY.get(sheet.status, Validity.UNKNOWN),
        validity_reason=_status_in_words(sheet),
        licence=LICENCE,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def unproven(sheet: Sheet, documents: Iterable[Document]) -> tuple[QuoteSource, ...]:
    """The quotes of a sheet that do not stand, word for word, in the document that they name."""
    known = documents_by_id(documents)
    return tuple(quote for quote in sheet.quotes if not _stands(quote, known.get(quote.document_id)))


def _stands(quote: QuoteSource, document: Document | None) -> bool:
    if document is None:
        return False
    # Cutting a text in words takes long: nearly always the quote stands there to the letter.
    return quote.quote in document.text or find_whole(words_of(quote.quote), document.text) is not None


def _status_in_words(sheet: Sheet) -> str:
    until = f" tot en met {day_in_words(sheet.open_until)}" if sheet.open_until else ""
    return (
        f"Laatst gekende status: {sheet.status}{until} ({stated_in_words(sheet.stated)}). "
        f"Verzameld op {day_in_words(sheet.gathered)}, niet live gecontroleerd. "
        f"Kijk na bij {sheet.check_with}: {sheet.check_address}"
    )
