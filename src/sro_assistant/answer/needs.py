"""What a question asks of the guide: what there is, whether it runs, who can join, what it pays and asks."""

import re
from collections.abc import Mapping

from sro_assistant.answer.topics import topic_of
from sro_assistant.domain import Language, Part, Query
from sro_assistant.guide.situation import situation_in

_MEANS = (
    r"programma|loket|(?:steun|financierings|subsidie)?kana(?:al|len)|instrument|steunmaatregel|subsidies?\b"
    r"|oproep|regeling|fonds|pot(?:je|ten|jes)?\b|steun\b|cofinanciering|financiering|hulp\b|ondersteuning"
    r"|begeleiding|programme|funding|grant|support|subvention|soutien|aide\b"
)
_PATTERNS = re.compile(
    rf"\b(?:welke?|quel(?:le)?s?|which|what)\b[^?.]*\b(?:{_MEANS})[^?.]*"
    r"\b(?:past?|passen|pas\b|geschikt|ons|wij|we|ik|mij|terecht|krijgen|vinden|mikken|kunnen|nous|us|help)\b"
    r"|\bpast? (?:er |daar ?)?(?:het best )?bij\b|\bpast daarbij\b|\bpassen bij\b"
    rf"|\b(?:bestaat|bestaan|is|zijn|valt)\b (?:er|daar)\b[^?.]*\b(?:iets|{_MEANS})[^?.]*"
    r"|\b(?:wat|wa) bestaat (?:er )?daar ?voor\b|\bbestaat (?:er )?(?:daar ?voor|zoiets)\b"
    r"|\b(?:bestaat|bestaan) er (?:een|ergens|al)\b"
    r"|\b(?:waar|bij wie|bij welk\w* \w+|naar wie|op wie|tot wie)\b[^?.]*\b(?:terecht|aan|door|rekenen|wenden"
    r"|steun|hulp|geld|subsidie|advies|financiering|bekeken)\b"
    r"|\b(?:kan|kunnen|krijgen|is er|zijn er)\b[^?.]*\b(?:subsidie|steun|geld|centen|potje|financiering)\b"
    r"|\bwie\b[^?.]*\b(?:kan|kunnen) (?:ons|mij|haar|hen)\b[^?.]*\b(?:helpen|adviseren|begeleiden|uitleggen)"
    r"|\b(?:plant|voorziet|biedt|heeft) (?:vlaanderen|de vlaamse overheid)\b|\bop vlaams niveau\b"
    r"|\bis there (?:someone|something|anyone|anything|a|any)\b|\bpeut nous\b|\bnous (?:aider|conseiller)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^\W*(?:en )?(?:wie|welke \w+) (?:houdt|beheert|beheren|stelt|maakt|bewaakt|volgt|verzamelt|schrijft"
    r"|beslist|coördineert|bepaalt|leidt|controleert|beoordeelt|keurt)\b",
    re.IGNORECASE,
)
"""What asks who does a task, whatever that task is about."""
_ASKER = re.compile(
    r"\b(?:wij|we|ons|onze|ik|mijn|wijzelf|our|we're|us|nous|notre|nos)\b"
    r"|\b(?:een|a|une?) (?:\w+ ){0,2}(?:gemeente|stad|dorp|firma|bedrijf|onderneming|hogeschool|universiteit"
    r"|provincie|intercommunale|vzw|kmo|vereniging|start-?up|groepje bedrijven|groep bedrijven|ocmw)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:kan|kunnen|kunt|kon(?:den)?|mag|mogen|mocht(?:en)?|kom|komt|komen|kwam(?:en)?"
    r"|can|could|may|might|peu[tx]|peuvent|pouvons)\b"
    r"[^?.]*\b(?:mee ?(?:doen|stappen)|deel ?nemen|(?:in ?dienen|aanvragen|instappen)|in aanmerking"
    r"|take part|participate|join|apply|participer|(?:n?iets|niks) voor ons)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:wanneer|datum|deadline|hoe|hoeveel|waarom|when|how|quand|comment)\b", re.IGNORECASE
)
"""What asks for something else about a programme than whether one can join."""
_SEEKS = re.compile(
    r"\b(?:zoek\w*|wil(?:len)?|welke?|wie|waar|bestaat|bestaan|is er|zijn er|krijg\w*|kan|kunnen|mag|mogen"
    r"|helpt|vraag|vragen|aanvragen|which|who|where|can|quel(?:le)?s?|qui|cherch\w+)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:\w*subsidies?|geld|centen|potje|(?:co)?financiering|budget|funding|grant|subvention)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:wil(?:len)?|wou(?:den)?|zou(?:den)?|zoek\w*|overweg\w*|plan(?:nen|t)?|dromen|hopen"
    r"|denken (?:er)?aan|merken|werken aan|hebben\b[^?.]*\bnodig|nood aan|moeten|kampen|maakt|maken"
    r"|helpen|doen"
    r"|want|need|looking for|plan to|voulons|souhaitons|cherch\w+)\b",
    re.IGNORECASE,
)
_WAYS = re.compile(
    rf"\b(?:{_MEANS}|\w*subsidies?|geld|centen|premie|toelage|formulier|projectaanvraag"
    r"|kandidaat|aanvrag\w*|aan ?te ?vragen|in ?dienen|bijdragen?|bijleggen)\b"
    r"|\b(?:via welke weg|waar kunnen|wie kan|wie helpt|waarop steunen|hoe pakken|iets voor ons|kan dat"
    r"|bestaat (?:er|daar)|aansluiten|mee ?doen|in ?stappen|deel ?nemen)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(rf"\b(?:{_MEANS}|\w*subsidies?|geld|centen|help(?:t|en)?)\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:gemeenten?|stad|steden|provincies?|ocmw|kmo|bedrijf|onderneming|vzw|hogeschool|universiteit)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 6
