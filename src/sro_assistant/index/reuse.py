"""What an index is built from, where most of it stands in the index that serves: only the rest is read."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sro_assistant.domain import ExpectedQuestion, SourceFile
from sro_assistant.domain.bank import BankEntry
from sro_assistant.dutch.phrasebook import Entry
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.copies import SourceShingles
from sro_assistant.index.editing import EditableTexts
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint, source_hash
from sro_assistant.index.generation import TEXTS_FILE, Stores
from sro_assistant.index.material import Material, Revision
from sro_assistant.index.posix import FolderLock
from sro_assistant.index.report import Progress
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import current_generation
from sro_assistant.ingest.curated.bank import Texts, banked, names_of
from sro_assistant.ingest.curated.lexicon import read_lexicon
from sro_assistant.ingest.curated.questions import anchored, stale_message
from sro_assistant.ingest.curated.wordings import wordings_hash
from sro_assistant.ingest.load import Corpus, LoadedDocument, load_files
from sro_assistant.ingest.manifest import Manifest
from sro_assistant.ingest.shelves import DOCUMENTS, Shelf
from sro_assistant.ports import Parser

Files = Mapping[str, tuple[str, ...]]
"""Documents in order, each with the ids of the files that are copies of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The generation that serves, open for reading, with what tells which of its documents still hold."""

    name: str
    fingerprint: Fingerprint
    texts: EditableTexts
    files: Files
    shingles: SourceShingles

    def load(self, document_id: str) -> LoadedDocument | None:
        """One of its documents with its passages."""
        document = self.texts.document(document_id)
        if document is None:
            return None
        return LoadedDocument(document=document, passages=tuple(self.texts.passages(document_id)))

    def unchanged(self, sources: Sequence[SourceFile]) -> Files:
        """The documents of which every copy is as it was, and no entry of the manifest names another.

        A document that the manifest calls a copy, or has copies of, depends on other entries too, so that
        it is always read.
        """
        same = {source.id for source in sources if self._knows(source)}
        named = {name for source in sources if source.copy_of for name in (source.id, source.copy_of)}
        places = {source.id: place for place, source in enumerate(sources)}

        def holds(ids: tuple[str, ...]) -> bool:
            in_order = same.issuperset(ids) and list(ids) == sorted(ids, key=places.__getitem__)
            return in_order and named.isdisjoint(ids)

        return {name: ids for name, ids in self.files.items() if holds(ids)}

    def _knows(self, source: SourceFile) -> bool:
        known = self.fingerprint.sources.get(source.id) == source_hash(source)
        return known and source.id in self.shingles.by_source


@contextmanager
def open_base(index_dir: Path, stores: Stores, made_now: Fingerprint) -> Iterator[Base | None]:
    """The generation that serves; None where there is none, or it is damaged or otherwise made."""
    with ExitStack() as undo:
        try:
            base = _opened(undo, index_dir, stores, made_now)
        except (IndexDamagedError, IndexMissingError):
            base = None
        yield base


def _opened(undo: ExitStack, index_dir: Path, stores: Stores, made_now: Fingerprint) -> Base | None:
    name = current_generation(index_dir)
    lock = FolderLock.shared(index_dir / name) if name else None
    if name is None or lock is None or stores.editors is None:
        return None
    undo.callback(lock.release)
    folder = index_dir / name
    fingerprint = Fingerprint.load(folder / FILE_NAME)
    if not fingerprint.has_same_makers(made_now):
        return None
    check_manifest(folder, by_marks=True)
    texts = undo.enter_context(closing(stores.editors.read_texts(folder / TEXTS_FILE)))
    shingles = SourceShingles.load(folder)
    return Base(name=name, fingerprint=fingerprint, texts=texts, files=texts.files(), shingles=shingles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What people ask of a shelf, how, and what was answered; `stale` tells in Dutch what lost its place."""

    questions: tuple[ExpectedQuestion, ...]
    wordings: tuple[Entry, ...]
    bank: tuple[BankEntry, ...]
    stale: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads a shelf of a corpus; `model` is the name of the encoder that the index is for."""

    corpus_dir: Path
    parsers: Sequence[Parser]
    model: str
    progress: Progress
    shelf: Shelf

    def whole(self) -> Material:
        """The shelf as it is now, all of it read; raises CorpusError where the manifest is broken."""
        manifest = self.shelf.manifest(self.corpus_dir)
        corpus = self.read(manifest)
        loaded = {entry.document.source.id: entry for entry in corpus.loaded}
        serving = {source.id for source in corpus.sources}
        sources = (source for source in manifest.sources if source.id in serving)
        asked = self.asked({name: _ids(e) for name, e in loaded.items()}, loaded.get)
        return Material(
            documents=corpus.documents,
            passages={name: entry.passages for name, entry in loaded.items()},
            fingerprint=Fingerprint.of(sources, self.model, wordings_hash(self.corpus_dir)),
            questions=asked.questions,
            wordings=asked.wordings,
            bank=asked.bank,
            shingles=SourceShingles.of(corpus),
            problems=(*(problem.message for problem in corpus.problems), *asked.stale),
        )

    def read(self, manifest: Manifest) -> Corpus:
        """The documents of some files."""
        return load_files(manifest, self.parsers, self.progress)

    def asked(self, files: Files, load: Callable[[str], LoadedDocument | None]) -> "Asked":
        """The expected questions and the answer bank at their places, and which of them lost theirs."""
        anchors, written = self.shelf.anchors(self.corpus_dir), self.shelf.bank(self.corpus_dir)
        owners = {name: document_id for document_id, ids in files.items() for name in ids}
        hung = {anchor.document_id for anchor in anchors} | written.document_ids
        loaded = {name: entry for name in hung if name in owners and (entry := load(owners[name]))}
        documents = {name: entry.document for name, entry in loaded.items()}
        passages = {entry.document.source.id: entry.passages for entry in loaded.values()}
        wordings = read_lexicon(self.corpus_dir)
        found = anchored(anchors, documents, passages)
        bank = banked(written, Texts(documents=documents, passages=passages, names=names_of(wordings)))
        return Asked(
            questions=(*found.questions, *bank.questions),
            wordings=wordings,
            bank=bank.served,
            stale=(*map(stale_message, found.stale), *(problem.message for problem in bank.problems)),
        )


def read_material(
    corpus_dir: Path,
    parsers: Sequence[Parser],
    base_of: tuple[Path, Stores],
    model: str,
    progress: Progress,
    shelf: Shelf = DOCUMENTS,
) -> Material | Revision:
    """A shelf of the corpus as it is now; what the index in `base_of` holds unchanged is not parsed again.

    Raises CorpusError where the manifest itself cannot be read.
    """
    index_dir, stores = base_of
    reader = Reader(corpus_dir=corpus_dir, parsers=parsers, model=model, progress=progress, shelf=shelf)
    with open_base(index_dir, stores, Fingerprint.of((), model)) as base:
        return _revision(base, reader) if base else reader.whole()


def _revision(base: Base, reader: Reader) -> Revision:
    manifest = reader.shelf.manifest(reader.corpus_dir)
    kept, corpus, fresh = _read_changed(base, manifest, reader)
    read = {entry.document.source.id: entry for entry in corpus.loaded}
    same = {name for name, entry in read.items() if base.files.get(name) and base.load(name) == entry}
    added = tuple(entry for name, entry in read.items() if name not in same)
    gone = (name for name in base.files if name not in kept and name not in same)
    removed = tuple(entry for name in gone if (entry := base.load(name)))
    files = {**kept, **{name: _ids(entry) for name, entry in read.items()}}
    places = {source.id: place for place, source in enumerate(manifest.sources)}
    found = {source.id for source in corpus.sources}
    serving = found.union(*kept.values())
    asked = reader.asked(files, lambda name: read.get(name) or base.load(name))
    grown = sum(len(e.passages) for e in added) - sum(len(e.passages) for e in removed)
    return Revision(
        base=base.name,
        order=tuple(sorted(files, key=lambda name: min(places[i] for i in files[name] if i in places))),
        added=added,
        removed=removed,
        passage_count=base.texts.count() + grown,
        fingerprint=replace(
            base.fingerprint,
            sources={s.id: source_hash(s) for s in manifest.sources if s.id in serving},
            wordings=wordings_hash(reader.corpus_dir),
        ),
        questions=asked.questions,
        wordings=asked.wordings,
        bank=asked.bank,
        shingles=base.shingles.only(serving - found).joined(fresh),
        problems=(*(problem.message for problem in corpus.problems), *asked.stale),
        whole=reader.whole,
    )


def _read_changed(base: Base, manifest: Manifest, reader: Reader) -> tuple[Files, Corpus, SourceShingles]:
    """The documents that are kept, what was read of the others, and the shingles of what was read."""
    kept = base.unchanged(manifest.sources)
    corpus = reader.read(_without(manifest, kept))
    fresh = SourceShingles.of(corpus)
    near = _near(fresh, kept, base.shingles)
    if near:
        kept = {name: ids for name, ids in kept.items() if name not in near}
        corpus = reader.read(_without(manifest, kept))
        fresh = SourceShingles.of(corpus)
    return kept, corpus, fresh


def _near(fresh: SourceShingles, kept: Files, known: SourceShingles) -> Collection[str]:
    """The kept documents that what was read may be copies of: these are to be read together."""
    owners = {name: document_id for document_id, ids in kept.items() for name in ids}
    return {owners[name] for name in known.only(owners).near(fresh)}


def _without(manifest: Manifest, kept: Files) -> Manifest:
    ids = {name for names in kept.values() for name in names}
    return replace(manifest, files=tuple(file for file in manifest.files if file.source.id not in ids))


def _ids(entry: LoadedDocument) -> tuple[str, ...]:
    return entry.document.copies or (entry.document.source.id,)
