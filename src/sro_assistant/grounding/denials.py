"""Whether a reworded sentence denies what its quotes deny, no more and no less."""

import re
from collections.abc import Callable, Sequence

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.facts import denials_in
from sro_assistant.grounding.tokens import words_of

TermsOf = Callable[[str], Sequence[str]]

_CLAUSE = re.compile(r"[,;:.!?()\n–]|\b(?:en|maar|of|terwijl|omdat|want|waarbij|tenzij|zodat)\b")
_WIDE_CLAUSE = re.compile(r"[,;:.!?()\n–]|\b(?:maar|terwijl|omdat|want|waarbij|tenzij|zodat)\b")
"""Between commas: "en" and "of" may stand within what is denied."""

# Words that deny or fall short without a "niet": who says "niet genoeg" for them says the same.
_LACKING = re.compile(
    r"(?:on(?:voldoende|bekend|benut|duidelijk|bestaand|beantwoord|gewijzigd|veranderd|nodig|gebruikt"
    r"|haalbaar|betaalbaar|toereikend|zichtbaar|volledig|vermeld)e?"
    r"|\w*gebrek(?:en|kige?)?|\w*tekort(?:en)?|\w*deficit|ontbreekt|ontbreken|schaarse?|mist|missen"
    r"|vermijdt?|vermijden|voorkomt|voorkomen|verloren|los)"
)
_TOO_FEW = re.compile(r"\bte (?:weinig|beperkte?|kleine?|laag|lage)\b", re.IGNORECASE)
_LEFT_OF_EITHER = re.compile(r"\bal dan\b(?! niet)")
""""Al dan niet" without its "niet"."""
_NOT_OR_TOO_FEW = re.compile(r"\bniet of (?:te weinig|nauwelijks|amper)\b")
_OR_TOO_FEW = re.compile(r"(?<!niet )\bof (?:te weinig|nauwelijks|amper)\b")
_ENOUGH = frozenset(
    "voldoende genoeg toereikend benut bekend duidelijk gelijk nodig haalbaar volledig".split()
)
_ROUND = frozenset({"omgekeerd", "andersom"})


def lacking(text: str) -> tuple[str, ...]:
    """The words of lack by which a text denies something: "onvoldoende", "te weinig", "gebrek"."""
    few = (found.lower() for found in _TOO_FEW.findall(text))
    return (*few, *(word for word in _lower(text) if _LACKING.fullmatch(word)))


def newly_lacking(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """The words of lack of a text that stand in none of the others."""
    there = {word for other in others for word in lacking(other)}
    return tuple(word for word in lacking(text) if word not in there)


def moved_negation(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words that a quote denies and the text does not, or the other way round."""
    if _denies_more(text, quotes, terms_of) or _denies_twice([text]) > _denies_twice(quotes):
        return frozenset(denials_in(text))
    if _LEFT_OF_EITHER.search(text) or (
        _OR_TOO_FEW.search(text) and any(map(_NOT_OR_TOO_FEW.search, quotes))
    ):
        return frozenset({"niet"})
    said = frozenset(fold(word) for word in words_of(text))
    if (lost := _prefixed(quotes) & said) and not _prefixed([text]) & lost:
        return lost
    if lost := _freed_of_lack(text, quotes):
        return lost
    denied, plain = _divided("\n".join(quotes), terms_of, _CLAUSE)
    said_denied, said_plain = _divided(text, terms_of, _CLAUSE)
    if not denied and not said_denied:
        return frozenset()
    wide_denied, _ = _divided("\n".join(quotes), terms_of, _WIDE_CLAUSE)
    wide_said, _ = _divided(text, terms_of, _WIDE_CLAUSE)
    freed = (denied - plain) & (said_plain - wide_said)
    added = (plain - wide_denied) & (said_denied - said_plain)
    kept = len((denied - plain) & said_denied)
    most = max(freed, added, key=len)
    return frozenset(most) if len(most) > kept + 1 else frozenset()


def _denies_more(text: str, quotes: Sequence[str], terms_of: TermsOf) -> bool:
    """Whether a text denies more often than its quotes; for "onvoldoende" it may say "niet goed"."""
    said, heard = len(denials_in(text)), sum(len(denials_in(quote)) for quote in quotes)
    lack = {
        term
        for quote in quotes
        for clause in _CLAUSE.split(quote)
        if newly_lacking(clause, [text])
        for term in terms_of(clause)
    }
    about = sum(
        bool(denials_in(clause)) and bool(lack & {*terms_of(clause)}) for clause in _CLAUSE.split(text)
    )
    spare = sum(len(newly_lacking(quote, [text])) for quote in quotes) - len(newly_lacking(text, quotes))
    return bool(said) and said > heard + min(about, spare)


def _freed_of_lack(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """What a text says is enough and a quote says is not, or turned round where a quote says it is not."""
    if denials_in(text) and not _is_round(text):
        said = {word for clause in _CLAUSE.split(text) if not denials_in(clause) for word in _lower(clause)}
    else:
        said = {*_lower(text)}
    heard = {word for quote in quotes for word in _lower(quote)}
    short = any(word.startswith("onvoldoende") for word in heard) and not heard & {"genoeg", "voldoende"}
    freed = {word for word in said & _ENOUGH if f"on{word}" in heard and word not in heard}
    freed |= said & {"genoeg", "voldoende"} if short else set()
    turned = (
        _is_round(text)
        and not denials_in(text)
        and any(
            denials_in(clause) and _is_round(clause)
            for quote in quotes
            for clause in re.split(r"[.;,]", quote)
        )
    )
    return frozenset(freed | (said & _ROUND if turned else set()))


def _is_round(text: str) -> bool:
    return bool(_ROUND & {*_lower(text)})


def _divided(text: str, terms_of: TermsOf, clauses: re.Pattern[str]) -> tuple[set[str], set[str]]:
    """The terms of the clauses that deny something, and those of the others; a clause of lack is neither."""
    denied: set[str] = set()
    plain: set[str] = set()
    for clause in clauses.split(text):
        if denials_in(clause):
            denied.update(terms_of(clause))
        elif not lacking(clause):
            plain.update(terms_of(clause))
    return denied, plain


def _prefixed(texts: Sequence[str]) -> frozenset[str]:
    """The words that texts deny by a prefix: of "niet-realtime" that is "realtime"."""
    found = (fold(word) for text in texts for word in words_of(text))
    return frozenset(word.removeprefix("niet-") for word in found if word.startswith("niet-"))


def _denies_twice(texts: Sequence[str]) -> int:
    """How many clauses deny more than once."""
    return sum(len(denials_in(clause)) > 1 for text in texts for clause in _CLAUSE.split(text))


def _lower(text: str) -> list[str]:
    return [word.lower() for word in words_of(text)]
