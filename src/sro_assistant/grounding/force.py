"""Whether a reworded sentence is as firm as its quotes: what may or must, for how many, on what condition."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from sro_assistant.grounding.facts import MODALS, NUMBER_WORDS, facts_of, modals_borne_by, plain_number
from sro_assistant.grounding.phrases import plainly
from sro_assistant.grounding.tokens import tokens, words_of

TermsOf = Callable[[str], Sequence[str]]

_CLAUSE = re.compile(
    r"[,;:.!?()\n–]|\b(?:en|maar|of|terwijl|omdat|want|waarbij|tenzij|zodat|die|dat|waar|om|wanneer|indien|als)\b",
    re.IGNORECASE,
)
_KEPT = 0.6
"""The share of a clause's words that a sentence must repeat to be held to what the clause may or must."""
_FIRM = frozenset({"kan", "mag", "moet"})

_MODES = {"kan": "kan", "mag": "mag", "moet": "moet", "wil": "zal", "zal": "zal"}
"""The modals that may not take each other's place: what somebody wants and what will be are told alike."""

# Each line is one meaning; a word of a line needs one of its line in a quote.
_EXTENTS = """
alle allemaal elk elke elkeen ieder iedere iedereen telkens steeds altijd voortdurend volledig geheel hele
sommige enkele bepaalde soms paar aantal gevallen deels gedeeltelijk
meeste meestal merendeel grotendeels meerderheid hoofdzakelijk
helft half halve
bijna haast vrijwel schier
zelden weinig amper nauwelijks uitzondering
vrijwillig vrijblijvend vrije
gratis kosteloos
buiten
definitief definitieve
"""
# What a sentence may say of all or some for other words of a quote, and those.
_EXTENTS_BORNE = """
elk elke ieder iedere : per beide beiden
altijd steeds voortdurend : blijft blijven blijvend blijvende continu permanent permanente doorlopend
enkele bepaalde aantal paar : diverse verscheidene verschillende meerdere bijvoorbeeld zoals
meeste meestal hoofdzakelijk : vooral voornamelijk overgrote grootste gros
weinig : onvoldoende beperkt beperkte schaars gebrek tekort
"""
# What a sentence may not say where its quotes say the opposite.
_OPPOSITES = """
binnen/buiten boven/onder vóór/na voordat/nadat start/einde begin/einde starten/stoppen initiëren/stoppen
initiëren/beëindigen starten/beëindigen opstarten/stoppen verlengen/beëindigen opstarten/beëindigen
verhogen/verlagen verhoging/verlaging vergroten/verkleinen versterken/verzwakken toenemen/afnemen
stijgen/dalen groter/kleiner hoger/lager meer/minder grootste/kleinste hoogste/laagste sterk/zwak
groot/klein grote/kleine veel/weinig vroeger/later oud/nieuw oude/nieuwe intern/extern interne/externe
publiek/privaat publieke/private nationaal/internationaal nationale/internationale
technisch/organisatorisch vraag/aanbod vraagzijde/aanbodzijde bottom-up/top-down stedelijk/landelijk
stedelijke/landelijke open/gesloten centraal/decentraal tijdelijk/permanent tijdelijke/permanente
korte/lange kort/lang jaarlijks/maandelijks maandelijks/wekelijks jaarlijkse/maandelijkse
verplicht/vrijwillig formeel/informeel formele/informele toegelaten/verboden toestaan/verbieden
aanvaarden/weigeren goedkeuring/afkeuring goedkeuren/afkeuren winnen/verliezen voordeel/nadeel
voordelen/nadelen kans/bedreiging sterke/zwakke geslaagd/mislukt gestart/gestopt gelanceerd/stopgezet
oprichten/opheffen opgericht/opgeheven kopen/verkopen aankoop/verkoop minimum/maximum minimaal/maximaal
minstens/hoogstens direct/indirect directe/indirecte strategische/operationele
"""
_SINCE = frozenset("vanaf na sinds sedert".split())
_UNTIL = frozenset("tot voor vóór uiterlijk".split())
_ABOUT = frozenset(
    "minstens minimaal hoogstens maximaal ongeveer circa bijna ruim zowat indicatief minder meer".split()
)
_ABOUT_SAME: Mapping[str, str] = {
    "minimaal": "minstens",
    "maximaal": "hoogstens",
    "circa": "ongeveer",
    "zowat": "ongeveer",
    "indicatief": "ongeveer",
}
_UNITS = re.compile(
    r"(?:seconden?|minu(?:ut|ten)|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|kwarta(?:al|len)|ja(?:ar|ren)|eeuw(?:en)?"
    r"|procent|%|euro|€|dollar|meter|kilometer|km|hectare|kilo|ton|liter|personen|mensen|inwoners|leden)"
)
_CONDITION = frozenset(
    "tenzij mits behalve uitgezonderd indien wanneer als zodra zolang voorwaarde voorwaarden mate".split()
)
_STRICT_CONDITION = re.compile(
    r"\b(?:tenzij|mits|behalve|op voorwaarde dat|voor zover|(?:alleen|enkel) (?:als|indien|wanneer))\b"
    r"([^,;.:()]*)",
    re.IGNORECASE,
)


