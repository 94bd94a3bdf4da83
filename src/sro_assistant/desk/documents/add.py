"""Adds a source: its file, its block in the manifest and the index, or nothing at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sro_assistant.desk.documents.facts import NewDocument, block_of, source_of
from sro_assistant.desk.documents.preview import Preview, preview_of
from sro_assistant.desk.files import read_bounded, write_whole
from sro_assistant.desk.locks import locked
from sro_assistant.domain import SourceFile
from sro_assistant.errors import InputError, SroError
from sro_assistant.ingest.manifest import MANIFEST, read_manifest
from sro_assistant.ports import Parser

_BUSY = "Iemand anders past de bronnen nu aan."
_MEND = "Geef schrijfrechten op die map, of maak plaats op de schijf."


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A source that serves from now on: its id, its number of passages, and the index that has it."""

    document_id: str
    passages: int
    generation: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAdder:
    """Adds files to a corpus; `index` brings the index up to date and gives the name of its generation."""

    corpus_dir: Path
    parsers: Sequence[Parser]
    lock: Path
    index: Callable[[], str]
    today: date

    def preview(self, path: Path, name: str = "") -> Preview:
        """What a file would become; writes nothing. Raises InputError where it can't be read."""
        return preview_of(name or path.name, read_bounded(path, path.name), self.corpus_dir, self.parsers)

    def add(self, path: Path, facts: NewDocument, name: str = "") -> Added:
        """Adds a file; raises InputError or what the index raises, and then everything is as it was."""
        with locked(self.lock, _BUSY):
            data = read_bounded(path, path.name)
            preview = preview_of(name or path.name, data, self.corpus_dir, self.parsers)
            if preview.problems:
                raise InputError(" ".join(preview.problems))
            taken = {source.id for source in read_manifest(self.corpus_dir).sources}
            source = source_of(facts, preview.name, preview.sha256, taken, self.today)
            generation = self._written(source, facts, data)
        return Added(
            document_id=source.id,
            passages=sum(len(section.passages) for section in preview.sections),
            generation=generation,
            warnings=preview.warnings,
        )

    def _written(self, source: SourceFile, facts: NewDocument, data: bytes) -> str:
        """Writes the file first, since one without a block is not used; then the block; then the index.

        Whatever goes wrong on the way is undone. A process that is killed leaves a file that is not used,
        or a source that the next `sro index` takes up.
        """
        place, manifest = self.corpus_dir / source.path, self.corpus_dir / MANIFEST
        before = manifest.read_bytes()
        was_there = place.exists()
        try:
            write_whole(place, data, _MEND)
            block = block_of(facts, source.path, source.sha256).encode()
            write_whole(manifest, b"\n".join((before.rstrip(b"\n"), b"", block)), _MEND)
            self._check_manifest(source)
            generation = self.index()
        except (SroError, KeyboardInterrupt):
            if manifest.read_bytes() != before:
                write_whole(manifest, before, _MEND)
            if not was_there:
                place.unlink(missing_ok=True)
            raise
        return generation

    def _check_manifest(self, source: SourceFile) -> None:
        """Raises InputError where the manifest does not read back the source as it was meant."""
        found = read_manifest(self.corpus_dir)
        if source not in found.sources:
            reasons = " ".join(p.message for p in found.problems if p.path == source.path)
            raise InputError(f"De bron {source.path} is niet bruikbaar. {reasons}".strip())
