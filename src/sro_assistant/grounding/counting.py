"""Counts that a quote does not write but shows: three names in a row are three."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.grounding.facts import NUMBER_WORDS, SCALES, facts_of, numbers_in
from sro_assistant.grounding.tokens import words_of

_LONGEST_ITEM = 6
_MOST = 12
_BREAK = re.compile(r"[.;:()!?\n–]| - ")
_LAST = re.compile(r"\b(?:en|of|als|alsook|evenals)\b")
_PAIRED = frozenset({"beide", "beiden", "enerzijds", "allebei"})
# What is of all is one: who share a vision have one vision.
_ONE = frozenset(
    "gemeenschappelijk gemeenschappelijke gezamenlijk gezamenlijke gedeeld gedeelde eenzelfde dezelfde "
    "hetzelfde eengemaakt eengemaakte enig enige eenduidig eenduidige uniform uniforme".split()
)


def countable(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The numbers that a text may tell though no quote writes them: how long a row of its quotes is.

    A count that stands in a quote is never replaced by one that was made: where a text leaves out a small
    number of its quotes, no row counts. Nor does a date or an amount: what is counted stands behind it.
    """
    words = {word.casefold() for quote in quotes for word in words_of(quote)}
    made = {"2"} if words & _PAIRED else set[str]()
    if words & _ONE and "1" not in words_of(text):
        made.add("1")
    told = {number for quote in quotes for number in numbers_in(quote) if len(number) < len("2020")}
    if told <= facts_of(text).numbers:
        made |= {str(length) for quote in quotes for length in _lengths(quote) if length <= _MOST}
    return frozenset(made & set(_counts(text)))


def _counts(text: str) -> Iterator[str]:
    """The numbers of a text behind which neither a month, a unit nor another number stands."""
    words = [word.lower() for word in words_of(text)]
    for word, after in pairwise([*words, ""]):
        if not (after in MONTHS or after in SCALES or after in NUMBER_WORDS or after[:1].isdigit()):
            yield NUMBER_WORDS.get(word, word)


def _lengths(quote: str) -> Iterator[int]:
    """How many items each row of a quote has: "A, B en C" is three, "en Economie en Innovatie" one."""
    for part in _BREAK.split(quote):
        items = 0
        for item in part.split(","):
            ends = _LAST.search(item) is not None
            if ends and items:
                yield items + 2
            items = 0 if ends else 1 if len(words_of(item)) > _LONGEST_ITEM else items + 1
