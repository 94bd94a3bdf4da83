"""What an index is built from, where most of it stands in the index that serves: only the rest is read."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from sro_assistant.domain import Document, SourceFile
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.copies import SourceShingles
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint, source_hash
from sro_assistant.index.generation import TEXTS_FILE, Stores
from sro_assistant.index.material import Material
from sro_assistant.index.posix import FolderLock
from sro_assistant.index.report import Progress
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import current_generation
from sro_assistant.ingest.lexicon import read_lexicon
from sro_assistant.ingest.load import Corpus, LoadedDocument, load_files
from sro_assistant.ingest.manifest import Manifest, read_manifest
from sro_assistant.ingest.questions import anchored, read_anchors, stale_message
from sro_assistant.ingest.wordings import wordings_hash
from sro_assistant.ports import Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The documents of the generation that serves, with what tells whether they still hold."""

    name: str
    fingerprint: Fingerprint
    loaded: Mapping[str, LoadedDocument]
    shingles: SourceShingles

    @classmethod
    def read(cls, index_dir: Path, stores: Stores, made_now: Fingerprint) -> Self | None:
        """The generation that serves; None where there is none, or it is damaged or otherwise made."""
        name = current_generation(index_dir)
        lock = FolderLock.shared(index_dir / name) if name else None
        if name is None or lock is None:
            return None
        folder = index_dir / name
        try:
            fingerprint = Fingerprint.load(folder / FILE_NAME)
            if not fingerprint.has_same_makers(made_now):
                return None
            check_manifest(folder)
            with closing(stores.open_texts(folder / TEXTS_FILE)) as texts:
                loaded = {
                    document.source.id: LoadedDocument(
                        document=document, passages=tuple(texts.passages(document.source.id))
                    )
                    for document in texts.documents()
                }
            shingles = SourceShingles.load(folder)
        except (IndexDamagedError, IndexMissingError):
            return None
        finally:
            lock.release()
        return cls(name=name, fingerprint=fingerprint, loaded=loaded, shingles=shingles)

    def unchanged(self, sources: Sequence[SourceFile]) -> tuple[LoadedDocument, ...]:
        """The documents of which every copy is as it was, and no entry of the manifest names another.

        A document that the manifest calls a copy, or has copies of, depends on other entries too, so that
        it is always read.
        """
        same = {source.id for source in sources if self._knows(source)}
        named = {name for source in sources if source.copy_of for name in (source.id, source.copy_of)}
        places = {source.id: place for place, source in enumerate(sources)}

        def holds(document: Document) -> bool:
            ids = _ids(document)
            return (
                same.issuperset(ids) and named.isdisjoint(ids) and ids == sorted(ids, key=places.__getitem__)
            )

        return tuple(entry for entry in self.loaded.values() if holds(entry.document))

    def _knows(self, source: SourceFile) -> bool:
        known = self.fingerprint.sources.get(source.id) == source_hash(source)
        return known and source.id in self.shingles.by_source


def read_material(
    corpus_dir: Path, parsers: Sequence[Parser], base_of: tuple[Path, Stores], model: str, progress: Progress
) -> Material:
    """The corpus as it is now; what the index in `base_of` holds unchanged is not parsed again.

    Raises CorpusError where the manifest itself cannot be read.
    """
    index_dir, stores = base_of
    manifest = read_manifest(corpus_dir)
    base = Base.read(index_dir, stores, Fingerprint.of((), model))
    kept = {e.document.source.id: e for e in base.unchanged(manifest.sources)} if base else {}
    corpus = load_files(_without(manifest, kept.values()), parsers, progress)
    fresh = SourceShingles.of(corpus)
    if base and (near := _near(fresh, kept, base.shingles)):
        kept = {name: entry for name, entry in kept.items() if name not in near}
        corpus = load_files(_without(manifest, kept.values()), parsers, progress)
        fresh = SourceShingles.of(corpus)
    material = _merged(manifest, kept, corpus, model)
    material = _with_wordings(material, corpus_dir)
    if base is None:
        return replace(material, shingles=fresh)
    same = {e.document.source.id for e in corpus.loaded if base.loaded.get(e.document.source.id) == e}
    read = {source.id for source in corpus.sources}
    reused = frozenset(kept) | same
    return replace(
        material,
        shingles=base.shingles.only(set(material.fingerprint.sources) - read).joined(fresh),
        base=base.name,
        reused=reused,
        outdated={
            name: tuple(passage.id for passage in entry.passages)
            for name, entry in base.loaded.items()
            if name not in reused
        },
    )


def _with_wordings(material: Material, corpus_dir: Path) -> Material:
    """The material with what people ask and how they say it; a question without its quote is a problem."""
    documents = {name: d for d in material.documents for name in _ids(d)}
    passages = {name: tuple(found) for name, found in material.passages.items()}
    found = anchored(read_anchors(corpus_dir), documents, passages)
    return replace(
        material,
        questions=found.questions,
        wordings=read_lexicon(corpus_dir),
        problems=(*material.problems, *map(stale_message, found.stale)),
        fingerprint=replace(material.fingerprint, wordings=wordings_hash(corpus_dir)),
    )


def _near(fresh: SourceShingles, kept: Mapping[str, LoadedDocument], known: SourceShingles) -> set[str]:
    """The kept documents that what was read may be copies of: these are to be read together."""
    owners = {name: document_id for document_id, e in kept.items() for name in _ids(e.document)}
    near = known.only(owners).near(fresh)
    return {owners[name] for name in near}


def _without(manifest: Manifest, kept: Iterable[LoadedDocument]) -> Manifest:
    ids = {name for entry in kept for name in _ids(entry.document)}
    return replace(manifest, files=tuple(file for file in manifest.files if file.source.id not in ids))


def _merged(manifest: Manifest, kept: Mapping[str, LoadedDocument], corpus: Corpus, model: str) -> Material:
    """What was kept and what was read, in the manifest's order."""
    places = {source.id: place for place, source in enumerate(manifest.sources)}
    entries = sorted(
        (*kept.values(), *corpus.loaded),
        key=lambda e: min(places[name] for name in _ids(e.document) if name in places),
    )
    serving = {name for entry in kept.values() for name in _ids(entry.document)}
    serving |= {source.id for source in corpus.sources}
    return Material(
        documents=tuple(entry.document for entry in entries),
        passages={entry.document.source.id: entry.passages for entry in entries},
        fingerprint=Fingerprint.of((s for s in manifest.sources if s.id in serving), model),
        problems=tuple(problem.message for problem in corpus.problems),
    )


def _ids(document: Document) -> list[str]:
    return list(document.copies) or [document.source.id]