"""How long what is typed without a sentence round it can be."""
_LEAST_WORDS = 12
"""How long at least a description is of who asks and what it wants."""
_FIRST = re.compile(r"\b(?:wij|we|ons|onze|ik|mijn|our|we're|us|nous|notre|nos)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^\W*(?:een|het|de|twee|drie|als)\b[^.?]{0,60}\b(?:wil(?:len)?|zoek\w*|zou(?:den)?)\b", re.IGNORECASE
)
"""Who asks, as "wij" or as the first that a text names."""
_HELP = re.compile(
    r"\b(?:kan|kunnen|mag|mogen|pakken|beginnen|starten|vinden|bestaat|is er|zijn er)\b"
    r"[^?]*\b(?:we|wij|ons|ik|mij|daar|hier|ergens|iets|iemand)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:wij|we|ik|ons \w+|onze \w+)\b(?: \w+){0,3} "
    r"(?:wil(?:len)?|zoek(?:en|t)?|zou(?:den)?|overweeg\w*|overwegen|plannen|dromen|denken (?:er)?aan)\b"
    r"|\b(?:wil(?:len)?|zoek(?:en|t)?|zou(?:den)?|overwegen|plannen|dromen) (?:wij|we|ik)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:kan|kunnen|mag|mogen|moet(?:en)?|kom(?:t|en)|geldt|gelden|krijg(?:t|en)|can|may|must|peu[tx]|peuvent)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[^.?!]*\?")
_GETS = re.compile(r"\b(?:krijg(?:en|t)?|\w*subsidies?|geld|steun|centen|financiering)\b", re.IGNORECASE)
_RUNS = re.compile(
    r"\b(?:loopt|lopen|bestaat|running|en cours)\b|\b(?:is|staat|staan|kan|kunnen)\b[^?]*"
    r"\b(?:lopend|bezig|open|ouverte?|actief|gaande|available|in ?dienen|aanvragen|instappen|meedoen)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:nog|nu|momenteel|vandaag|still|now|toujours|encore)\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:wie|wat|welke?|waar|who|what|which|where|qui|quel(?:le)?s?)\b", re.IGNORECASE)
