"""The n-grams of a question that are worth looking up."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

from sro_assistant.ports import KeywordIndex

FIELD = "grams"
MOST_PLACES = 40_000
"""How many places of n-grams are looked at, those of the rarest first; a small corpus has no more.

What most passages have tells little and takes longest: see benchmarks/README.md.
"""
REMEMBERED = 50_000


class TellingGrams:
    """Chooses n-grams by how few passages have them; safe to share between threads."""

    def __init__(self, keywords: KeywordIndex) -> None:
        self._keywords = keywords
        self._passages = keywords.count()
        self._spread = lru_cache(REMEMBERED)(self._spread_of)

    def among(self, grams: Sequence[str]) -> Collection[str]:
        """The rarest of some n-grams, as many as stand in at most MOST_PLACES passages together."""
        every = dict.fromkeys(grams)
        if len(every) * self._passages <= MOST_PLACES:
            return every
        ordered = sorted((self._spread(gram), gram) for gram in every)
        places = accumulate(spread for spread, _ in ordered)
        kept = takewhile(lambda pair: pair[1] <= MOST_PLACES, zip(ordered, places, strict=True))
        return [gram for (spread, gram), _ in kept if spread]

    def _spread_of(self, gram: str) -> int:
        return self._keywords.document_frequency(FIELD, gram)
