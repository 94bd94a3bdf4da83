"""Denials that quotes imply though they do not write them, and those of which a text lost the "niet".

What is planned is "nog niet"; what may be is "niet zeker"; a text may say what its source does not tell; and
"geen A maar B" says B, where the source says nothing of A.
"""

import re
from collections.abc import Iterator, Sequence

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.facts import denials_in
from sro_assistant.grounding.modes import Clause, Mode, clauses, modes_of
from sro_assistant.grounding.tokens import words_of

_AHEAD = frozenset({Mode.WILL, Mode.AIM, Mode.FOR, Mode.UNSURE, Mode.CAN})
"""What may yet come: of that something may be "nog niet"."""
_OPEN = frozenset({Mode.UNSURE, Mode.CAN, Mode.WILL, Mode.AIM})
"""What may also not come: of that something may be "niet zeker"."""
_NOT_YET = re.compile(r"\b(?:(?:kan|kunnen|mag|mogen) )?nog (?:niets?|geen|niemand)\b", re.IGNORECASE)
_SURE = r"zeker\w*|vaste?|vaststaan\w*|gegarandeerd|garanties?|belof\w*|beloofd|feit|toegezegd|beslist"
_NOT_SURE = re.compile(rf"\b(?:niets?|geen) (?:(?:een|echt|al|definitief) )?({_SURE})\b", re.IGNORECASE)
_SURELY = re.compile(
    r"\b(?:gegarandeerd|garantie|zekerheid|beloofd|feit|toegezegd|belooft(?! (?:het|de|een|om|dat)))\b",
    re.IGNORECASE,
)
"""What hardly stands but in its denial, where nothing of the kind stands in a quote."""
_INDICATIVE = re.compile(r"\b(?:indicatie\w*|ongeveer|circa|voorlopige?|ontwerp)\b", re.IGNORECASE)
_NEED_NOT = re.compile(r"\b(?:hoeft|hoeven) (?:\w+ )?niet\b|\bniet (?:per se|noodzakelijk)\b", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\b(?:of|enzovoort|bijvoorbeeld|zoals|bv|bvb|vrij\w*)\b|\.\.\.|…", re.IGNORECASE)
_SOURCE = r"(?:tekst|passage|nota|strategienota|mededeling|bron|pagina|citaat|document|aankondiging)"
_TOLD = r"(?:beslist|beloofd|vermeld|genoemd|gezegd|vastgelegd|bepaald|aangekondigd|toegezegd)"
_UNTOLD = re.compile(
    rf"\b(?:{_SOURCE}\b[^.;:]*?|hier |er |en |maar )(?:noemt|vermeldt|geeft|zegt|bepaalt|meldt|belooft)\b"
    rf"[^.;:,]*? (?:geen|niets) ?([\w-]*)"
    rf"|\b(?:hier|in (?:de|deze|dit|het) {_SOURCE}) (?:\w+ )?niets? ({_TOLD})\b",
    re.IGNORECASE,
)
"""What a text says that its source does not tell."""
_CONTRAST = re.compile(r"\b(?:niet|geen) ([^,.;:]{2,60}?),? maar (?:wel )?(?!ook\b)([^.;:]+)", re.IGNORECASE)
"""What is so instead of something else."""
_AGAIN = re.compile(r", (?:ook|zelfs) (?:niet|geen)\b", re.IGNORECASE)
"""The same denial, said of one thing more."""
_DENIED_TWICE = re.compile(r"\b(?:niet|geen)\b[^.;:]*, ook (?=(?:in|bij|voor|op|met|door)\b)", re.IGNORECASE)
_WITHOUT_ITS_NOT = re.compile(
    r"\bhoe(?:ft|ven)\b(?!.*\b(?:alleen|enkel|slechts|maar|nauwelijks|nooit|niemand|zonder|niets)\b)"
    r"|^nee,(?!.*\b(?:niet|geen|zowel|alleen|enkel|slechts|pas|nauwelijks|nooit|niemand|zonder|niets|on\w{4,})\b)"
    r"|\b(?:noemt|vermeldt|geeft|zegt|meldt) (?:jaar|datum|bedrag|termijn|aantal|naam)\b"
    r"|(?<![,;:] )\b(?<!die )(?<!dat )maar een (?=\w+ (?:om|voor|van|dat|die|waar)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Words that only stand beside a denial: who "hoeft" does not, and "nee" announces one."""
_LEAST_WORD = 4
_STEM = 5
_FIGURES = {"jaar": re.compile(r"\b(?:19|20)\d\d\b"), "bedrag": re.compile(r"\beuro\b|€")}


def without_implied(text: str, quotes: Sequence[str]) -> str:
    """A text without the denials that its quotes imply."""
    heard = [clause for quote in quotes for clause in clauses(quote)]
    modes = modes_of(heard)
    known = frozenset(_stems(" ".join(quotes)))
    if modes & _AHEAD and not _is_all_done(heard):
        text = _NOT_YET.sub("nog", text)
    if modes & _OPEN or any(map(_INDICATIVE.search, quotes)):
        text = _NOT_SURE.sub(lambda found: _uncertain(found, quotes), text)
    if any(map(_ALTERNATIVES.search, quotes)):
        text = _NEED_NOT.sub("", text)
    if any(map(denials_in, quotes)):
        text = _AGAIN.sub(", ook", text)
    text = _CONTRAST.sub(lambda found: _contrasted(found, known), text)
    return _UNTOLD.sub(lambda found: _untold(found, known, quotes), text)


def bare(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The words of a text that ask for a denial which it does not have, and its quotes do not write so."""
    if denials_in(text):
        is_told = any(map(_DENIED_TWICE.search, quotes))
        return frozenset() if is_told else frozenset(found[0] for found in _DENIED_TWICE.finditer(text))
    told = {found[0].lower() for quote in quotes for found in _WITHOUT_ITS_NOT.finditer(quote)}
    lost = {found[0].lower() for found in _WITHOUT_ITS_NOT.finditer(text)}
    known = frozenset(_stems(" ".join(quotes)))
    sure = (found[0].lower() for found in _SURELY.finditer(text))
    return frozenset(lost - told).union(word for word in sure if not {*_stems(word)} & known)


def _uncertain(found: re.Match[str], quotes: Sequence[str]) -> str:
    """That something is unsure, where the quotes do not say themselves that it is sure."""
    is_said = any(word.lower().startswith(found[1].lower()[:_STEM]) for q in quotes for word in words_of(q))
    return found[0] if is_said else "onzeker"


def _contrasted(found: re.Match[str], known: frozenset[str]) -> str:
    """What is said behind "maar", where the quotes say that and nothing of what is denied."""
    denied = next(_stems(found[1]), "")
    says = [*_stems(found[2])]
    is_implied = denied not in known and sum(stem in known for stem in says) * 2 >= len(says) > 0
    return found[2] if is_implied else found[0]


def _untold(found: re.Match[str], known: frozenset[str], quotes: Sequence[str]) -> str:
    """Nothing, where the quotes do not tell what a text says that they do not tell."""
    what = (found[1] or found[2] or "").lower()
    figures = _FIGURES.get(what)
    is_open = found[2] and any(Mode.UNSURE in clause.modes for quote in quotes for clause in clauses(quote))
    if is_open:
        return ""
    is_told = any(map(figures.search, quotes)) if figures else bool({*_stems(what)} & known)
    return found[0] if is_told else ""


def _is_all_done(heard: Sequence[Clause]) -> bool:
    return all(clause.is_done for clause in heard)


def _stems(text: str) -> Iterator[str]:
    words = (word.casefold() for word in words_of(text))
    return (word[:_STEM] for word in words if len(word) >= _LEAST_WORD and word not in STOP_WORDS)