_APPLY = r"(?:in ?(?:ge)?dien\w*|aan ?(?:ge)?vra\w*|in ?schrijv\w*|aanmeld\w*|apply|applications?|soumettre)"
_ASKED: Mapping[Part, re.Pattern[str]] = {
    Part.TERMS: re.compile(
        rf"\b(?:tot wanneer|deadline|uiterste|uiterlijk|indiendatum|indientermijn|until when|closing date"
        r"|jusqu'à quand|date limite)\b"
        rf"|\b(?:wanneer|when|quand)\b[^?.]*\b(?:{_APPLY}|sluit\w*|open\w*|close\w*)"
        r"|\bhoe ?lang\b[^?.]*\b(?:loopt|lopen|mag|project)",
        re.IGNORECASE,
    ),
    Part.AMOUNTS: re.compile(
        r"\b(?:hoeveel|how much|combien)\b[^?.]*\b(?:subsidie|steun|geld|euro|budget|procent|bedra\w+"
        r"|krijg\w*|funding|money|grant|argent|aide)\b"
        r"|\b(?:subsidiebedrag|steunbedrag|steunpercentage|maximumbedrag|plafond|budget)\b",
        re.IGNORECASE,
    ),
    Part.AUDIENCE: re.compile(
        r"\b(?:wie|who|qui)\b[^?.]*\b(?:kan|kunnen|kon(?:den)?|mag|mogen|mocht(?:en)?|komt|kwam|can|could|may|peut)\b"
        rf"[^?.]*\b(?:{_APPLY}|mee ?doen|deelnemen|aanmerking|krijgen|take part|get)"
        r"|\b(?:voor wie|doelgroep|for whom|pour qui)\b",
        re.IGNORECASE,
    ),
    Part.CONDITIONS: re.compile(
        r"\bvoorwaard\w*"
        r"|\b(?:welke?|wat voor)\b[^?.]*\b(?:documenten|bijlagen|stukken|formulier\w*|stappen)\b"
        r"|\b(?:vereist\w*|criteri\w*|eisen|spelregels|conditions|requirements|partners? nodig)\b"
        rf"|\bhoe\b[^?.]*\b{_APPLY}|\b(?:how|comment)\b[^?.]*\b(?:apply|soumettre|introduire)",
        re.IGNORECASE,
    ),
    Part.STATUS: re.compile(
        r"\b(?:nog|still|encore)\b[^?.]*\b(?:geld|budget|subsidie|money|argent|open|ouvert)\b"
        r"|\b(?:nieuwe|volgende|komende|next|new|prochain\w*)\b[^?.]*\b(?:oproep|ronde|call|appel)\b"
        r"|\b(?:geld|budget)\b[^?.]*\bop\b",
        re.IGNORECASE,
    ),
}
_CALL = r"(?:subsidie)?(?:oproep(?:en)?|calls?|subsidies?|appels?)"
_RUNNING = r"(?:open\w*|loopt|lopen(?:de?)?|beschikbaar|ouverts?)"
_CALLS_OPEN = re.compile(
    rf"\b(?:welke?|is|zijn|sta\w+|loopt|lopen|heb\w*|which|any|quels?|y a-t-il)\b[^?.]*"
    rf"(?:\b{_RUNNING}\b[^?.]*\b{_CALL}\b|\b{_CALL}\b[^?.]*\b{_RUNNING}\b)"
    rf"|\b(?:loopt|lopen|staa[nt])\b[^?.]*\b{_CALL}\b[^?.]*(?:\bopen\b|\?)",
    re.IGNORECASE,
)
_FOR_A_NEED = re.compile(
    r"\b(?:voor|rond|over|van|om|bij|for|about|pour|sur) "
    r"(?!(?:steden|stad|gemeenten?|ons|mij|lokale|besturen|nu)\b)",
    re.IGNORECASE,
)
_MOST_WORDS_ON_CALLS = 14
_COMPARES = re.compile(r"\b(?:verschil\w*|vergelijk\w*|versus|vs|difference|différence)\b", re.IGNORECASE)


def read_by_guide(query: Query) -> str:
    """The text of a query in which its asking is read: what was meant, and its Dutch."""
    return query.meant if query.language is Language.DUTCH else f"{query.meant}\n{query.dutch}"


