"""Query → RetrievedPassages: several searches, one weighted sum, each result with its reason."""

from collections.abc import Mapping

from sro_assistant.domain import AskedBefore, Channel, Document, Passage, Query, RetrievedPassage, Why
from sro_assistant.index.generation import Generation
from sro_assistant.ports import Encoder, Vectors
from sro_assistant.retrieve.asked import AskedChannel
from sro_assistant.retrieve.fuse import fuse

WEIGHTS: Mapping[Channel, float] = {
    Channel.KEYWORDS: 0.5,
    Channel.NGRAMS: 0.25,
    Channel.VECTORS: 0.25,
    Channel.QUESTIONS: 2.0,
}
"""Chosen on questions over these documents: see evals/README.md."""

Shares = Mapping[str, Mapping[Channel, float]]
"""Per passage, its share of the score by channel."""
Asked = Mapping[str, tuple[AskedBefore, ...]]
"""Per passage, the nearest expected questions that it answers, best first."""

HEADING_WEIGHT = 0.35
NAMED = 0.3
"""The share of the score that is kept for passages of a document which the question names."""
CANDIDATES = 60


class HybridRetriever:
    """Finds passages by Dutch keywords, character n-grams, vectors and expected questions."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder
        self._asked = AskedChannel(generation.questions, generation.analyzer, encoder)

    def retrieve(self, query: Query, limit: int, *, expected: bool = True) -> tuple[RetrievedPassage, ...]:
        """At most `limit` passages that the filters admit, best first, score in 0..1.

        `expected` false leaves the channel of expected questions out.
        """
        vector = self._encoder.encode([query.dutch])[0]
        asked = self._asked.find(query, vector) if expected else {}
        channels = self._channels(query, vector, asked)
        shares = _with_named(fuse(channels, WEIGHTS), query)
        best = sorted(shares, key=lambda passage_id: (-sum(shares[passage_id].values()), passage_id))
        found = (self._found(name, shares[name], query, asked.get(name, ())) for name in best[:limit])
        return tuple(f for f in found if f is not None)

    def _channels(self, query: Query, vector: Vectors, asked: Asked) -> dict[Channel, dict[str, float]]:
        """Each channel's scores, of the passages that the filters admit."""
        admitted = self._admitted(query)
        depth = CANDIDATES if admitted is None else self._generation.keywords.count()
        keywords = self._keyword_scores(query, depth)
        ngrams = self._ngram_scores(query, depth)
        channels = {
            Channel.KEYWORDS: keywords,
            Channel.NGRAMS: ngrams,
            Channel.VECTORS: self._vector_scores(vector, {*keywords, *ngrams, *asked}),
            Channel.QUESTIONS: {passage_id: hits[0].similarity for passage_id, hits in asked.items()},
        }
        return {
            channel: {p: s for p, s in scores.items() if admitted is None or p in admitted}
            for channel, scores in channels.items()
            if scores
        }

    def documents(self, query: Query) -> tuple[Document, ...]:
        """The documents that the query's filters admit."""
        if query.filters.is_free:
            return tuple(self._generation.texts.documents())
        return tuple(d for d in self._generation.texts.documents() if query.filters.admits(d.source))

    def _admitted(self, query: Query) -> frozenset[str] | None:
        """The passages that the filters admit; None when they admit every document."""
        if query.filters.is_free:
            return None
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
        grams = dict.fromkeys(self._generation.analyzer.grams(query.dutch), 1.0)
        return dict(self._generation.keywords.search("grams", grams, depth))

    def _vector_scores(self, vector: Vectors, others: set[str]) -> dict[str, float]:
        """Half a passage's own similarity, half its best sentence's, for all candidates."""
        near = {unit.split("/")[0] for unit, _ in self._generation.search.nearest(vector, CANDIDATES)}
        similar = self._generation.units.similarities(vector, sorted(near | others))
        return {passage_id: (s.passage + s.sentence) / 2 for passage_id, s in similar.items()}

    def _found(
        self, passage_id: str, shares: Mapping[Channel, float], query: Query, asked: tuple[AskedBefore, ...]
    ) -> RetrievedPassage | None:
        passage = self._generation.texts.passage(passage_id)
        if passage is None:
            return None
        why = Why(channels=dict(shares), terms=self._matched(passage, query), asked=asked)
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
