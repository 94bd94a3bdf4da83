"""Small changes of words that change what a statement says, in one place each, as a model may."""

import re
from collections.abc import Callable, Iterable, Mapping
from random import Random

from sro_assistant.dutch.tokens import NUMBER_WORDS

Place = tuple[int, int]
Reworded = Callable[[str, Random], Iterable[tuple[Place, str]]]
"""Every place in a text that can be changed, with what stands there afterwards."""

UNITS = {
    "miljoen": "miljard",
    "miljard": "miljoen",
    "euro": "procent",
    "procent": "euro",
    "%": " euro",
    "weken": "maanden",
    "maanden": "weken",
    "jaar": "maanden",
    "jaren": "maanden",
    "dagen": "weken",
}
AGENCIES = (
    "VLAIO", "ABB", "VVSG", "Imec", "VITO", "KPMG", "AIV", "Digitaal Vlaanderen", "Informatie Vlaanderen",
    "Athumi", "SRB", "VGC",
)  # fmt: skip
LIMITS = {
    "minstens": "hoogstens",
    "hoogstens": "minstens",
    "minimaal": "maximaal",
    "maximaal": "minimaal",
    "meer dan": "minder dan",
    "ongeveer": "precies",
    "indicatief": "vast",
}
MODALS = {
    "kan": "moet",
    "kunnen": "moeten",
    "mag": "moet",
    "wil": "zal",
    "willen": "zullen",
    "zou": "zal",
    "zouden": "zullen",
    "moet": "kan",
    "moeten": "kunnen",
}
_SPELT = [word for word in NUMBER_WORDS if 2 <= int(NUMBER_WORDS[word]) <= 20]  # noqa: PLR2004 - as people spell
_VERB = re.compile(r"\b(?:is|zijn|wordt|worden|werd|werden|kan|kunnen|moet|moeten|zal|zullen|heeft|hebben)\b")
_NEGATION = re.compile(r"\b(?:niet|geen|zonder|nooit|noch)\s", re.IGNORECASE)


def _digits(text: str, rng: Random) -> Iterable[tuple[Place, str]]:
    for match in re.finditer(r"\d", text):
        if not re.match(r"(?:19|20)\d\d\b", text[max(0, match.start() - 3) : match.start() + 4]):
            other = rng.choice([d for d in "123456789" if d != match[0]])
            yield match.span(), other


def _years(text: str, rng: Random) -> Iterable[tuple[Place, str]]:
    for match in re.finditer(r"\b(?:19|20)\d\d\b", text):
        yield match.span(), str(int(match[0]) + rng.choice((-3, -2, -1, 1, 2, 3)))


def _number_words(text: str, rng: Random) -> Iterable[tuple[Place, str]]:
    for match in re.finditer(rf"\b(?:{'|'.join(_SPELT)})\b", text, re.IGNORECASE):
        yield match.span(), rng.choice([word for word in _SPELT if word != match[0].lower()])


def _replaced(words: Mapping[str, str]) -> Reworded:
    listed = "|".join(re.escape(word) for word in words)
    found = re.compile(rf"(?<![^\W_])(?:{listed})(?![^\W_])", re.IGNORECASE)

    def find(text: str, _rng: Random) -> Iterable[tuple[Place, str]]:
        for match in found.finditer(text):
            yield match.span(), words[match[0].lower()]

    return find


def _agencies(text: str, rng: Random) -> Iterable[tuple[Place, str]]:
    others = [name for name in AGENCIES if name.lower() not in text.lower()]
    for match in re.finditer(rf"\b(?:{'|'.join(AGENCIES)})\b", text, re.IGNORECASE):
        if others:
            yield match.span(), rng.choice(others)


def _denied(text: str, _rng: Random) -> Iterable[tuple[Place, str]]:
    for match in _VERB.finditer(text):
        yield match.span(), f"{match[0]} niet"


def _affirmed(text: str, _rng: Random) -> Iterable[tuple[Place, str]]:
    for match in _NEGATION.finditer(text):
        yield match.span(), ""


REWORDINGS: Mapping[str, Reworded] = {
    "cijfer": _digits,
    "jaartal": _years,
    "eenheid": _replaced(UNITS),
    "getal in woorden": _number_words,
    "andere organisatie": _agencies,
    "‘niet’ erin": _denied,
    "‘niet’ eruit": _affirmed,
    "minstens → hoogstens": _replaced(LIMITS),
    "kan → moet": _replaced(MODALS),
}
"""Each change by its label."""
