"""The answer bank: how many answers serve, which are to be read again, which never served."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sro_assistant.desk.bank import texts_of
from sro_assistant.desk.checkup.findings import Area, Finding, note, ok
from sro_assistant.ingest.curated.answers import read_bank
from sro_assistant.ingest.curated.bank import banked
from sro_assistant.ingest.load import Corpus
from sro_assistant.ports import Parser

MEND = "sro bank check, en na het herstel: sro index"


def look(corpus: Corpus, corpus_dir: Path, parsers: Sequence[Parser]) -> Iterator[Finding]:
    """The entries whose source changed, those that are wrong otherwise, and the number of the others."""
    found = banked(read_bank(corpus_dir), texts_of(corpus, corpus_dir, parsers))
    for title, problems in (
        ("Te herbekijken, omdat een bron veranderd is", [p for p in found.problems if p.stale]),
        ("Antwoorden die niet dienen", [p for p in found.problems if not p.stale]),
    ):
        if problems:
            lines = "\n".join(problem.message for problem in problems)
            yield note(Area.CORPUS, f"{title} ({len(problems)}):\n{lines}", MEND)
    if found.entries:
        read = sum(entry.review is not None for entry, _ in found.entries)
        yield ok(Area.CORPUS, f"{len(found.entries)} voorbereide antwoorden, waarvan {read} nagekeken")
