"""Query → RetrievedPassages: several searches, one weighted sum, each result with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sro_assistant.domain import Channel, Filters, Query, RetrievedPassage, Why, document_id_of
from sro_assistant.index.generation import Generation
from sro_assistant.index.units import passage_of
from sro_assistant.ports import Vectors
from sro_assistant.retrieve.asked import Asked, AskedChannel
from sro_assistant.retrieve.fuse import Fusion, Scores, fuse
from sro_assistant.retrieve.grams import FIELD, TellingGrams
from sro_assistant.retrieve.listed import ListFinder, asks_for_several
from sro_assistant.retrieve.probe import Prober

WEIGHTS: Mapping[Channel, float] = {
    Channel.KEYWORDS: 0.25,
    Channel.NGRAMS: 0.1,
    Channel.VECTORS: 0.65,
    Channel.QUESTIONS: 2.0,
}
"""No fitted weights did better on other questions: see docs/retrieval-ablation.md.

Vectors weigh most for a model that was taught questions on these documents; on others it costs little.
"""

HEADING_WEIGHT = 0.35
NAMED = 0.3
"""The share of the score that is kept for passages of a document which the question names."""
LISTED = 0.5
"""The share that is kept for what opens the sections of a list which the question asks for."""
LIST_DEPTH = 20
"""Among how many of the first passages the list's heading is looked for."""
PART = 0.2
"""The share of the score that a part of a question has, beside the whole question."""
PART_DEPTH = 40
"""How many passages for each part are looked at."""
CANDIDATES = 60
REMEMBERED_PASSAGES = 1024
REMEMBERED_FILTERS = 64

Admitted = frozenset[str] | None
"""The documents that filters admit; None where that is every one."""


