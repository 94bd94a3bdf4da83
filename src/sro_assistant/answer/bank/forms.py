"""What kind of thing a question asks for, read so that two questions can be held against each other."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """The kind of thing that a question asks for."""

    CONTACT = "contact"
    DIFFERENCE = "difference"
    AMOUNT = "amount"
    COUNT = "count"
    TIME = "time"
    REASON = "reason"
    WHO = "who"
    PLACE = "place"
    WHETHER = "whether"
    WHAT = "what"


_SUBJECT = r"(?:de|het|een|er|ik|we|wij|u|mijn|onze?|(?-i:[A-Z])\w*)\b.*\?$"
_BEGINS = r"^\W*(?:en |maar |dus )?"
# The first kind that has a wording in the question decides: "Wie zijn de leden?" asks who, not a list.
_WORDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.CONTACT,
        (r"mail(?:adres)?\b|telefoon|bereik\w* ik|contacteer|contact opnemen|^\W*contact\b|reach\b",),
    ),
    (
        Kind.DIFFERENCE,
        (
            r"\bverschil|\bonderscheid|vergelijk|\bversus\b|\bvs\b|\b(?:de|het)zelfde\b",
            r"diff[eé]ren|\bcompar",
        ),
    ),
    (
        Kind.AMOUNT,
        (
            r"\bbedrag|budget\b|\bkost(?:en|te|prijs)?\b|\bprijs\b|\bde pot\b|percent|\bverdien(?:t|en)?\b",
            r"hoeveel (?:geld|euro|centen|subsidie|steun|\w+geld)|\bmontant|how much|coûte",
        ),
    ),
    (Kind.COUNT, (r"hoeveel|met hoe\w+ zijn|\baantal\b|hoe (?:vaak|dikwijls)|how (?:many|often)|combien",)),
    (
        Kind.TIME,
        (
            r"wanneer|\bwnr\b|hoe ?lang|hoe laat|hoe oud|welke? (?:jaar|dag|datum)|\w*datum\b|deadline",
            r"\bwhen\b|(?:what|which) (?:year|date|day)|\bquand\b|quelle (?:année|date)",
        ),
    ),
    (
        Kind.REASON,
        (r"waarom|\breden(?:en)?\b|\boorza\w+|hoe komt|\bvanwaar\b|\bwhy\b|\breasons?\b|pourquoi",),
    ),
    (
        Kind.WHO,
        (
            r"\bwie\b|\bwiens\b|\bwho(?:se)?\b|^\W*(?:\w+ )?qui\b|\bnaam van\b|\bnamen van\b|\bhoe heet",
            r"\bleden\b|\blid\b(?! word)|\bmembers?\b|\bmembres?\b|samenstelling|samengesteld",
            r"\bwelke? (?:\w+ )?(?:organisaties?|\w*bureau|ministers?|agentschap|instanties?)\b",
            r"\bwhich (?:\w+ )?(?:organi[sz]ations?|agency|ministers?)\b",
        ),
    ),
    # "Waar staat OSLO voor?", "Waar gaat het over?" ask what.
    (
        Kind.PLACE,
        (
            r"\bwaar\b(?!.* (?:over|voor|aan|mee|toe|om|uit|op|naar|bij)\W*$)|\badres\b",
            r"\bwelke? (?:stad|gebouw|plaats)\b|\bwhere\b|\boù\b",
        ),
    ),
    (
        Kind.WHETHER,
        (
            _BEGINS
            + r"(?:is|zijn|was|waren|kan|kunnen|kon\w*|mag|mogen|moe(?:s)?t\w*|heeft|heb\w*|had|doet|doen)\b",
            _BEGINS + r"(?:bestaa[nt]|krijg\w*|lo+p\w*|ge(?:ven|eft)|word\w*|werd\w*|zal|zullen|gaa[nt])\b",
            _BEGINS + r"(?:klopt|zit\w*|za(?:t|ten)|kom\w*|kwam\w*|ho+r\w*|telt|staa[nt])\b",
            # "Organiseert VLAIO …?", "Steunt de gemeente …?"
            r"^\W*(?!(?:wat|met|tot|naast|tussen|binnen|buiten)\b)\w+(?:t|en) " + _SUBJECT,
            r"^\W*(?:can|does|do|did|is there|are|has|will|est-ce)\b",
        ),
    ),
)
REMEMBERED = 1024
"""Of how many wordings the kind is kept: a question is held against many entries."""
_COMPILED = tuple((kind, re.compile("|".join(wordings), re.IGNORECASE)) for kind, wordings in _WORDINGS)
_ASKS = re.compile(
    r"\?|^\W*(?:wat|wa|hoe|welke?|what|how|which|quel\w*|comment|leg|geef|noem|som|vertel)\b", re.IGNORECASE
)
# "Welke drie open normen …", "Wat zijn de taken …": the noun, past a number and an adjective.
_SOUGHT = re.compile(
    r"\b(?:welke?|hoeveel|(?:wat|wie) (?:is|zijn|was|waren) (?:de|het)) "
    r"(?:(?:\d+|twee|drie|vier|vijf|zes|zeven|acht|soorten?|types?) )?(?:[^\W\d_]+e )?(?P<noun>[^\W\d_]{4,})",
    re.IGNORECASE,
)


@lru_cache(REMEMBERED)
def kind_of(question: str, dutch: str = "") -> Kind:
    """The kind of thing that a question asks for, told by its own words or its Dutch; else WHAT."""
    for kind, wording in _COMPILED:
        if wording.search(question) or wording.search(dutch):
            return kind
    return Kind.WHAT


def is_asking(text: str) -> bool:
    """Whether a text is put as a question; a few words on a subject are not."""
    return _ASKS.search(text) is not None


def sought_in(question: str) -> str:
    """The noun that a Dutch question asks for ("welke taken", "hoeveel leden"); empty where it has none."""
    found = _SOUGHT.search(question)
    return found["noun"] if found else ""


def are_of_one_kind(asked: Kind, way: str, ways: Iterable[str]) -> bool:
    """Whether an entry that `way` asks can answer a question of a kind.

    A question that `way` puts openly, or in a few words, may ask anything that one of `ways` asks; what can
    be answered with yes or no may be asked of anything.
    """
    there = kind_of(way)
    if asked is Kind.WHETHER or (asked is there and is_asking(way)):
        return True
    kinds = {kind_of(other) for other in ways if is_asking(other)}
    if asked is Kind.WHAT:
        return there in (Kind.WHAT, Kind.WHETHER) and Kind.WHAT in kinds
    return there in (asked, Kind.WHAT) and asked in kinds
