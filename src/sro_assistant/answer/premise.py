"""What a question takes for granted: confirmed, or corrected with the sentence that says otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sro_assistant.answer.rank import Scored
from sro_assistant.domain import Language, Query
from sro_assistant.dutch.tokens import MONTHS, fold, words
from sro_assistant.grounding.facts import NUMBER_WORDS, facts_of
from sro_assistant.retrieve.evidence import Evidence

LOOK_AT = 10
"""Among how many of the best sentences one may correct a question."""
NOUN_LETTERS = 6
"""How much of a noun tells that it is the same one: its ending is left free."""
BETWEEN = 2
"""How many words may stand between a number and what it counts."""
MOSTLY, PRECISELY, SURELY = 0.45, 0.6, 0.8
"""The share of a question's weight in a sentence that may correct it, its amounts, and decide it."""
ASKED = 0.5
"""How near an expected question of a sentence must be that may correct another in its place."""

_ASKS_WHETHER = re.compile(
    r"\b(?:klopt het|is het (?:waar|juist|zo))\b"
    r"|^\W*(?!(?i:wie|wat|waar\w*|wanneer|waarom|hoe\w*|welke?|geef|noem|som|vertel|leg|dat|want)\b)"
    r"\w*(?:[tnsag]|de)\s+(?:de|het|een|er|ik|wij|we|u|je|ook|nog|dat|die|[A-Z]\w+)\b.*\?"
)
_SUPPOSES = re.compile(r"\b(?:toch|niet\s?waar|zeker|waarom)\b|^\W*(?:noem|geef|som)\b", re.IGNORECASE)
_OPEN_NUMBER = re.compile(r"\b(?:hoeveel|welk jaar|aantal|hoe vaak|hoe groot)\b", re.IGNORECASE)
_EXACT = frozenset({"euro", "miljoen", "miljard", "procent"})
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, as it stands there; a year counts nothing."""

    number: str
    noun: str
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether it is an amount or share, of which a text may tell several."""
        return self.noun in _EXACT

    def is_like(self, other: "Quantity") -> bool:
        """Whether the two count the same thing."""
        return self.noun[:NOUN_LETTERS] == other.noun[:NOUN_LETTERS]


@dataclass(frozen=True, slots=True)
class Finding:
    """The sentence that decides what a question supposes: what was supposed and what it says, if corrected.

    `is_so` is None where it corrects something that a question only takes for granted.
    """

    evidence: Evidence
    is_so: bool | None
    supposed: str = ""
    said: str = ""


def decided_by(query: Query, scored: Scored) -> Finding | None:
    """What the best sentences decide of what a question supposes; None where code cannot be sure."""
    if query.language is not Language.DUTCH or _OPEN_NUMBER.search(query.dutch):
        return None
    asks_whether = _ASKS_WHETHER.search(query.dutch) is not None
    if not asks_whether and not _SUPPOSES.search(query.dutch):
        return None
    wrong = _correction(query, scored)
    if wrong is not None:
        evidence, supposed, said = wrong
        is_sure = asks_whether and evidence.own >= PRECISELY and supposed.noun != "jaar"
        return Finding(evidence, False if is_sure else None, supposed.text, said.text)
    return _verdict(query, scored) if asks_whether else None


def _correction(query: Query, scored: Scored) -> tuple[Evidence, Quantity, Quantity] | None:
    """The sentence in which something is counted otherwise than the question does, and nowhere alike."""
    near = [e for _, e in scored[:LOOK_AT]]
    for supposed in quantities(query.dutch):
        found = [(e, said) for e in near for said in quantities(e.text) if said.is_like(supposed)]
        if not found or any(said.number == supposed.number for _, said in found):
            continue
        evidence, said = found[0]
        least = PRECISELY if supposed.is_exact else MOSTLY
        if evidence.own >= least or (evidence.asked >= ASKED and not supposed.is_exact):
            return evidence, supposed, said
    return None


def _verdict(query: Query, scored: Scored) -> Finding | None:
    """Ja or nee, where one sentence says all that is asked, without a hedge of its own."""
    asked = facts_of(query.dutch)
    for _, evidence in scored[:BETWEEN]:
        said = facts_of(evidence.text)
        whole = evidence.own >= SURELY and asked.numbers <= said.numbers and asked.names <= said.names
        if whole and said.modals <= asked.modals and not asked.negations:
            return Finding(evidence, not said.negations)
    return None


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of a text with the noun that follows, up to two words on; a year with itself."""
    found = words(text)
    for place, word in enumerate(found):
        number = _number(word)
        if number is None:
            continue
        if _YEAR.fullmatch(number):
            yield Quantity(number, "jaar", word)
            continue
        for end, noun in enumerate(found[place + 1 : place + 2 + BETWEEN], start=place + 1):
            if fold(noun) in MONTHS:
                break
            if len(noun) >= NOUN_LETTERS - 2 and noun[:1].islower() and noun.endswith(("en", "s", "o")):
                yield Quantity(number, fold(noun), " ".join(found[place : end + 1]))
                break


def _number(word: str) -> str | None:
    """The digits of a number or number word; None for any other word."""
    if word[:1].isdigit():
        return word
    return NUMBER_WORDS.get(fold(word)) if fold(word) not in _ORDINAL else None


_ORDINAL = frozenset(word for word in NUMBER_WORDS if word.endswith(("ste", "de")))
