"""A text as the searches take it, made once for all that search with it."""

from dataclasses import dataclass
from functools import lru_cache, partial

from sro_assistant.dutch.words import Analyzer
from sro_assistant.ports import Encoder, Vectors

REMEMBERED = 8
"""The texts of one question: retrieval, evidence and a follow-up ask for the same few."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The terms and character n-grams of a text, in order, and its unit vector."""

    terms: tuple[str, ...]
    grams: tuple[str, ...]
    vector: Vectors


class Prober:
    """Makes probes with the words and the model of one generation; safe to share between threads."""

    def __init__(self, analyzer: Analyzer, encoder: Encoder) -> None:
        self._made = lru_cache(REMEMBERED)(partial(_made, analyzer, encoder))

    def of(self, text: str) -> Probe:
        """The probe of a text."""
        return self._made(text)


def _made(analyzer: Analyzer, encoder: Encoder, text: str) -> Probe:
    return Probe(analyzer.terms(text), analyzer.grams(text), encoder.encode([text])[0])
