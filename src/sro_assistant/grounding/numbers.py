"""Whether a number or year stands in a reworded sentence where another stands in the quote."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.grounding.facts import NUMBER_WORDS, numbers_in, plain_number
from sro_assistant.grounding.tokens import tokens

TermsOf = Callable[[str], Sequence[str]]

CLEARLY = 1.2
"""How much better another number must fit before it is held to have been meant."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PERIOD = re.compile(r"\b((?:19|20)\d\d)(?: ?[-/\u2013] ?| tot(?: en met)? | en )((?:19|20)\d\d)\b")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b")
_DATED = re.compile(
    r"\b\w*(?:mededeling|nota|document|pagina|tekst|webinar)\b[^.,;]{0,20}? (?:van|uit) "
    r"(?:\d{1,2} )?(?:[a-z]+ )?\d{4}\b",
    re.IGNORECASE,
)
"""The date of a source, told as its date: "volgens de mededeling van 2020"."""
_VERSION = re.compile(r"(?<=\w )\d\.\d\b(?! (?:miljoen|miljard|euro|procent|%))")
"""Part of a name: "Smart Flanders 2.0"."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number in a sentence, and how near each word of meaning stands: 1, a half, a third."""

    number: str
    near: Mapping[str, float]

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.number) is not None


def numbers_put(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The numbers of a text that its quotes have less often, or that stand where they have another.

    That each number stands in the quotes, or is the date of the source, is taken as checked.
    """
    undated = _VERSION.sub("", _DATED.sub("", text))
    said = Counter(numbers_in(undated))
    quoted = Counter(number for quote in quotes for number in numbers_in(quote))
    twice = frozenset(number for number, count in said.items() if 0 < quoted[number] < count)
    beyond = frozenset(number for number in said if number not in quoted)
    leaves_out = any(number not in said and _YEAR.fullmatch(number) for number in quoted)
    return (
        twice
        | _redated(undated, quotes)
        | (beyond if leaves_out else frozenset())
        | (_displaced(undated, quotes, terms_of) | _counted(undated, quotes, terms_of))
    )


def misdated(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The years of sources, told as theirs, that no quote tells so; the dates that they bear left out."""
    heard = {year for quote in quotes for told in _DATED.findall(quote) for year in _ANY_YEAR.findall(told)}
    said = {year for told in _DATED.findall(text) for year in _ANY_YEAR.findall(told)}
    return frozenset(said - heard) | _other_period(text, quotes)


def _other_period(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The years of a period of a text, where the quotes only tell of other periods."""
    heard = {period for quote in quotes for period in _PERIOD.findall(quote)}
    said = {period for period in _PERIOD.findall(text) if heard and period not in heard}
    return frozenset(year for period in said for year in period)


def _redated(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The years that stand behind a month behind which the quotes only have other years."""
    heard: dict[str, set[str]] = {}
    for quote in quotes:
        for month, year in _MONTH_YEAR.findall(quote):
            heard.setdefault(month, set()).add(year)
    return frozenset(
        year for month, year in _MONTH_YEAR.findall(text) if year not in heard.get(month, {year})
    )


def _displaced(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The numbers whose surroundings are, in the quotes, clearly those of another number of their kind."""
    said = [*_numbered(text, terms_of)]
    heard = [one for quote in quotes for one in _numbered(quote, terms_of)]
    present = {one.number for one in said}
    return frozenset(
        one.number
        for one in said
        for other in heard
        if other.is_year == one.is_year
        and other.number not in present
        and _fit(one, other) > CLEARLY * _best(one, heard) + 0.05
    )


def _counted(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The numbers that count what another number counts in the quotes: "3 organen" where there are 5."""
    heard: dict[str, set[str]] = {}
    for quote in quotes:
        for number, thing in _things(quote, terms_of):
            heard.setdefault(thing, set()).add(number)
    return frozenset(
        number for number, thing in _things(text, terms_of) if thing in heard and number not in heard[thing]
    )


def _things(text: str, terms_of: TermsOf) -> Iterator[tuple[str, str]]:
    """Each number with the word right behind it: what it counts, or its month."""
    found = tokens(text)
    for token, after in pairwise(found):
        number, word = _number(token.text.lower()), after.text.lower()
        terms = terms_of(after.text)
        if number is not None and _number(word) is None and (word in MONTHS or terms):
            yield number, word if word in MONTHS else terms[0]


def _number(word: str) -> str | None:
    """A word as a number; None where it is none."""
    return plain_number(word) if any(sign.isdigit() for sign in word) else NUMBER_WORDS.get(word)


def _best(one: _Numbered, heard: Sequence[_Numbered]) -> float:
    """How well a number fits where the quotes have it; without limit where they do not."""
    return max((_fit(one, other) for other in heard if other.number == one.number), default=float("inf"))


def _fit(one: _Numbered, other: _Numbered) -> float:
    return sum(closeness * other.near.get(word, 0.0) for word, closeness in one.near.items())


def _numbered(text: str, terms_of: TermsOf) -> Iterator[_Numbered]:
    """The numbers of a text; months belong to them and are no surroundings."""
    runs: list[tuple[bool, str]] = []
    found = tokens(text)
    for token, after in zip(found, [*(one.text for one in found[1:]), ""], strict=True):
        word = token.text.lower()
        if (number := _number(word)) is not None:
            if after.lower() not in MONTHS:  # a day stands and falls with its month
                runs.append((True, number))
        elif word not in MONTHS and (terms := terms_of(token.text)):
            runs.append((False, terms[0]))
    for place, (is_number, value) in enumerate(runs):
        if is_number:
            sides = (reversed(runs[:place]), runs[place + 1 :])
            near: dict[str, float] = {}
            for side in sides:
                for distance, word in enumerate((w for is_other, w in side if not is_other), start=1):
                    near[word] = max(1 / distance, near.get(word, 0.0))
            yield _Numbered(value, near)