def concerns_programmes(text: str) -> bool:
    """Whether a question may be for the guide: any of what follows, so that the rest is loaded for few."""
    asks = (
        asks_what_is_open,
        seeks_what_fits,
        seeks_support,
        describes_a_case,
        wishes,
        asks_for_one,
        asks_of_one,
    )
    return _DOES.search(text) is None and any(ask(text) for ask in asks)


def asks_of_one(text: str) -> bool:
    """Whether a question asks of a programme what the guide tells of one."""
    return any(ask(text) for ask in (asks_to_join, asks_whether_it_runs, asked_parts, topic_of, compares))


def asks_whether_it_runs(text: str) -> bool:
    """Whether a question on a programme asks if it still runs, or can be applied for now."""
    is_on_now = _NOW.search(text) is not None and _RUNS.search(text) is not None
    return is_on_now and _OTHERWISE.search(text) is None and _ELSE.search(text) is None


def asks_what_is_open(text: str) -> bool:
    """Whether a question asks which calls are open now, of no programme and for no need in particular."""
    is_short = len(text.split()) <= _MOST_WORDS_ON_CALLS
    return is_short and _CALLS_OPEN.search(text) is not None and _FOR_A_NEED.search(text) is None


def asks_to_join(text: str) -> bool:
    """Whether a question on a programme asks if one can take part, apply or get its money."""
    gets = (
        _GETS.search(text) is not None and _ASKER.search(text) is not None and _SEEKS.search(text) is not None
    )
    return (_JOINS.search(text) is not None or gets) and _OTHERWISE.search(text) is None


def seeks_what_fits(text: str) -> bool:
    """Whether a question asks, in a known turn of phrase, which programme fits the asker."""
    return _PATTERNS.search(text) is not None and _ASKER.search(text) is not None


def seeks_support(text: str) -> bool:
    """Whether somebody who says who it is looks for money or help, in any words."""
    if _SUPPORT.search(text) is None or _OTHERWISE.search(text) is not None:
        return False
    if len(text.split()) <= _FEW_WORDS and "?" not in text and _ORGANISATION.search(text):
        return True
    return _ASKER.search(text) is not None and _SEEKS.search(text) is not None


def describes_a_case(text: str) -> bool:
    """Whether somebody says what kind of organisation it is or what it wants, and asks for a way to it."""
    if len(text.split()) < _LEAST_WORDS or "?" not in text:
        return False
    wants = _WANTS.search(text) is not None
    if not tells_who_asks(text):
        asks = " ".join(_QUESTION.findall(text))
        ways = _WAYS.search(asks) or _HELP.search(asks)
        return _FIRST.search(text) is not None and wants and ways is not None and not _OTHERWISE.search(asks)
    is_own = _FIRST.search(text) is not None or _OPENS.search(text) is not None
    asks_a_way = _WAYS.search(text) or _HELP.search(" ".join(_QUESTION.findall(text)))
    return is_own and (wants or asks_a_way is not None)


def wishes(text: str) -> bool:
    """Whether somebody says what it wants itself, at some length, and asks something on that."""
    return len(text.split()) >= _LEAST_WORDS and "?" in text and _WISH.search(text) is not None


def looks_for_something(text: str) -> bool:
    """Whether somebody who describes its case says what it wants, not only what it asks."""
    return wishes(text) or (describes_a_case(text) and _WANTS.search(text) is not None)


def tells_who_asks(text: str) -> bool:
    """Whether a text names a kind of organisation that may be the asker."""
    return situation_in(text).organisation is not None


def asks_for_one(text: str) -> bool:
    """Whether a question is asked for one organisation of a kind: what a programme means to it."""
    is_for_one = _ASKER.search(text) or _MAY.search(text)
    return "?" in text and is_for_one is not None and tells_who_asks(text)


def seeks_money(text: str) -> bool:
    """Whether it is money that is asked for."""
    return _MONEY.search(text) is not None


def asked_parts(text: str) -> tuple[Part, ...]:
    """The parts of a sheet that a question on a programme asks for; empty where it asks something else."""
    return tuple(part for part, pattern in _ASKED.items() if pattern.search(text))


def compares(text: str) -> bool:
    """Whether a question asks how things differ."""
    return _COMPARES.search(text) is not None
