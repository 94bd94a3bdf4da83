"""The two shelves of a corpus: the documents that the manifest names, and the fact sheets.

Each has an index of its own. What is rare, known or near is then weighed among the documents alone: a
sheet can neither outrank an official text nor change how one is found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sro_assistant.domain import Part, Sheet, is_sheet_id
from sro_assistant.dutch.text import sentences
from sro_assistant.errors import CorpusError
from sro_assistant.ingest.curated.answers import WrittenBank, WrittenEntry, read_bank
from sro_assistant.ingest.curated.questions import Anchor, read_anchors
from sro_assistant.ingest.manifest import Manifest, Problem, ProblemKind, SourceData, read_manifest
from sro_assistant.ingest.sheets.corpus import (
    FOLDER,
    read_sheet_file,
    read_sheets,
    sheet_paths,
    source_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What stands on a shelf of a corpus folder, what people ask of it and what was answered from it."""

    manifest: Callable[[Path], Manifest]
    anchors: Callable[[Path], tuple[Anchor, ...]]
    bank: Callable[[Path], WrittenBank]


def read_sheet_manifest(corpus_dir: Path) -> Manifest:
    """The sheets as sources with their bytes; they need no entry in a manifest.

    Sheets on quotes alone are left out: they add nothing to the documents that they quote.
    """
    files: list[SourceData] = []
    problems: list[Problem] = []
    for path in sheet_paths(corpus_dir):
        try:
            sheet, data = read_sheet_file(path)
        except CorpusError as error:
            name = f"{FOLDER}/{path.name}"
            problems.append(Problem(kind=ProblemKind.NOT_PARSED, path=name, message=str(error)))
            continue
        if sheet.is_document:
            files.append(SourceData(source=source_of(sheet, data), data=data))
    return Manifest(files=tuple(files), problems=tuple(problems))


def read_sheet_anchors(corpus_dir: Path) -> tuple[Anchor, ...]:
    """The sheets' questions, each hung on the first sentence of the fact that answers it."""
    return tuple(anchor for sheet in read_sheets(corpus_dir) for anchor in _anchors(sheet))


def _anchors(sheet: Sheet) -> Iterator[Anchor]:
    for part in Part:
        for number, fact in enumerate(sheet.facts_of(part), start=1):
            asked = [q for q in sheet.questions if (q.part, q.number) == (part, number)]
            if asked:
                yield Anchor(
                    document_id=sheet.document_id,
                    quote=fact.text[: sentences(fact.text)[0].end],
                    questions=tuple((q.text, q.style) for q in asked),
                    place=f"{FOLDER}/{sheet.id}.yaml, vragen bij {part}.{number}",
                )


def read_document_bank(corpus_dir: Path) -> WrittenBank:
    """The entries that quote documents, or nothing, with all that is wrong with the files of the bank."""
    written = read_bank(corpus_dir)
    return replace(written, entries=tuple(e for e in written.entries if not _quotes_sheets(e)))


def read_sheet_bank(corpus_dir: Path) -> WrittenBank:
    """The entries that quote fact sheets alone."""
    entries = tuple(entry for entry in read_bank(corpus_dir).entries if _quotes_sheets(entry))
    return WrittenBank(entries=entries, problems=())


def _quotes_sheets(entry: WrittenEntry) -> bool:
    return bool(entry.quotes) and all(is_sheet_id(quote.document_id) for quote in entry.quotes)


DOCUMENTS = Shelf(manifest=read_manifest, anchors=read_anchors, bank=read_document_bank)
SHEETS = Shelf(manifest=read_sheet_manifest, anchors=read_sheet_anchors, bank=read_sheet_bank)
