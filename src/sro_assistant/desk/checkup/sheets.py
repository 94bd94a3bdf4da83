"""The fact sheets: what is wrong with them, and which to check first, by unknowns and by age."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong
from sro_assistant.domain import SheetStatus
from sro_assistant.errors import CorpusError
from sro_assistant.guide.sheets import Sheets, Unchecked
from sro_assistant.ingest.load import Corpus
from sro_assistant.ingest.sheets.corpus import read_sheet_file, sheet_paths, unproven

OLD_DAYS = 180
SHOWN = 10
_MEND = "sro index (na het herstel)"


def look(corpus: Corpus, corpus_dir: Path, today: date) -> Iterator[Finding]:
    """Nothing where there are no sheets."""
    found = []
    for path in sheet_paths(corpus_dir):
        try:
            sheet, _ = read_sheet_file(path)
        except CorpusError as error:
            yield wrong(Area.CORPUS, str(error), _MEND)
            continue
        found.append(sheet)
        for quote in unproven(sheet, corpus.documents):
            text = f"fiches/{path.name}: het citaat {quote.id} staat niet (meer) in ‘{quote.document_id}’."
            yield note(Area.CORPUS, text, "herstel het citaat of haal het feit weg, dan: sro index")
        if sheet.status_on(today) is not sheet.status:
            text = f"fiches/{path.name}: de status is ‘open’, maar de laatste dag is voorbij."
            yield wrong(Area.CORPUS, text, "zet de status op gesloten of op de nieuwe oproep, dan: sro index")
    if found:
        yield from _to_check(Sheets.of(found), today)


def _to_check(sheets: Sheets, today: date) -> Iterator[Finding]:
    entries = sheets.to_check(today)
    unknown = sum(entry.sheet.status is SheetStatus.UNKNOWN for entry in entries)
    oldest = min(entry.sheet.gathered for entry in entries)
    gathered = f"{len(entries)} fiches, de oudste verzameld op {oldest.isoformat()}"
    count = f"{gathered}; van {unknown} is de status onbekend"
    lines = [_line(entry) for entry in entries[:SHOWN]]
    more = f"… en nog {len(entries) - SHOWN}" if len(entries) > SHOWN else ""
    listed = "\n".join([f"{count}. Kijk deze het eerst na:", *lines, *([more] if more else [])])
    if (today - oldest).days > OLD_DAYS:
        yield note(Area.CORPUS, listed, "kijk na, pas de fiche en ‘verzameld’ aan, dan: sro index")
    else:
        yield ok(Area.CORPUS, listed)


def _line(entry: Unchecked) -> str:
    sheet = entry.sheet
    since = f"sinds {sheet.stated}" if entry.since else "zonder datum"
    unknowns = "1 onbekende" if entry.asks == 1 else f"{entry.asks} onbekenden"
    return f"{sheet.id}: {sheet.status} {since}, {unknowns}; {sheet.check_address}"
