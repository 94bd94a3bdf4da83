"""Query → RetrievedPassages: three searches, one weighted sum, each result with its reason."""

from collections.abc import Mapping

from sro_assistant.domain import Channel, Document, Passage, Query, RetrievedPassage, Why
from sro_assistant.index.generation import Generation
from sro_assistant.ports import Encoder
from sro_assistant.retrieve.fuse import fuse

WEIGHTS: Mapping[Channel, float] = {Channel.KEYWORDS: 0.5, Channel.NGRAMS: 0.25, Channel.VECTORS: 0.25}
"""Measured on questions over these documents: see models/ and evals/README.md."""

Shares = Mapping[str, Mapping[Channel, float]]
"""Per passage, its share of the score by channel."""

HEADING_WEIGHT = 0.35
NAMED = 0.3
"""The share of the score that is kept for passages of a document which the question names."""
CANDIDATES = 60


class HybridRetriever:
    """Finds passages by Dutch keywords, by character n-grams and by vectors."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder

    def retrieve(self, query: Query, limit: int) -> tuple[RetrievedPassage, ...]:
        """At most `limit` passages that the filters admit, best first, score in 0..1."""
        admitted = self._admitted(query)
        depth = CANDIDATES if admitted is None else self._generation.keywords.count()
        keywords = self._keyword_scores(query, depth)
        ngrams = self._ngram_scores(query, depth)
        channels = {Channel.KEYWORDS: keywords, Channel.NGRAMS: ngrams}
        vectors = self._vector_scores(query, {*keywords, *ngrams})
        channels[Channel.VECTORS] = vectors
        if admitted is not None:
            channels = {
                c: {p: s for p, s in scores.items() if p in admitted} for c, scores in channels.items()
            }
        shares = _with_named(fuse(channels, WEIGHTS), query)
        best = sorted(shares, key=lambda passage_id: (-sum(shares[passage_id].values()), passage_id))
        found = (self._found(passage_id, shares[passage_id], query) for passage_id in best[:limit])
        return tuple(f for f in found if f is not None)

    def documents(self, query: Query) -> tuple[Document, ...]:
        """The documents that the query's filters admit."""
        return tuple(d for d in self._generation.texts.documents() if query.filters.admits(d.source))

    def _admitted(self, query: Query) -> frozenset[str] | None:
        """The passages that the filters admit; None when they admit every document."""
        texts = self._generation.texts
        documents = self.documents(query)
        if len(documents) == len(texts.documents()):
            return None
        return frozenset(p.id for d in documents for p in texts.passages(d.source.id))

    def _keyword_scores(self, query: Query, depth: int) -> dict[str, float]:
        keywords = self._generation.keywords
        scores = dict(keywords.search("body", query.terms, depth))
        for passage_id, score in keywords.search("heading", query.terms, depth):
            scores[passage_id] = scores.get(passage_id, 0.0) + HEADING_WEIGHT * score
        return scores

    def _ngram_scores(self, query: Query, depth: int) -> dict[str, float]:
        grams = dict.fromkeys(self._generation.analyzer.grams(query.resolved), 1.0)
        return dict(self._generation.keywords.search("grams", grams, depth))

    def _vector_scores(self, query: Query, others: set[str]) -> dict[str, float]:
        """Half a passage's own similarity, half its best sentence's, for all candidates."""
        vector = self._encoder.encode([query.resolved])[0]
        near = {unit.split("/")[0] for unit, _ in self._generation.vectors.nearest(vector, CANDIDATES)}
        similar = self._generation.units.similarities(vector, sorted(near | others))
        return {passage_id: (s.passage + s.sentence) / 2 for passage_id, s in similar.items()}

    def _found(
        self, passage_id: str, shares: Mapping[Channel, float], query: Query
    ) -> RetrievedPassage | None:
        passage = self._generation.texts.passage(passage_id)
        if passage is None:
            return None
        why = Why(channels=dict(shares), terms=self._matched(passage, query))
        return RetrievedPassage(passage=passage, score=sum(shares.values()), why=why)

    def _matched(self, passage: Passage, query: Query) -> tuple[str, ...]:
        here = set(self._generation.analyzer.terms(" ".join((*passage.headings, passage.text))))
        return tuple(term for term in query.terms if term in here)


def _with_named(shares: Shares, query: Query) -> Shares:
    """The shares with one for standing in a document that the question names, where it names any."""
    if not query.named_documents:
        return shares
    return {
        passage_id: {
            **{channel: (1 - NAMED) * share for channel, share in parts.items()},
            Channel.NAMED: NAMED if passage_id.rpartition(":")[0] in query.named_documents else 0.0,
        }
        for passage_id, parts in shares.items()
    }