def weakened(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words by which a text is firmer, or wider, or less bound than its quotes; empty where it is not."""
    text, quotes = plainly(text), [plainly(quote) for quote in quotes]
    return (
        _extents(text, quotes)
        | _opposites(text, quotes, terms_of)
        | _about_numbers(text, quotes)
        | _units(text, quotes)
        | _lost_modals(text, quotes, terms_of)
        | _changed_modals(text, quotes, terms_of)
        | _lost_conditions(text, quotes, terms_of)
    )


def _extents(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """What a text says of all, some or none, and no quote does."""
    words = _lower(quotes)
    heard, said = _meanings(words), _meanings(_lower([text]))
    widened = heard & _PARTS and not said & _PARTS
    return frozenset(
        word
        for word in _lower([text])
        if (meant := _EXTENT.get(word)) is not None
        and (not meant & heard or (widened and meant & _ALL))
        and not _BEARING.get(word, frozenset()) & {*words}
    )


def _meanings(words: Sequence[str]) -> frozenset[int]:
    return frozenset(meaning for word in words for meaning in _EXTENT.get(word, ()))


def _opposites(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words of a text that none of its quotes has, while one has their opposite and the text has not."""
    said, heard = _stemmed([text], terms_of), _stemmed(quotes, terms_of)
    against = _against(terms_of)
    return frozenset(
        word
        for stem, word in said.items()
        if (turned := against.get(stem, frozenset()) & heard.keys())
        and not turned <= said.keys()
        and (stem not in heard or _lower([text]).count(word) > _lower(quotes).count(word))
    )


def _stemmed(texts: Sequence[str], terms_of: TermsOf) -> Mapping[str, str]:
    """The words of texts by their stems; a word without a stem of meaning is its own."""
    return {(terms_of(word) or (word,))[0]: word for word in _lower(texts)}


@lru_cache(maxsize=4)
def _against(terms_of: TermsOf) -> Mapping[str, frozenset[str]]:
    """The stems of what is the opposite of a stem."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = ((terms_of(word) or (word,))[0] for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {stem: frozenset(others) for stem, others in found.items()}


def _about_numbers(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The numbers that a text gives more exactly, or in another direction, than any quote does."""
    said = [*_led(text)]
    heard: dict[str, set[frozenset[str]]] = {}
    for quote in quotes:
        for number, leads in _led(quote):
            heard.setdefault(number, set()).add(leads)
    return frozenset(
        number
        for number, leads in said
        if number in heard and not any(_is_as_exact(leads, other) for other in heard[number])
    )


def _is_as_exact(said: frozenset[str], heard: frozenset[str]) -> bool:
    if (heard & _ABOUT) - said:
        return False
    turned = (said & _SINCE and heard & _UNTIL) or (said & _UNTIL and heard & _SINCE)
    return not turned or bool(said & heard)


def _led(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each number of a text, with the three words before it that tell how to take it."""
    before: list[str] = []
    for token in tokens(text):
        word = token.text.lower()
        number = plain_number(word) if any(c.isdigit() for c in word) else NUMBER_WORDS.get(word)
        if number is not None:
            leads = (_ABOUT_SAME.get(lead, lead) for lead in before[-3:])
            yield number, frozenset(lead for lead in leads if lead in _ABOUT | _SINCE | _UNTIL)
        before.append(word)


def _units(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The units that follow a number in a text and stand in no quote."""
    heard = {_singular(word) for word in _lower(quotes)}
    said = [*_lower([text])]
    return frozenset(
        after
        for word, after in pairwise(said)
        if (word == "per" or any(c.isdigit() for c in word) or word in NUMBER_WORDS)
        and _UNITS.fullmatch(after)
        and _singular(after) not in heard
        and not (_singular(after) == "€" and "euro" in heard)
    )


def _singular(word: str) -> str:
    same = {"€": "euro", "%": "procent", "jaren": "jaar", "weken": "week", "maanden": "maand", "dagen": "dag"}
    return same.get(word, word)


def _lost_modals(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """What a clause says may, must or would be, where a text repeats the clause as a plain fact."""
    said = set(terms_of(text))
    kept = facts_of(text).modals | modals_borne_by(text)
    lost: set[str] = set()
    for clause in (clause for quote in quotes for clause in _CLAUSE.split(quote)):
        modals = (facts_of(clause).modals & _FIRM) - kept
        if modals and _repeats(said, _plain_terms(clause, terms_of)):
            lost |= modals
    return frozenset(lost)


def _changed_modals(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """What a text says may, must or will be, where the clause that it is about has another of these."""
    clauses = [
        (_modes(clause), _plain_terms(clause, terms_of))
        for quote in quotes
        for clause in _CLAUSE.split(quote)
    ]
    changed: set[str] = set()
    for part in _CLAUSE.split(text):
        said = _modes(part)
        plain = _plain_terms(part, terms_of)
        if not said or not plain:
            continue
        shared, modals = max(
            ((len(plain & terms), modals) for modals, terms in clauses),
            key=lambda found: found[0],
            default=(0, frozenset()),
        )
        if shared >= min(2, len(plain)) and modals and not said & modals:
            changed |= said
    return frozenset(changed)


def _modes(clause: str) -> frozenset[str]:
    return frozenset(_MODES[modal] for modal in facts_of(clause).modals if modal in _MODES)


def _plain_terms(clause: str, terms_of: TermsOf) -> set[str]:
    """The words of meaning of a clause beside its modals."""
    plain = " ".join(word for word in words_of(clause) if word.lower() not in MODALS)
    return set(terms_of(plain))


def _repeats(said: set[str], clause: set[str]) -> bool:
    shared = len(said & clause)
    return shared > 1 and shared >= _KEPT * len(clause)


def _lost_conditions(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The word that binds a quote to a condition, where a text tells all but the condition."""
    if _CONDITION & set(_lower([text])):
        return frozenset()
    said = set(terms_of(text))
    lost: set[str] = set()
    for quote in quotes:
        for found in _STRICT_CONDITION.finditer(quote):
            condition = set(terms_of(found[1]))
            rest = set(terms_of(quote[: found.start()] + quote[found.end() :]))
            if not condition & said and len(said & rest) > 1:
                lost.add(found[0].split()[0].lower())
    return frozenset(lost)


def _lower(texts: Sequence[str]) -> list[str]:
    return [word.lower() for text in texts for word in words_of(text)]


def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for meaning, line in enumerate(_EXTENTS.strip().splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(meaning)
    return {word: frozenset(meanings) for word, meanings in found.items()}


def _bearing() -> Mapping[str, frozenset[str]]:
    """The words of a quote that bear each extent that is not said there."""
    lines = [line.split(" : ") for line in _EXTENTS_BORNE.strip().splitlines()]
    return {word: frozenset(others.split()) for words, others in lines for word in words.split()}


_EXTENT = _groups()
_BEARING = _bearing()
_ALL = _EXTENT["alle"]
_PARTS = _EXTENT["sommige"] | _EXTENT["meeste"]
