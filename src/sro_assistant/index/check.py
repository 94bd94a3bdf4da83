"""Whether a new generation finds what it was built from, before it may serve."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sro_assistant.domain import Document, Passage
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.generation import Generation
from sro_assistant.index.units import rows_by_id

PROBES = 25
RARE_TERMS = 6
DEPTH = 10
NEAR = 1e-3


def check_generation(
    generation: Generation, documents: Sequence[Document], passages: Sequence[Passage]
) -> None:
    """Raises IndexDamagedError unless all stores hold everything, and a sample of passages finds itself."""
    _check_texts(generation, documents, passages)
    _check_counts(generation, passages)
    sample = passages[:: max(1, len(passages) // PROBES)]
    _check_vectors(generation, sample)
    _check_keywords(generation, passages, sample)


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
    if generation.vectors.count() != len(generation.units.ids):
        raise _failed(f"{generation.vectors.count()} van {len(generation.units.ids)} vectoren bewaard")
    if generation.keywords.count() != len(passages):
        raise _failed(f"zoekwoorden van {generation.keywords.count()} van {len(passages)} passages bewaard")


def _check_vectors(generation: Generation, sample: Sequence[Passage]) -> None:
    """Each passage's own vector finds the passage, or one with the very same vector, first."""
    units = generation.units
    rows = rows_by_id(units)
    for passage in sample:
        vector = np.array(units.vectors[rows[passage.id]])
        if not vector.any():
            continue  # a text without a word that the model knows
        best = next((unit for unit, _ in generation.vectors.nearest(vector, 1)), None)
        if best is None or float(units.vectors[rows[best]] @ vector) < 1 - NEAR:
            raise _failed(f"passage {passage.id} vindt zichzelf niet met haar vector")


def _check_keywords(generation: Generation, passages: Sequence[Passage], sample: Sequence[Passage]) -> None:
    """Each passage is found by the terms in it that the fewest passages have."""
    terms = {passage.id: dict.fromkeys(generation.analyzer.terms(passage.text)) for passage in passages}
    spread = Counter(term for found in terms.values() for term in found)
    for passage in sample:
        rare = sorted(terms[passage.id], key=lambda term: (spread[term], term))[:RARE_TERMS]
        if not rare:
            continue  # nothing but stop words
        hits = generation.keywords.search("body", dict.fromkeys(rare, 1.0), DEPTH)
        alike = {hit for hit, _ in hits if set(rare) <= set(terms.get(hit, ()))}
        if not alike:
            raise _failed(f"passage {passage.id} vindt zichzelf niet met haar zoekwoorden")


def _failed(what: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"De nieuwe index is afgekeurd: {what}. De vorige blijft werken. Probeer opnieuw met: sro index"
    )
