"""Verbs that fall apart in a sentence: "pikt het op" is of "oppikken", as "opgepikt" is."""

import re
from collections.abc import Iterator

from sro_assistant.grounding.tokens import words_of

_PARTICLES = "aan|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|uit|vast|voor|voort|weg"
_APART = re.compile(
    rf"([^.,;:!?()]+?)\b({_PARTICLES})\s*(?=[.,;:!?]|$|\b(?:en|of|dan|als|dat)\b)", re.IGNORECASE
)
_PARTICIPLE = re.compile(rf"({_PARTICLES})ge(\w{{3,}})")
_LEAST_VERB = 4


def joined(word: str) -> str:
    """A word without the "ge" of a participle within: "opgepikt" is "oppikt"."""
    found = _PARTICIPLE.fullmatch(word.casefold())
    return f"{found[1]}{found[2]}" if found else word


def separable(text: str) -> Iterator[str]:
    """What a particle at the end of a clause makes of the words before it, of which one is its verb."""
    for before, particle in _APART.findall(text):
        yield from (f"{particle}{word}".casefold() for word in words_of(before) if len(word) >= _LEAST_VERB)
