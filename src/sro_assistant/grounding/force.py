"""Whether a reworded sentence is as firm as its quotes: what may or must, for how many, on what condition."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.grounding.facts import NUMBER_WORDS, PERIOD, plain_number
from sro_assistant.grounding.modality import stated
from sro_assistant.grounding.phrases import plainly
from sro_assistant.grounding.tokens import tokens, words_of

TermsOf = Callable[[str], Sequence[str]]

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
vaststaand
tientallen honderden duizenden talloze
"""
# What a sentence may say of all or some for other words of a quote, and those.
_EXTENTS_BORNE = """
elk elke ieder iedere : per beide beiden gelijk gelijke onderling
altijd steeds telkens voortdurend : blijft blijven blijvend blijvende continu permanent permanente doorlopend
altijd steeds telkens voortdurend : consequent consequente systematisch systematische stelselmatig
enkele bepaalde aantal paar : diverse verscheidene verschillende meerdere bijvoorbeeld zoals
meeste meestal hoofdzakelijk : vooral voornamelijk overgrote grootste gros
vaststaand : zeker vast vastgelegd vastgelegde beslist besliste staat ligt
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
makkelijk/moeilijk gemakkelijk/moeilijk eenvoudig/moeilijk eenvoudig/ingewikkeld makkelijk/ingewikkeld
genoeg/onvoldoende voldoende/onvoldoende snel/traag snelle/trage goedkoop/duur goedkope/dure
zelden/vaak voorjaar/najaar lente/herfst lente/najaar zomer/winter europese/wereldwijde europees/wereldwijd
platteland/verstedelijkte platteland/stedelijke
beperkt/onbeperkt nooit/altijd vooraf/achteraf
minstens/hoogstens direct/indirect directe/indirecte strategische/operationele
"""
_WHEN = re.compile(rf"\b(?:begin|eind|einde) (?=\d|{'|'.join(MONTHS)})", re.IGNORECASE)
"""A time in a year, which starts and ends nothing."""
_DENIED = re.compile(r"\b(?:niet|geen|nooit) (?:(?:zo|heel|erg|even|altijd|echt|goed) )?\w+", re.IGNORECASE)
_SINCE = frozenset("vanaf na sinds sedert".split())
_UNTIL = frozenset("tot voor vóór uiterlijk".split())
_ABOUT = frozenset(
    "minstens minimaal hoogstens maximaal ongeveer circa bijna ruim zowat indicatief indicatieve minder "
    "meer".split()
)
_ABOUT_SAME: Mapping[str, str] = {
    "minimaal": "minstens",
    "maximaal": "hoogstens",
    "circa": "ongeveer",
    "zowat": "ongeveer",
    "indicatief": "ongeveer",
    "indicatieve": "ongeveer",
}
_UNITS = re.compile(
    r"(?:seconden?|minu(?:ut|ten)|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|kwarta(?:al|len)|ja(?:ar|ren)|eeuw(?:en)?"
    r"|procent|%|euro|€|dollar|meter|kilometer|km|hectare|kilo|ton|liter|personen|mensen|inwoners|leden)"
)
_CONDITION = frozenset(
    "tenzij mits behalve behoudens uitgezonderd uitzondering indien wanneer als zodra zolang voorwaarde "
    "voorwaarden mate afwijken afgeweken afwijking".split()
)
_HYPOTHESIS = re.compile(r"\b(?:indien|als|wanneer)\b([^,;.:()]*\bzou(?:den)?\b[^,;.:()]*)", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:zou(?:den)?|mogelijk\w*|eventu\w*|misschien|kan|kunnen|komt (?:er|die|dat)|niets? beslist)\b"
)
"""What leaves a hypothesis open."""
_VERB_FIRST = re.compile(r"^\W*\w+ [^.;]*, dan\b")
"""A condition without its word: "Is er geld, dan …"."""
_OTHERWISE = re.compile(r"\banders?\b|\bandere\b", re.IGNORECASE)
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
        | stated(text, quotes, terms_of)
        | _lost_conditions(text, quotes, terms_of)
    )


