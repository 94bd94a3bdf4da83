"""RetrievedPassages → the sentences in them that bear on the question, each with its reasons."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from sro_assistant.domain import Document, Query, RetrievedPassage, Span
from sro_assistant.dutch.words import fold, words
from sro_assistant.index.generation import Generation
from sro_assistant.ports import Vectors
from sro_assistant.retrieve.probe import Prober

# A capital inside a sentence, where no sentence starts, or a year.
_NAME_OR_YEAR = re.compile(r"(?<=[a-zà-ÿ,;] )[A-Z][\w-]+|\b(?:19|20)\d\d\b")

HEADING_SHARE = 0.55
PASSAGE_SHARE = 0.2
"""What a term is worth that stands not in the sentence but in a heading above it, or beside it."""
RARE = 5
"""In how many passages a name stands at most that tells which of them are meant."""
REMEMBERED_TERMS = 20_000
MOST = 0.75
"""The share of a long name's terms that must stand in a text for the name to stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer, with how far it covers the question.

    `coverage` is the share of the question's term weight found in the sentence or, for less, in
    its headings and passage; `own` the share found in the sentence itself; `similarity` the cosine
    of sentence and question; `around` those of the question's terms that stand beside it in its passage
    or in a heading above; `headed` the share of the nearest heading's terms that the question
    names; `asked` the similarity of the nearest expected question that the sentence answers; all in
    0..1.
    """

    document: Document
    found: RetrievedPassage
    span: Span
    terms: frozenset[str]
    coverage: float
    own: float
    similarity: float
    headed: float
    asked: float = 0.0
    around: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The sentence."""
        return self.document.slice(self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Familiarity:
    """What of a question the corpus knows.

    `share` is the part of its term weight that stands anywhere, 0..1; `unknown` its words, folded,
    that stand nowhere; `names` the terms of its names and abbreviations that do stand somewhere;
    `unknown_names` its names and years that stand nowhere and that no other name is known for.
    """

    share: float
    unknown: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    unknown_names: frozenset[str] = frozenset()


class EvidenceFinder:
    """Weighs the sentences of retrieved passages against a query."""

    def __init__(self, generation: Generation, prober: Prober) -> None:
        self._analyzer = generation.analyzer
        self._total = generation.keywords.count()
        self._units = generation.units
        self._prober = prober
        # A generation does not change: how many passages hold a term is asked once.
        self._frequency = lru_cache(REMEMBERED_TERMS)(partial(generation.keywords.document_frequency, "body"))
        self._headed = lru_cache(REMEMBERED_TERMS)(partial(generation.keywords.document_frequency, "heading"))

    def weights(self, query: Query) -> dict[str, float]:
        """Each typed term's weight: how rarely passages hold it (idf as in BM25, Robertson 1994).

        A term that an abbreviation brought in has none of its own: it stands in for what was typed.
        """
        return {
            term: self._idf(self._frequency(term), self._total)
            for term, weight in query.terms.items()
            if weight >= 1.0
        }

    def terms_of(self, text: str) -> tuple[str, ...]:
        """The terms of a text, as those of a query are made."""
        return self._analyzer.terms(text)

    def knows(self, word: str) -> bool:
        """Whether any term of a word stands in the corpus, in a text or a heading."""
        return any(self._frequency(term) or self._headed(term) for term in self._analyzer.terms(word))

    def rare_names(self, query: Query) -> frozenset[str]:
        """The terms of the names in a question that some passages hold, but few; a first word is no name.

        Of "EFRO-dossier" only the capital half is one.
        """
        said = (part for word in words(query.dutch)[1:] for part in word.split("-"))
        terms = {term for word in said if _is_name(word) for term in self._analyzer.terms(word)}
        return frozenset(term for term in terms if 0 < self._frequency(term) <= RARE)

    def familiarity(self, query: Query) -> Familiarity:
        """What of a question the corpus knows at all."""
        weights = self.weights(query)
        known = {t for t in weights if self._frequency(t)}
        said = [(word, frozenset(self._analyzer.terms(word))) for word in words(query.dutch)]
        unknown = frozenset(fold(word) for word, terms in said if terms and not terms & known)
        explained = {fold(word) for typed in query.expansions for word in words(typed)}
        named = {fold(word) for name in _NAME_OR_YEAR.findall(query.dutch) for word in words(name)}
        return Familiarity(
            share=sum(weights[t] for t in known) / (sum(weights.values()) or 1.0),
            unknown=unknown,
            unknown_names=(unknown & named) - explained,
            names=frozenset(t for word, terms in said if _is_name(word) for t in terms & known),
        )

    def find(
        self, query: Query, retrieved: Sequence[RetrievedPassage], documents: Mapping[str, Document]
    ) -> tuple[Evidence, ...]:
        """The sentences of the passages in reading order within each passage, best passage first.

        Questions are left out: they state nothing.
        """
        vector = self._prober.of(query.dutch).vector
        reading = Reading(weights=self.weights(query), twins=self._twins(query))
        found = (
            (f, documents[f.passage.document_id]) for f in retrieved if f.passage.document_id in documents
        )
        weighed = (e for f, document in found for e in self._weigh(f, document, reading, vector))
        return tuple(evidence for evidence in weighed if not evidence.text.endswith("?"))

    def _weigh(
        self, found: RetrievedPassage, document: Document, reading: "Reading", vector: Vectors
    ) -> Iterator[Evidence]:
        """The sentences of one passage."""
        passage = found.passage
        headings = [self._analyzer.terms(text) for text in passage.headings]
        above = reading.standing(term for terms in headings for term in terms)
        beside = reading.standing(self._analyzer.terms(passage.text))
        headed = reading.named(headings[-1]) if headings else 0.0
        similarities = np.clip(self._units.sentence_vectors(passage.id) @ vector, 0.0, 1.0)
        for span, similarity in zip(document.sentences_in(passage.span), similarities.tolist(), strict=True):
            own = reading.standing(self._analyzer.terms(document.slice(span)))
            yield Evidence(
                document=document,
                found=found,
                span=span,
                terms=own,
                coverage=reading.share(own)
                + HEADING_SHARE * reading.share(above - own)
                + PASSAGE_SHARE * reading.share(beside - above - own),
                own=reading.share(own),
                similarity=similarity,
                asked=max(
                    (hit.similarity for hit in found.why.asked if hit.span.overlaps(span)), default=0.0
                ),
                headed=headed,
                around=above | beside,
            )

    def _twins(self, query: Query) -> tuple["Twin", ...]:
        """What was typed, beside each phrase that it may also be called."""
        return tuple(
            Twin(typed=frozenset(self._analyzer.terms(typed)), other=frozenset(self._analyzer.terms(phrase)))
            for typed, phrases in query.expansions.items()
            for phrase in phrases
        )

    @staticmethod
    def _idf(frequency: int, total: int) -> float:
        return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Terms that mean what was typed: a name for its abbreviation, or the reverse."""

    typed: frozenset[str]
    other: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The terms that count for a query, with their weights."""

    weights: Mapping[str, float]
    twins: tuple[Twin, ...]

    def standing(self, terms: Iterable[str]) -> frozenset[str]:
        """Which of the query's terms stand among these, by themselves or by most of a twin."""
        here = frozenset(terms)
        said = {t for twin in self.twins if self._mostly(twin.other, here) for t in twin.typed}
        return frozenset(t for t in self.weights if t in here or t in said)

    def share(self, terms: Iterable[str]) -> float:
        """The share of the query's weight that these terms hold, 0..1."""
        return sum(self.weights[t] for t in terms) / (sum(self.weights.values()) or 1.0)

    def named(self, heading: Sequence[str]) -> float:
        """The share of a heading's terms that the query names, 0..1."""
        return len(self.standing(heading)) / len(set(heading)) if heading else 0.0

    @staticmethod
    def _mostly(wanted: frozenset[str], here: frozenset[str]) -> bool:
        return bool(wanted) and len(wanted & here) >= MOST * len(wanted)


def _is_name(word: str) -> bool:
    """Whether a word is written as a name or an abbreviation; a question's first word tells nothing."""
    return any(letter.isupper() for letter in word[1:]) or word[:1].isupper()