class HybridRetriever:
    """Finds passages by Dutch keywords, character n-grams, vectors and expected questions."""

    def __init__(self, generation: Generation, prober: Prober) -> None:
        self._generation = generation
        self._prober = prober
        self.asked = AskedChannel(generation.questions, prober, generation.bank.names)
        self._sources = tuple(document.source for document in generation.texts.documents())
        self._admitted = lru_cache(REMEMBERED_FILTERS)(self._admitted_by)
        self._terms = lru_cache(REMEMBERED_PASSAGES)(generation.keywords.terms)
        self._grams = TellingGrams(generation.keywords)
        passages_of = lru_cache(REMEMBERED_FILTERS)(generation.texts.passages)
        self._lists = ListFinder(generation.analyzer.terms, passages_of)

    def retrieve(self, query: Query, limit: int, *, expected: bool = True) -> tuple[RetrievedPassage, ...]:
        """At most `limit` passages that the filters admit, best first, score in 0..1.

        `expected` false leaves the channel of expected questions out.
        """
        within = self._admitted(query.filters)
        asked = self.asked.find(query, within) if expected else Asked()
        fusion = _with_named(fuse(self._channels(query, asked, within), WEIGHTS), query)
        fusion = self._with_listed(fusion, query)
        found = (self._found(name, score, fusion, query, asked) for name, score in fusion.best(limit))
        return tuple(f for f in found if f is not None)

    def retrieve_parts(
        self, query: Query, parts: Sequence[Query], limit: int, *, expected: bool = True
    ) -> tuple[RetrievedPassage, ...]:
        """The same for a question that holds several: what is best for one of them gains on the rest."""
        if not parts:
            return self.retrieve(query, limit, expected=expected)
        whole = self.retrieve(query, PART_DEPTH, expected=expected)
        each = [found for part in parts for found in self.retrieve(part, PART_DEPTH, expected=expected)]
        found = {f.passage.id: f for f in (*each, *whole)}
        scores = {f.passage.id: (1 - PART) * f.score for f in whole}
        best: dict[str, float] = {}
        for one in each:
            best[one.passage.id] = max(best.get(one.passage.id, 0.0), one.score)
        for name, score in best.items():
            scores[name] = scores.get(name, 0.0) + PART * score
        ranked = sorted(scores, key=lambda name: (-scores[name], name))[:limit]
        return tuple(replace(found[name], score=scores[name]) for name in ranked)

    def admits_any(self, filters: Filters) -> bool:
        """Whether the filters leave a document to search."""
        within = self._admitted(filters)
        return within is None or len(within) > 0

    def _admitted_by(self, filters: Filters) -> Admitted:
        found = frozenset(source.id for source in self._sources if filters.admits(source))
        return None if len(found) == len(self._sources) else found

    def _channels(self, query: Query, asked: Asked, within: Admitted) -> dict[Channel, Scores]:
        """Each channel's scores, of passages of the admitted documents."""
        probe = self._prober.of(query.dutch)
        keywords = self._keyword_scores(query.terms, within)
        grams = dict.fromkeys(self._grams.among(probe.grams), 1.0)
        ngrams = dict(self._generation.keywords.search(FIELD, grams, CANDIDATES, within))
        channels = {
            Channel.KEYWORDS: keywords,
            Channel.NGRAMS: ngrams,
            Channel.VECTORS: self._vector_scores(probe.vector, {*keywords, *ngrams, *asked.best}, within),
            Channel.QUESTIONS: asked.best,
        }
        return {channel: scores for channel, scores in channels.items() if scores}

    def _keyword_scores(self, terms: Mapping[str, float], within: Admitted) -> dict[str, float]:
        keywords = self._generation.keywords
        scores = dict(keywords.search("body", terms, CANDIDATES, within))
        for passage_id, score in keywords.search("heading", terms, CANDIDATES, within):
            scores[passage_id] = scores.get(passage_id, 0.0) + HEADING_WEIGHT * score
        return scores

    def _vector_scores(self, vector: Vectors, others: set[str], within: Admitted) -> dict[str, float]:
        """Half a passage's own similarity, half its best sentence's, for all candidates."""
        found = self._generation.search.nearest(vector, CANDIDATES, within)
        near = {passage_of(unit) for unit, _ in found}
        similar = self._generation.units.similarities(vector, sorted(near | others))
        return {passage_id: (s.passage + s.sentence) / 2 for passage_id, s in similar.items()}

    def _with_listed(self, fusion: Fusion, query: Query) -> Fusion:
        """The shares with one for opening a section of the list that the question asks for, if any."""
        if not asks_for_several(query):
            return fusion
        found = (self._generation.texts.passage(name) for name, _ in fusion.best(LIST_DEPTH))
        listed = self._lists.find(query, (passage for passage in found if passage is not None))
        return _with_share(fusion, Channel.LISTED, LISTED, listed) if listed else fusion

    def _found(
        self, passage_id: str, score: float, fusion: Fusion, query: Query, asked: Asked
    ) -> RetrievedPassage | None:
        passage = self._generation.texts.passage(passage_id)
        if passage is None:
            return None
        here = self._terms(passage_id)
        why = Why(
            channels=fusion.shares(passage_id),
            terms=tuple(term for term in query.terms if term in here),
            asked=asked.hits(passage_id),
        )
        return RetrievedPassage(passage=passage, score=score, why=why)


def _with_named(fusion: Fusion, query: Query) -> Fusion:
    """The shares with one for standing in a document that the question names, where it names any."""
    if not query.named_documents:
        return fusion
    found = {name for shares in fusion.channels.values() for name in shares}
    named = {name for name in found if document_id_of(name) in query.named_documents}
    return _with_share(fusion, Channel.NAMED, NAMED, named)


def _with_share(fusion: Fusion, channel: Channel, share: float, names: Collection[str]) -> Fusion:
    """The shares lowered to make room for one more, which these candidates get in full."""
    lowered = {c: {n: (1 - share) * s for n, s in shares.items()} for c, shares in fusion.channels.items()}
    return Fusion({**lowered, channel: dict.fromkeys(names, share)})
