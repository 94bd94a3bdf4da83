"""What kind of thing is asked: decides which sentences can answer and in what form."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from sro_assistant.dutch.tokens import NUMBER_WORDS


class Intent(StrEnum):
    """The kind of answer that a question wants."""

    AMOUNT = "amount"
    COUNT = "count"
    TIME = "time"
    PERSON = "person"
    MEMBERS = "members"
    PLACE = "place"
    CONTACT = "contact"
    LIST = "list"
    DEFINITION = "definition"
    COMPARISON = "comparison"
    CHANGE = "change"
    REASON = "reason"
    YES_NO = "yes_no"
    OPEN = "open"


_FOREIGN_NUMBERS = "two|three|four|five|six|seven|deux|trois|quatre|cinq"
_NUMBER = rf"[2-9]|1[0-9]|{'|'.join(NUMBER_WORDS)}|{_FOREIGN_NUMBERS}"

_NUMBERED = (
    rf"\b(?:welke|wat zijn de|which|the|quel(?:le)?s|de|alle) (?:{_NUMBER}) "
    r"(?:\w+ ){0,2}[\w']+(?:en|s|a's)\b"
)

# The first wording that matches decides: specific ones stand before general ones.
_WORDINGS: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.CONTACT,
        (
            r"mail\b",
            r"mail-?adres",
            r"telefoon",
            r"bereik\w* ik",
            r"contact(?:eer| opnemen)",
            r"reach (?:him|her)",
        ),
    ),
    (
        Intent.COMPARISON,
        (
            r"\bverschil",
            r"\bonderscheid",
            r"vergelijk",
            r"\bvs\b",
            r"\bversus\b",
            r"\bdiff[eé]rence",
            r"tegenover",
        ),
    ),
    (
        Intent.CHANGE,
        (
            r"^(?!.*\bwaarom\b).*\b(?:veranderd|veranderingen?|geëvolueerd|evolutie|geschiedenis|historiek|ontstaansverhaal)\b",
            r"\bdoorheen de (?:jaren|tijd)\b|\bover de jaren\b|\bhow has\b.*\bchanged\b",
        ),
    ),
    (
        Intent.LIST,
        (
            r"^\W*(?:wat|what) (?:zijn|are) (?:de|the) (?:\w+ ){0,2}\w+(?:en|s)\b",
            r"\bop een rij(?:tje)?\b|\b(?:volledige|hele) (?:lijst|opsomming)|\boplijst\w*",
            r"\blist (?:the|all|of)\b",
            _NUMBERED,
            r"\b(?:welke|wat|wie)\b.*\ballemaal\b|\bwelke (?:zijn|waren) (?:dat|da|die)\b",
        ),
    ),
    (
        Intent.DEFINITION,
        (
            r"betekenis|betekent|definitie|definieer",
            r"staat .+ voor\b|wat verstaat|houdt .+ in\b|bedoel\w*|voorstellen bij|leg .+ uit",
            r"^\W*(?:wat|what) (?:is|zijn|are)\b|c'est quoi|qu'est-ce|= ?\?",
        ),
    ),
    (
        Intent.AMOUNT,
        (
            r"\bbedrag|\bbudget|\bkost(?:en|prijs)?\b|\bprijs\b|\bpot\b|\bmontant|how much",
            r"percent|pourcentage|hoe groot is (?:de pot|het bedrag)",
            r"hoeveel (?:geld|euro|centen|subsidie|steun|\w+geld)",
        ),
    ),
    (Intent.COUNT, (r"hoeveel|how many|combien|\baantal\b|hoe vaak|how often",)),
    (
        Intent.TIME,
        (r"wanneer|\bwnr\b|sinds|hoe ?lang|hoe laat|when\b|quand", r"welk jaar|datum|deadline|vandaag nog"),
    ),
    (
        Intent.MEMBERS,
        (
            r"\b(?:wie|who|qui)\b.*\b(?:zit|zitten|zat|zaten|zetel\w*|sits?|siège)\b|samenstelling|samengesteld",
            r"\b(?:leden|lid|members?|membres?) (?:van|of|de|du)\b|\bwie\b.*\b(?:deel uit|de leden)\b",
        ),
    ),
    (
        Intent.PERSON,
        (r"welke? (?:\w+ )?(?:organisatie|\w*bureau|minister|agentschap|instantie|partij)\b",),
    ),
    (
        Intent.LIST,
        (
            r"^\W*(?:som|geef|noem|list|name)\b|opsom|opgesomd|quels|quelles",
            r"\bwelke (?:\w+ ){0,2}\w+(?:en|s|a's)\b|\bwelke \w+ zijn er\b",
        ),
    ),
    (
        Intent.PERSON,
        (r"\bwie\b|\bwiens\b|\bwho\b|\bqui\b|hoe heet|naam van|which minister",),
    ),
    (Intent.PLACE, (r"\bwaar\b|\bwhere\b|\boù\b|welk gebouw|quel bâtiment|welke stad",)),
    (Intent.REASON, (r"waarom|\bwhy\b|pourquoi|hoe komt",)),
    (
        Intent.YES_NO,
        (
            r"^\W*(?:is|zijn|kan|kunnen|mag|mogen|moet|moeten|heeft|hebben|bestaa[nt]|krijg\w*|loopt|doet)\b",
            r"^\W*(?:geven|wordt|worden|can|does|do|is there|est-ce)\b",
        ),
    ),
)
_COMPILED = tuple((intent, re.compile("|".join(patterns), re.IGNORECASE)) for intent, patterns in _WORDINGS)

_SHAPES: Mapping[Intent, str] = {
    Intent.CHANGE: r"\b(?:19|20)\d\d\b",
    Intent.AMOUNT: r"\beuro\b|€|\d\s?(?:miljoen|miljard|%|procent)|\bbudget\b",
    Intent.COUNT: rf"\d|\b(?:één|{'|'.join(NUMBER_WORDS)}|minstens|maximaal)\b",
    Intent.TIME: (
        r"\b(?:19|20)\d\d\b|\b\d{1,2} (?:jan|feb|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*"
        r"|\b(?:weken|maanden|voorjaar|najaar|jaarlijks|binnenkort)\b"
    ),
    Intent.PERSON: (
        r"(?-i:(?<=[a-zà-ÿ,;(] )[A-Z][\w-]+|\bminister|agentschap|vertegenwoordiger|\bABB\b|\bVLAIO\b)"
    ),
    Intent.REASON: r"\b(?:omdat|doordat|want|reden(?:en)?|oorza\w+|daarom|waardoor|zodat|gebrek aan)\b",
    Intent.MEMBERS: (
        r"bestaat uit|samengesteld|\bleden\b|deel uit van|vertegenwoordiger|afgevaardigde|zetel"
    ),
    Intent.PLACE: r"(?-i:\b(?:in|te|bij|op) (?:het |de )?[A-Z][\w-]+)",
    Intent.CONTACT: r"[\w.]+@[\w.]+|(?-i:\bwww\.)|\+?\d{2,}[ /]\d{2}",
}
"""How each kind of thing looks in a text; compiled where it is asked for, which most never are."""


def intent_of(question: str, dutch: str = "") -> Intent:
    """The kind of answer that a question wants, told by its own words or its Dutch; else OPEN."""
    for text in (question, dutch):
        for intent, pattern in _COMPILED:
            if pattern.search(text):
                return intent
    return Intent.OPEN


def has_shape(intent: Intent, text: str) -> bool | None:
    """Whether a text holds the kind of thing that is asked for; None where any text may."""
    shape = _SHAPES.get(intent)
    return None if shape is None else _compiled(shape).search(text) is not None


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.IGNORECASE)
