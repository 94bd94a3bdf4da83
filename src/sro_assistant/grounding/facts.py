"""What a statement asserts that a reader acts on: numbers, names, negations and modals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.dutch.tokens import NUMBER_WORDS as DUTCH_NUMBER_WORDS
from sro_assistant.grounding.tokens import tokens

NUMBER_WORDS = {**DUTCH_NUMBER_WORDS, "één": "1", "duizend": "1000"}
"""Number words by their digits; *een* is left out, since it is mostly the article."""

SCALES = frozenset({"miljoen", "miljard", "duizend", "honderd", "procent", "%", "€", "euro"})
NEGATIONS = frozenset(
    "niet geen nooit noch niets niemand nergens zonder evenmin geenszins nauwelijks onmogelijk".split()
)
MODALS = frozenset(
    "kan kunnen kon konden mag mogen moet moeten moest zal zullen zou zouden wil willen wilde "
    "minstens minimaal hoogstens maximaal minder meer ongeveer circa indicatief desgevallend "
    "eventueel mogelijk verplicht alleen enkel uitsluitend tenzij".split()
)

_DIGITS = re.compile(r"\d")
_GROUPING = re.compile(r"(?<=\d)[. ](?=\d{3}(?:\D|$))")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a text, each in a form that can be compared."""

    numbers: frozenset[str]
    names: frozenset[str]
    negations: frozenset[str]
    modals: frozenset[str]


def plain_number(text: str) -> str:
    """A number without the points or spaces between its thousands: "850.000" is "850000"."""
    return _GROUPING.sub("", text)


def facts_of(text: str) -> Facts:
    """The numbers, names, negations and modals that a text asserts."""
    found = tokens(text)
    words = [token.text.lower() for token in found]
    return Facts(
        numbers=frozenset(_numbers(words)),
        names=frozenset(_names([t.text for t in found], text, [t.span.start for t in found])),
        negations=frozenset(w for w in words if w in NEGATIONS),
        modals=frozenset(w for w in words if w in MODALS),
    )


def _numbers(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if _DIGITS.search(word):
            yield plain_number(word)
        elif word in NUMBER_WORDS:
            yield NUMBER_WORDS[word]
        elif word in SCALES or word in MONTHS:
            yield word


def _names(words: list[str], text: str, starts: list[int]) -> Iterable[str]:
    for word, start in zip(words, starts, strict=True):
        capital_inside = any(c.isupper() for c in word[1:])
        if capital_inside or (word[:1].isupper() and not _opens_sentence(text, start)):
            yield word.casefold()


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n\"'“‘(-")
    return not before or before[-1] in ".!?:…"
