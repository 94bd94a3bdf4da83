"""Falsehoods of which every word stands in the quote, or is as common as a word can be."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sro_assistant.answer.generate.draft import DraftedStatement

Random = random.Random
Plant = Callable[[DraftedStatement, Sequence[DraftedStatement], Random], DraftedStatement | None]

_SHORT = ("SRO", "SRB", "ABB", "VLAIO", "AIV", "VVSG", "KCVS", "VMM", "KPMG", "EWI", "VITO", "VLOCA")
_ORGANISATION = re.compile(rf"(?<![\w(-])(?:{'|'.join(_SHORT)}|Digitaal Vlaanderen|Smart Flanders)(?![\w)-])")
_BETWEEN = r"(?:,|;|/|&|\(|\)|-|–|\s|\b(?:en|of|het|de|een|van|agentschap|vertegenwoordiger)\b)*"
_COUNTED = re.compile(r"(?<![\w.,-])\d[\d.]*(?![\w.,-]*\d)(?= [a-z]{4})")
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")

_FIRMER = {"kan": "moet", "kunnen": "moeten", "moet": "kan", "moeten": "kunnen", "mag": "moet", "wil": "moet"}
_DIRECTIONS = {
    "minstens": "hoogstens",
    "hoogstens": "minstens",
    "meer": "minder",
    "binnen": "buiten",
    "bottom-up": "top-down",
    "vergroten": "verkleinen",
    "verhogen": "verlagen",
    "versterken": "verzwakken",
    "starten": "stoppen",
    "beëindigen": "verlengen",
    "vraagzijde": "aanbodzijde",
    "aanbodzijde": "vraagzijde",
    "strategische": "operationele",
    "operationele": "strategische",
    "tijdelijke": "permanente",
    "permanente": "tijdelijke",
    "kleine": "grote",
    "grootste": "kleinste",
    "jaarlijkse": "maandelijkse",
    "publieke": "private",
}
_EXTENTS = {
    "sommige": "alle",
    "bepaalde": "alle",
    "enkele": "alle",
    "een aantal": "alle",
    "deels": "volledig",
}
_UNITS = {
    "weken": "maanden",
    "jaar": "maanden",
    "maanden": "weken",
    "euro": "procent",
    "miljoen": "miljard",
    "dagen": "uren",
    "februari": "maart",
    "juni": "juli",
    "december": "november",
    "januari": "februari",
}
_ORDER = {
    "eerste": "tweede",
    "tweede": "derde",
    "derde": "vierde",
    "laatste": "eerste",
    "zes": "acht",
    "drie": "vier",
}
_HEDGE = re.compile(
    r"\b(?:minstens|hoogstens|ongeveer|indicatief|bijna|circa) (?=(?:\d|een|één|twee|drie|zes|acht))"
)
_CONDITION = re.compile(r",? (?:tenzij|mits|behalve|op voorwaarde dat)\b[^,.;]*")
_PLURAL = re.compile(r"\b[Dd]e (?=(?:lokale |andere |betrokken |Vlaamse )?[a-z]{4,}(?:en|s) )")
_DATE = {"sinds": "tot", "vanaf": "tot", "tot": "vanaf", "voor": "na", "na": "voor"}
_DATED = re.compile(r"\b(sinds|vanaf|tot|na)\b(?= (?:eind |begin )?(?:\d{1,2} [a-z]+ )?(?:19|20)\d\d)")


def _exchanged(words: Mapping[str, str]) -> Plant:
    """Another word for one of these, where the quotes do not happen to say it."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])")
    return _replaced(pattern, lambda found: words[found])


def _replaced(pattern: re.Pattern[str], new: Callable[[str], str]) -> Plant:
    def plant(
        site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
    ) -> DraftedStatement | None:
        found = list(pattern.finditer(site.text))
        if not found:
            return None
        match = rng.choice(found)
        put = new(match[0])
        if put.strip() and re.search(rf"\b{re.escape(put.strip())}\b", _quoted(site), re.IGNORECASE):
            return None  # it may well be said there too
        text = site.text[: match.start()] + put + site.text[match.end() :]
        return replace(site, text=" ".join(text.split()))

    return plant


def _other_of_quote(pattern: re.Pattern[str]) -> Plant:
    """What the quote names in another place: another year, another count."""

    def plant(
        site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
    ) -> DraftedStatement | None:
        there = set(pattern.findall(_quoted(site)))
        found = [match for match in pattern.finditer(site.text) if match[0] in there]
        others = sorted(there - set(pattern.findall(site.text)))
        if not found or not others:
            return None
        match = rng.choice(found)
        return replace(site, text=site.text[: match.start()] + rng.choice(others) + site.text[match.end() :])

    return plant


def _other_organisation(
    site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    """Another organisation that the quote names, though not in a row with the first."""
    if len(site.claims) > 1 or len(site.text.split()) < _LEAST_WORDS:
        return None
    quoted = _quoted(site)
    there = set(_ORGANISATION.findall(quoted))
    found = [match for match in _ORGANISATION.finditer(site.text) if match[0] in there]
    pairs = [
        (match, other)
        for match in found
        for other in sorted(there - set(_ORGANISATION.findall(site.text)))
        if not re.search(f"{match[0]}{_BETWEEN}(?:{'|'.join(_SHORT)}|{_BETWEEN})*{other}", quoted)
        and not re.search(f"{other}{_BETWEEN}(?:{'|'.join(_SHORT)}|{_BETWEEN})*{match[0]}", quoted)
    ]
    if not pairs:
        return None
    match, other = rng.choice(pairs)
    return replace(site, text=site.text[: match.start()] + other + site.text[match.end() :])


_LEAST_WORDS = 5


def _quoted(site: DraftedStatement) -> str:
    return " ".join(claim.quote for claim in site.claims)


MEANINGS: Mapping[str, Plant] = {
    "organisatie uit het citaat": _other_organisation,
    "jaar uit het citaat": _other_of_quote(_YEAR),
    "aantal uit het citaat": _other_of_quote(_COUNTED),
    "kan en moet verwisseld": _exchanged(_FIRMER),
    "andere richting": _exchanged(_DIRECTIONS),
    "sinds en tot verwisseld": _replaced(_DATED, lambda found: _DATE[found]),
    "alle voor een deel": _exchanged(_EXTENTS),
    "alle toegevoegd": _replaced(_PLURAL, lambda _found: "alle "),
    "andere maat of maand": _exchanged(_UNITS),
    "andere rang": _exchanged(_ORDER),
    "voorbehoud bij een getal weg": _replaced(_HEDGE, lambda _found: ""),
    "voorwaarde weg": _replaced(_CONDITION, lambda _found: ""),
}
"""Each kind by its Dutch name."""
