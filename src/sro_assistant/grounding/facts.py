"""What a statement asserts that a reader acts on: numbers, names, negations and modals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.dutch.tokens import NUMBER_WORDS as DUTCH_NUMBER_WORDS
from sro_assistant.grounding.tokens import tokens

ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde".split()

NUMBER_WORDS = {
    **DUTCH_NUMBER_WORDS,
    **{word: str(place) for place, word in enumerate(ORDINALS, start=1)},
    "één": "1",
    "eén": "1",
    "duizend": "1000",
}
"""Number words by their digits, "zes" and "zesde" alike; *een* is left out: it is mostly the article."""

SCALES = frozenset({"miljoen", "miljard", "duizend", "honderd", "procent", "%", "€", "euro"})

# Each line is one meaning: another word of the line says the same.
_DENIALS = """
niet geen noch evenmin geenszins
nooit
niets
niemand
nergens
zonder
nauwelijks
onmogelijk
"""
_HEDGES = """
kan kunnen kon konden kun kunt
mag mogen mocht mochten
moet moeten moest moesten
zal zullen
zou zouden
wil willen wilt wilde wilden
minstens minimaal
hoogstens maximaal
ongeveer circa
mogelijk eventueel desgevallend
alleen enkel uitsluitend louter
minder
meer
indicatief
verplicht
tenzij
"""


_SAME_AS = """
ongeveer rond indicatief indicatieve
alleen slechts exclusief zuiver puur individueel individuele pas mate indien mits tenzij voorwaarde
minstens vanaf
meer groter grotere hoger hogere extra vergroten verhogen sterker beter verder vaker bijkomend bijkomende
meer groei groeien groeiende uitbreiden uitgebreid versterken versterkt toenemen toenemend nauwer breder
meer ruimer
minder kleiner kleinere lager lagere verminderen verlagen onvoldoende weinig beperken beperkt dalen daling
verplicht moet moeten verplichting
"""
"""Each line opens with a word that limits, as `facts_of` gives it, and goes on with what bears it in a quote.

What may, must or will be is compared by strength, in `modality.py`.
"""


def _meanings(lines: str) -> dict[str, str]:
    """Each word with the first of its line."""
    groups = [line.split() for line in lines.strip().splitlines()]
    return {word: group[0] for group in groups for word in group}


def _bearers() -> Mapping[str, frozenset[str]]:
    """What bears each modal."""
    found: dict[str, set[str]] = {}
    for line in _SAME_AS.strip().splitlines():
        modal, *words = line.split()
        found.setdefault(modal, set()).update(words)
    return {modal: frozenset(words) for modal, words in found.items()}


_BEARERS = _bearers()
NEGATIONS = _meanings(_DENIALS)
MODALS = _meanings(_HEDGES)
ONLY = MODALS["enkel"]
NOT_ONLY = "niet alleen"
"""Denies nothing, and is not "only" either: who says one for the other turns the sentence round."""
INVITES = frozenset({"aarzel", "twijfel"})
""""Aarzel niet": an invitation, which denies nothing."""

_NO_MORE = frozenset({("onder", "meer"), ("niet", "meer"), ("geen", "meer")})
""""Onder meer" names some, and what is no more was: neither compares."""
_BOTH = frozenset("ook zowel naast alsook evenals eveneens daarnaast individueel individuele".split())
"""Who does one thing and also another does not only the one."""
_COMPARATIVE = re.compile(r"\w{3,}(?:[gkdlmnprst]er|[gkdlmnprst]ere)")
_SIGNS = {"%": "procent", "€": "euro"}
_DIGITS = re.compile(r"\d")
PERIOD = re.compile(r"((?:19|20)\d\d)[-/]((?:19|20)\d\d)")
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")
_GROUPING = re.compile(r"(?<=\d)[. ](?=\d{3}(?:\D|$))")
_PLURAL = re.compile(r"(?<=[A-Z]{2})s$")


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
    """The numbers, names, negations and modals that a text asserts.

    Negations and modals by their meaning: "geen" is "niet", "maximaal" is "hoogstens".
    """
    found = tokens(text)
    words = [token.text.lower() for token in found]
    negations, modals = _turns(words)
    return Facts(
        numbers=frozenset(_numbers(words)),
        names=frozenset(_names([t.text for t in found], text, [t.span.start for t in found])),
        negations=frozenset(negations),
        modals=frozenset(modals),
    )


def limits_borne_by(text: str) -> frozenset[str]:
    """The limits that a text sets in other words: what is "groter" is "meer", and so is any comparative."""
    words = {token.text.lower() for token in tokens(text)}
    both = frozenset({NOT_ONLY}) if words & _BOTH and ONLY not in facts_of(text).modals else frozenset[str]()
    more = frozenset({"meer"}) if any(map(_COMPARATIVE.fullmatch, words)) else frozenset[str]()
    return both | more | frozenset(limit for limit, others in _BEARERS.items() if words & others)


def denials_in(text: str) -> tuple[str, ...]:
    """The words that deny something in a text, in order; "niet alleen" and "aarzel niet" deny nothing."""
    return tuple(_turns([token.text.lower() for token in tokens(text)])[0])


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text in order, as `facts_of` compares them."""
    return tuple(_numbers(token.text.lower() for token in tokens(text)))


def name_parts(word: str) -> Iterator[str]:
    """The forms in which a word stands for a name: itself, without a plural, and cut at its hyphens."""
    yield word.casefold()
    for part in word.split("-"):
        yield _PLURAL.sub("", part.removesuffix("'s")).casefold()


def _turns(words: list[str]) -> tuple[list[str], list[str]]:
    """What denies and what hedges; "niet alleen" hedges, "aarzel niet" and "onder meer" are neither."""
    negations: list[str] = []
    modals: list[str] = []
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    for before, word, after in around:
        if word == "niet" and MODALS.get(after) == ONLY:
            modals.append(NOT_ONLY)
        elif word in NEGATIONS and not (word == "niet" and before in INVITES):
            negations.append(NEGATIONS[word])
        elif (
            word in MODALS
            and not (before == "niet" and MODALS[word] == ONLY)
            and (before, word) not in _NO_MORE
        ):
            modals.append(MODALS[word])
    return negations, modals


def _numbers(words: Iterable[str]) -> Iterator[str]:
    """The numbers of words; of a period "2017-2019" both years, of "20/12/2019" the day, month and year."""
    for word in words:
        if period := PERIOD.fullmatch(word):
            yield from period.groups()
        elif (date := _DATE.fullmatch(word)) and 1 <= int(date[2]) <= len(MONTHS):
            yield from (str(int(date[1])), MONTHS[int(date[2]) - 1], date[3])
        elif _DIGITS.search(word):
            yield plain_number(word)
        elif word in NUMBER_WORDS:
            yield NUMBER_WORDS[word]
        elif word in SCALES or word in MONTHS:
            yield _SIGNS.get(word, word)


def _names(words: list[str], text: str, starts: list[int]) -> Iterator[str]:
    """Each part of a word that is written as a name; of "SRO-werking" that is "sro"."""
    for word, start in zip(words, starts, strict=True):
        opens = _opens_sentence(text, start)
        for place, part in enumerate(word.split("-")):
            capital_inside = any(c.isupper() for c in part[1:])
            if capital_inside or (part[:1].isupper() and not (opens and place == 0)):
                yield _PLURAL.sub("", part.removesuffix("'s")).casefold()


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n\"'“‘(-")
    return not before or before[-1] in ".!?:…"
