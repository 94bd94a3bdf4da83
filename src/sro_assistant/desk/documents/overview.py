"""The sources as they are now: the index, each document, what is stale, and which files are copies."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sro_assistant.desk.checkup import answers, generations, sheets, sources
from sro_assistant.desk.checkup.findings import Area, Finding, Mark, findings_of
from sro_assistant.domain import Validity
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.index.storage import current_generation
from sro_assistant.ingest.curated.wordings import wordings_hash
from sro_assistant.ingest.load import Corpus, load_corpus
from sro_assistant.ingest.shelves import read_sheet_manifest
from sro_assistant.ports import Parser

_FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """Which index serves ("" for none), how much it would hold if it was built now, what the doctor says.

    The fact sheets have an index of their own: `is_current` and `lines` are about both.
    """

    generation: str
    documents: int
    passages: int
    sheets: int
    is_current: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document of the corpus; `copies` are the ids of its other copies."""

    id: str
    title: str
    publisher: str
    published: str | None
    validity: Validity
    passages: int
    copies: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that there is to see of the corpus at one moment."""

    state: IndexState
    rows: tuple[DocumentRow, ...]
    stale: tuple[str, ...]
    near_duplicates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the corpus and its indexes are, with what they are read, and the day."""

    corpus_dir: Path
    index_dir: Path
    sheets_index_dir: Path
    parsers: Sequence[Parser]
    encoder: Callable[[], str]
    today: Callable[[], date]


def overview_of(place: Place) -> Overview:
    """What there is to see; raises CorpusError or ModelError where it can't be looked at."""
    corpus = load_corpus(place.corpus_dir, place.parsers)
    found = _corpus_findings(place, corpus)
    return Overview(
        state=_state(place, corpus),
        rows=tuple(_rows(corpus)),
        stale=tuple(_told(finding) for finding in found if finding.mark is not Mark.OK),
        near_duplicates=tuple(_told(finding) for finding in sources.look_at_copies(corpus)),
    )


def _corpus_findings(place: Place, corpus: Corpus) -> tuple[Finding, ...]:
    folder, today = place.corpus_dir, place.today()
    return (
        *findings_of(Area.CORPUS, lambda: sources.look(corpus, folder, today), generations.REBUILD),
        *findings_of(Area.CORPUS, lambda: sheets.look(corpus, folder, today), generations.REBUILD),
        *findings_of(Area.CORPUS, lambda: answers.look(corpus, folder, place.parsers), answers.MEND),
    )


def _state(place: Place, corpus: Corpus) -> IndexState:
    sheet_files = read_sheet_manifest(place.corpus_dir).files
    model, wordings = place.encoder(), wordings_hash(place.corpus_dir)
    now = Fingerprint.of(corpus.sources, model, wordings)
    sheets_now = Fingerprint.of((file.source for file in sheet_files), model, wordings)
    found = (
        *findings_of(Area.INDEX, lambda: generations.look(place.index_dir, now), generations.REBUILD),
        *findings_of(
            Area.INDEX,
            lambda: generations.look_at_sheets(place.sheets_index_dir, sheets_now),
            generations.REBUILD,
        ),
    )
    return IndexState(
        generation=current_generation(place.index_dir) or "",
        documents=len(corpus.documents),
        passages=len(corpus.passages),
        sheets=len(sheet_files),
        is_current=all(finding.mark is not Mark.WRONG for finding in found),
        lines=tuple(_told(finding) for finding in found),
    )


def _rows(corpus: Corpus) -> Sequence[DocumentRow]:
    return [
        DocumentRow(
            id=entry.document.source.id,
            title=entry.document.source.title,
            publisher=entry.document.source.publisher,
            published=entry.document.source.published,
            validity=entry.document.source.validity,
            passages=len(entry.passages),
            copies=tuple(n for n in entry.document.copies if n != entry.document.source.id),
            path=entry.document.source.path,
        )
        for entry in corpus.loaded
    ]


def _told(finding: Finding) -> str:
    return f"{finding.text} → {finding.mend}" if finding.mend is not None else finding.text


class CachedOverview:
    """The overview, kept for some seconds, since a page asks for several of its parts one after the other."""

    def __init__(self, place: Place, clock: Callable[[], float] = time.monotonic) -> None:
        self._place = place
        self._clock = clock
        self._seen: tuple[float, Overview] | None = None

    def now(self) -> Overview:
        """What there is to see; raises as `overview_of`."""
        if self._seen is None or self._clock() - self._seen[0] > _FRESH_SECONDS:
            found = overview_of(self._place)  # may take longer than it stays fresh
            self._seen = self._clock(), found
        return self._seen[1]

    def generation(self) -> str:
        """The index that serves now; "" for none."""
        return current_generation(self._place.index_dir) or ""

    def forget(self) -> None:
        """Drops what was kept, so that the next look is a new one."""
        self._seen = None
