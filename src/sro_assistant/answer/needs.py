"""What a question asks of the guide: what there is, whether it runs, who can join, what it pays and asks."""

import re
from collections.abc import Mapping

from sro_assistant.domain import Part

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
_ASKER = re.compile(
    r"\b(?:wij|we|ons|onze|ik|mijn|wijzelf|our|we're|us|nous|notre|nos)\b"
    r"|\b(?:een|a|une?) (?:\w+ ){0,2}(?:gemeente|stad|dorp|firma|bedrijf|onderneming|hogeschool|universiteit"
    r"|provincie|intercommunale|vzw|kmo|vereniging|start-?up|groepje bedrijven|groep bedrijven|ocmw)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:kan|kunnen|kunt|mag|mogen|kom|komt|komen|can|could|may|peu[tx]|peuvent|pouvons)\b"
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
_SUPPORT = re.compile(rf"\b(?:{_MEANS}|\w*subsidies?|geld|centen|help(?:t|en)?)\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:gemeenten?|stad|steden|provincies?|ocmw|kmo|bedrijf|onderneming|vzw|hogeschool|universiteit)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 6
"""How long what is typed without a sentence round it can be."""
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
        r"\b(?:wie|who|qui)\b[^?.]*\b(?:kan|kunnen|mag|mogen|komt|can|may|peut)\b"
        rf"[^?.]*\b(?:{_APPLY}|mee ?doen|deelnemen|aanmerking|krijgen|take part|get)"
        r"|\b(?:voor wie|doelgroep|for whom|pour qui)\b",
        re.IGNORECASE,
    ),
    Part.CONDITIONS: re.compile(
        r"\bvoorwaard\w*"
        r"|\b(?:welke?|wat voor)\b[^?.]*\b(?:documenten|bijlagen|stukken|formulier\w*|stappen)\b"
        r"|\b(?:combineren|cumuleren|gecombineerd)\b"
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
_COMPARES = re.compile(r"\b(?:verschil\w*|vergelijk\w*|versus|vs|difference|différence)\b", re.IGNORECASE)


def asks_whether_it_runs(text: str) -> bool:
    """Whether a question on a programme asks if it still runs, or can be applied for now."""
    is_on_now = _NOW.search(text) is not None and _RUNS.search(text) is not None
    return is_on_now and _OTHERWISE.search(text) is None and _ELSE.search(text) is None


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


def seeks_money(text: str) -> bool:
    """Whether it is money that is asked for."""
    return _MONEY.search(text) is not None


def asked_parts(text: str) -> tuple[Part, ...]:
    """The parts of a sheet that a question on a programme asks for; empty where it asks something else."""
    return tuple(part for part, pattern in _ASKED.items() if pattern.search(text))


def compares(text: str) -> bool:
    """Whether a question asks how things differ."""
    return _COMPARES.search(text) is not None
