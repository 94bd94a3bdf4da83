"""Numbers that a quote does not write but shows: three names in a row are three, one week is seven days."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.grounding.facts import NUMBER_WORDS, ORDINALS, SCALES, facts_of, numbers_in
from sro_assistant.grounding.tokens import words_of

_LONGEST_ITEM = 6
_MOST = 12
_BREAK = re.compile(r"[.:()!?\n–]| - ")
_ITEM = re.compile(r"[,;]")
_LAST = re.compile(r"\b(?:en|of|als|alsook|evenals)\b")
_LABEL = re.compile(r"(?:^|[\s:;,])(\d)[.)](?= )")
"""What numbers an item of a list: "1. ", "2) "."""
_PAIRED = frozenset({"beide", "beiden", "enerzijds", "allebei"})
# What is of all is one: who share a vision have one vision.
_ONE = frozenset(
    "gemeenschappelijk gemeenschappelijke gezamenlijk gezamenlijke gedeeld gedeelde eenzelfde dezelfde "
    "hetzelfde eengemaakt eengemaakte enig enige eenduidig eenduidige uniform uniforme".split()
)
_SMALLER = {"week": ("dag", 7), "weken": ("dag", 7), "jaar": ("maand", 12), "jaren": ("maand", 12)}
"""A unit, the smaller one in which it may be told, and how many of those it has."""
_SIZE = {"duizend": 1_000, "miljoen": 1_000_000, "miljard": 1_000_000_000}


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
    labels = {label for quote in quotes for label in _LABEL.findall(quote)}
    if told - labels <= facts_of(text).numbers:
        made |= {str(length) for quote in quotes for length in _lengths(quote) if length <= _MOST}
        made |= {max(labels)} if labels else set()
        made |= _enumerating(text)
    return frozenset(made & set(_counts(text))) | _converted(text, quotes)


def _enumerating(text: str) -> frozenset[str]:
    """The numbers by which a text orders what it tells: "een eerste … een tweede …"."""
    words = {word.lower() for word in words_of(text)}
    named = [str(place) for place, word in enumerate(ORDINALS, start=1) if word in words]
    is_row = len(named) > 1 and named == [str(place) for place in range(1, len(named) + 1)]
    return frozenset(named) if is_row else frozenset()


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
        for item in _ITEM.split(part):
            ends = _LAST.search(item) is not None
            if ends and items:
                yield items + (1 if _LAST.match(item.strip()) else 2)
            items = 0 if ends else 1 if len(words_of(item)) > _LONGEST_ITEM else items + 1


def _converted(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The amounts of a text that its quotes tell in another unit: "7 dagen" for "één week"."""
    said, heard = {*_amounts(text)}, {amount for quote in quotes for amount in _amounts(quote)}
    smaller = {(number * _SMALLER[unit][1], _SMALLER[unit][0]) for number, unit in heard if unit in _SMALLER}
    whole = {(number * _SIZE[unit], "") for number, unit in heard if unit in _SIZE}
    return frozenset(
        f"{number:.12g}"
        for number, unit in said
        if any(number == other and unit.startswith(start) for other, start in smaller)
        or (number, "") in whole
    )


def _amounts(text: str) -> Iterator[tuple[float, str]]:
    """Each number of a text with the word behind it."""
    words = [word.lower() for word in words_of(text)]
    for word, after in pairwise([*words, ""]):
        figure = NUMBER_WORDS.get(word, word).replace(".", "").replace(" ", "").replace(",", ".")
        if re.fullmatch(r"\d+(?:\.\d+)?", figure):
            yield float(figure), after
