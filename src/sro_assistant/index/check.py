"""Whether a new generation finds what it was built from, before it may serve."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from sro_assistant.domain import Document, Passage
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.generation import Generation
from sro_assistant.index.material import Revision
from sro_assistant.index.units import units_of
from sro_assistant.ports import Encoder

PROBES = 25
PROBES_OF_REST = 10
RARE_TERMS = 6
DEPTH = 10
NEAR = 1e-3
MISSED_AT_MOST = 0.1
"""The share of the sample that the vector store need not find: it is exact only where it is small."""

T = TypeVar("T")


def check_generation(
    generation: Generation, documents: Sequence[Document], passages: Sequence[Passage]
) -> None:
    """Raises IndexDamagedError unless all stores hold everything, and a sample of passages finds itself."""
    _check_texts(generation, documents, passages)
    _check_counts(generation, passages)
    if generation.vectors.count() != len(passages):
        raise _failed(f"{generation.vectors.count()} van {len(passages)} vectoren bewaard")
    sample = _sample(passages)
    _check_vectors(generation, sample)
    _check_keywords(generation, sample)


def check_changes(
    generation: Generation, revision: Revision, changed: Sequence[Passage], encoder: Encoder
) -> None:
    """As above, for a generation made from another: what changed is checked whole, of the rest a sample.

    Its vector store is the other's, which was probed when it was built, so that it is not opened; that
    each passage has its own vector is seen by encoding the sample again.
    """
    for entry in revision.added:
        stored = generation.texts.document(entry.document.source.id)
        passages = tuple(generation.texts.passages(entry.document.source.id))
        if (stored, passages) != (entry.document, entry.passages):
            raise _failed(f"de tekst van {entry.document.source.id} is niet die van de bron")
    counts = (len(generation.units.passage_ids), generation.keywords.count())
    if counts != (revision.passage_count, revision.passage_count):
        raise _failed(f"vectoren en zoekwoorden van {counts} van {revision.passage_count} passages bewaard")
    if generation.search.reachable != len(generation.units.ids):
        raise _failed(f"{generation.search.reachable} van {len(generation.units.ids)} vectoren te vinden")
    rest = [generation.texts.passage(name) for name in _sample(generation.units.passage_ids, PROBES_OF_REST)]
    if None in rest:
        raise _failed("niet elke passage heeft een tekst")
    sample = (*_sample(changed), *(passage for passage in rest if passage))
    _check_rows(generation, sample, encoder)
    _check_keywords(generation, sample)


def _sample(every: Sequence[T], most: int = PROBES) -> Sequence[T]:
    """At most so many, spread over all."""
    return every[:: max(1, math.ceil(len(every) / most))]


def _check_texts(generation: Generation, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
    stored = tuple(generation.texts.documents())
    if stored != tuple(documents):
        raise _failed("de teksten zijn niet die van de bronnen")
    found = tuple(p for document in stored for p in generation.texts.passages(document.source.id))
    if found != tuple(passages):
        raise _failed("de passages zijn niet die van de bronnen")


def _check_counts(generation: Generation, passages: Sequence[Passage]) -> None:
    if generation.units.passage_ids != tuple(passage.id for passage in passages):
        raise _failed("niet elke passage heeft een vector")
    if generation.keywords.count() != len(passages):
        raise _failed(f"zoekwoorden van {generation.keywords.count()} van {len(passages)} passages bewaard")


def _check_vectors(generation: Generation, sample: Sequence[Passage]) -> None:
    """Almost each passage's own vector finds the passage, or one with the very same vector, first.

    A graph of a hundred thousand vectors does not lead to every one of them: a store that mixed them up
    would miss them all.
    """
    missed = [passage.id for passage in sample if not _finds_itself(generation, passage.id)]
    if len(missed) > MISSED_AT_MOST * len(sample):
        raise _failed(f"passage {missed[0]} vindt zichzelf niet met haar vector")


def _finds_itself(generation: Generation, passage_id: str) -> bool:
    vector = generation.units.vectors_of(passage_id)[0]
    if not vector.any():
        return True  # a text without a word that the model knows
    best = next((found for found, _ in generation.vectors.nearest(vector, 1)), None)
    return best is not None and float(generation.units.vectors_of(best)[0] @ vector) >= 1 - NEAR


def _check_rows(generation: Generation, sample: Sequence[Passage], encoder: Encoder) -> None:
    """Each passage and its sentences have the vectors of their texts."""
    for passage in sample:
        document = generation.texts.document(passage.document_id)
        units = units_of(document, passage) if document else ()
        encoded = encoder.encode([unit.text for unit in units])
        stored = generation.units.vectors_of(passage.id)
        if encoded.shape != stored.shape or not np.allclose(encoded, stored, atol=NEAR):
            raise _failed(f"passage {passage.id} heeft een andere vector dan haar tekst")


def _check_keywords(generation: Generation, sample: Sequence[Passage]) -> None:
    """Each passage is found by the terms in it that the fewest passages have."""
    spread = generation.keywords.document_frequency
    for passage in sample:
        terms = dict.fromkeys(generation.analyzer.terms(passage.text))
        rare = sorted(terms, key=lambda term: (spread("body", term), term))[:RARE_TERMS]
        if not rare:
            continue  # nothing but stop words
        hits = generation.keywords.search("body", dict.fromkeys(rare, 1.0), DEPTH)
        found = (generation.texts.passage(hit) for hit, _ in hits)
        if not any(set(rare) <= set(generation.analyzer.terms(hit.text)) for hit in found if hit):
            raise _failed(f"passage {passage.id} vindt zichzelf niet met haar zoekwoorden")


def _failed(what: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"De nieuwe index is afgekeurd: {what}. De vorige blijft werken. Probeer opnieuw met: sro index"
    )