def _extents(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """What a text says of all, some or none, and no quote does."""
    words, mine = _lower(quotes), _lower([text])
    heard, said = _meanings(words), _meanings(mine)
    is_wider = _count_all(mine) > _count_all(words)
    widened = is_wider and heard & _PARTS and not said & _PARTS
    return frozenset(
        word
        for word in _lower([text])
        if (meant := _EXTENT.get(word)) is not None
        and (not meant & heard or (widened and meant & _ALL))
        and not (meant <= _EXTENT["sommige"] and not heard & _ALL)
        and not _BEARING.get(word, frozenset()) & {*words}
    )


def _count_all(words: Sequence[str]) -> int:
    return sum(bool(_EXTENT.get(word, _NONE) & _ALL) for word in words)


def _meanings(words: Sequence[str]) -> frozenset[int]:
    return frozenset(meaning for word in words for meaning in _EXTENT.get(word, ()))


def _opposites(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words of a text that none of its quotes has, while one has their opposite and the text has not."""
    text, quotes = _WHEN.sub("", text), [_WHEN.sub("", quote) for quote in quotes]
    said, heard = _stemmed([text], terms_of), _stemmed(quotes, terms_of)
    times, told = _counted([text], terms_of), _counted(quotes, terms_of)
    against = _against(terms_of)
    return frozenset(
        word
        for stem, word in said.items()
        if (turned := against.get(stem, frozenset()) & heard.keys())
        and not turned <= said.keys()
        and (stem not in heard or times[stem] > told[stem])
    )


def _stemmed(texts: Sequence[str], terms_of: TermsOf) -> Mapping[str, str]:
    """The words of texts by their stems; a word without a stem of meaning is its own.

    What is denied is left out: "niet eenvoudig" is nobody's opposite.
    """
    plain = [_DENIED.sub("", text) for text in texts]
    return {(terms_of(word) or (word,))[0]: word for word in _lower(plain)}


def _counted(texts: Sequence[str], terms_of: TermsOf) -> Counter[str]:
    """How often each stem stands in texts."""
    return Counter((terms_of(word) or (word,))[0] for word in _lower(texts))


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
    """Each number of a text, with the words before it that tell how to take it: of three, or of five."""
    before: list[str] = []
    for token in tokens(text):
        word = token.text.lower()
        if period := PERIOD.fullmatch(word):
            yield from zip(period.groups(), (frozenset({"vanaf"}), frozenset({"tot"})), strict=True)
        number = plain_number(word) if any(c.isdigit() for c in word) else NUMBER_WORDS.get(word)
        if number is not None:
            leads = {lead for lead in before[-3:] if lead in _SINCE | _UNTIL}
            leads |= {_ABOUT_SAME.get(lead, lead) for lead in before[-5:] if lead in _ABOUT}
            yield number, frozenset(leads)
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


def _lost_conditions(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The word that binds a quote to a condition, where a text tells all but the condition."""
    if _CONDITION & set(_lower([text])):
        return frozenset()
    said = set(terms_of(text))
    lost: set[str] = set()
    for quote in quotes:
        for found in _STRICT_CONDITION.finditer(quote):
            if "anders" in found[1] and _OTHERWISE.search(text):
                continue
            condition = set(terms_of(found[1]))
            rest = set(terms_of(quote[: found.start()] + quote[found.end() :]))
            if not condition & said and len(said & rest) > 1:
                lost.add(found[0].split()[0].lower())
        for found in _HYPOTHESIS.finditer(quote):
            is_open = _OPEN.search(text) or _VERB_FIRST.search(text)
            if len(said & set(terms_of(found[1]))) > 1 and not is_open:
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
    found: dict[str, set[str]] = {}
    for words, others in lines:
        for word in words.split():
            found.setdefault(word, set()).update(others.split())
    return {word: frozenset(others) for word, others in found.items()}


_NONE = frozenset[int]()
_EXTENT = _groups()
_BEARING = _bearing()
_ALL = _EXTENT["alle"]
_PARTS = _EXTENT["sommige"] | _EXTENT["meeste"]
