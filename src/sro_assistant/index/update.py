"""A new generation made from the one that serves: copied, and changed where documents changed."""

import filecmp
import shutil
from contextlib import closing
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from sro_assistant.domain import Passage
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer, fold, words
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.editing import Editors
from sro_assistant.index.fill import encode_units, keyword_fields, material_units, write_wordings, write_words
from sro_assistant.index.fingerprint import FILE_NAME
from sro_assistant.index.generation import (
    KEYWORDS_FOLDER,
    TEXTS_FILE,
    VECTORS_FOLDER,
    VOCABULARY_FILE,
    Stores,
)
from sro_assistant.index.material import Material
from sro_assistant.index.nearest import Overlay
from sro_assistant.index.report import Progress
from sro_assistant.index.units import UnitVectors, passage_of
from sro_assistant.index.wordbook import Wordbook, reanalysed
from sro_assistant.ports import Encoder, Vectors

MOST_CHANGED = 0.1
"""Above this share of changed units, since the last whole build, the next build is whole again."""


def update(
    base: Path, folder: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> tuple[Passage, ...] | None:
    """Writes the material's generation into an empty folder, from the generation in `base`.

    Gives the passages that were written anew; None, with nothing written, where too much has changed or
    the stores cannot be changed. What is in `base` is taken to be as built.
    """
    editors = stores.editors
    units = UnitVectors.load(base)
    overlay = _overlay(base, material, units)
    if editors is None or max(len(overlay.stale), len(overlay.fresh)) > MOST_CHANGED * len(units.ids):
        return None
    step = "De gewijzigde documenten verwerken"
    progress(step, 0, 1)
    _copy(base / VECTORS_FOLDER, folder / VECTORS_FOLDER)
    _write_vectors(folder, material, units, encoder, progress)
    overlay.save(folder)
    _change_texts(base, folder, material, editors)
    changed = _change_keywords(base, folder, material, editors)
    analyzer = Analyzer(Vocabulary.load(folder / VOCABULARY_FILE))
    write_wordings(folder, material, analyzer, encoder)
    material.shingles.save(folder)
    material.fingerprint.save(folder / FILE_NAME)
    progress(step, 1, 1)
    return changed


def check_store(base: Path, folder: Path) -> None:
    """Raises IndexDamagedError unless the vector store is, byte by byte, that of the base."""
    ours, theirs = folder / VECTORS_FOLDER, base / VECTORS_FOLDER
    names = {place.relative_to(theirs) for place in theirs.rglob("*") if place.is_file()}
    copied = {place.relative_to(ours) for place in ours.rglob("*") if place.is_file()}
    if names != copied or not all(filecmp.cmp(theirs / name, ours / name, shallow=False) for name in names):
        raise IndexDamagedError("De vectoren zijn niet zoals ze waren overgenomen.")


def _overlay(base: Path, material: Material, units: UnitVectors) -> Overlay:
    gone = _outdated(material)
    old_units = [unit for unit in units.ids if passage_of(unit) in gone]
    new_units = [unit.id for unit in material_units(material, material.new_documents)]
    return Overlay.load(base).changed(old_units, new_units)


def _outdated(material: Material) -> frozenset[str]:
    """The passages of the base that its documents no longer have."""
    return frozenset(chain.from_iterable(material.outdated.values()))


def _write_vectors(
    folder: Path, material: Material, old: UnitVectors, encoder: Encoder, progress: Progress
) -> None:
    """The rows of reused documents as they were, those of the others encoded, all in order."""
    units = material_units(material, material.new_documents)
    fresh = UnitVectors([unit.id for unit in units], encode_units(units, encoder, progress))
    ids: list[str] = []
    parts: list[Vectors] = []
    for is_reused, documents in groupby(material.documents, lambda d: d.source.id in material.reused):
        source = old if is_reused else fresh
        for start, end in source.ranges(p.id for d in documents for p in material.passages_of(d)):
            ids += source.ids[start:end]
            parts.append(source.vectors[start:end])
    UnitVectors(ids, np.concatenate(parts)).save(folder)


def _change_texts(base: Path, folder: Path, material: Material, editors: Editors) -> None:
    _copy(base / TEXTS_FILE, folder / TEXTS_FILE)
    with closing(editors.texts(folder / TEXTS_FILE)) as store:
        for name in material.outdated:
            store.remove(name)
        for document in material.new_documents:
            store.add(document, material.passages_of(document))
        store.put_in_order([document.source.id for document in material.documents])


def _change_keywords(base: Path, folder: Path, material: Material, editors: Editors) -> tuple[Passage, ...]:
    """Takes out what is gone and adds what is new or is now read otherwise, which it gives."""
    new = Wordbook.load(base).changed(material.documents, material.reused)
    write_words(folder, new)
    analyzer = Analyzer(new.vocabulary)
    changed = (
        *(p for d in material.new_documents for p in material.passages_of(d)),
        *_read_otherwise(Vocabulary.load(base / VOCABULARY_FILE), new, material),
    )
    _copy(base / KEYWORDS_FOLDER, folder / KEYWORDS_FOLDER)
    with closing(editors.keywords(folder / KEYWORDS_FOLDER)) as store:
        store.remove(sorted(_outdated(material)))
        store.add([(passage.id, keyword_fields(passage, analyzer)) for passage in changed])
    return changed


def _read_otherwise(before: Vocabulary, new: Wordbook, material: Material) -> tuple[Passage, ...]:
    """The reused passages with a word to which the new vocabulary gives other terms."""
    affected = reanalysed(before, new)
    return tuple(
        passage
        for document in material.documents
        if document.source.id in material.reused
        and affected
        and not affected.isdisjoint(new.documents[document.source.id].words)
        for passage in material.passages_of(document)
        if not affected.isdisjoint(map(fold, words(" ".join((*passage.headings, passage.text)))))
    )


def _copy(source: Path, target: Path) -> None:
    """Copies a store; a link would have a fault in one generation spoil the one that is to stand in."""
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)
