"""Whether a reworded sentence denies what its quotes deny, no more and no less."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.facts import NEGATIONS, denials_in, facts_of
from sro_assistant.grounding.tokens import words_of
from sro_assistant.grounding.verbs import joined, separable

TermsOf = Callable[[str], Sequence[str]]

_CLAUSE = re.compile(r"[,;:.!?()\n–]|\b(?:en|maar|of|terwijl|omdat|want|waarbij|tenzij|zodat)\b")
_WIDE_CLAUSE = re.compile(r"[,;:.!?()\n–]|\b(?:maar|terwijl|omdat|want|waarbij|tenzij|zodat)\b")
"""Between commas: "en" and "of" may stand within what is denied."""

# Words that deny or fall short without a "niet": who says "niet genoeg" for them says the same.
_LACKING = re.compile(
    r"(?:on(?!t|der|ze?$|line|langs|geveer|middellijk|getwijfeld|dank|kosten)\w{4,}"
    r"|\w*gebrek(?:en|kige?)?|\w*tekort(?:en)?|\w*deficit|ontbr(?:eek|ek|ak|ok)\w*|schaarse?|mist|missen|gemist"
    r"|vermij(?:d|dt|den)|vermeden|voorkom(?:t|en)|uitgesloten|uitsluiten|belemmer\w*|verhinder\w*|belet(?:ten)?"
    r"|weiger\w*|verliest|verloren|los|losstaande?|afwezig\w*|leeg|lege|mislukt?e?|faalt|faalde"
    r"|slechts|pas|amper|zelden|overbodige?"
    r"|moeilijk\w*|lastige?)"
)
_DENIED_LACK = re.compile(rf"\b(?:niet|geen) {_LACKING.pattern}", re.IGNORECASE)
# Denies nothing itself: what is "vrijblijvend" is "niet verplicht".
_IMPLIES_NOT = re.compile(r"(?:vrijblijvende?|vrijwillige?)")
_TOO_FEW = re.compile(r"\bte (?:weinig|beperkte?|kleine?|laag|lage)\b", re.IGNORECASE)
_LEFT_OF_EITHER = re.compile(
    r"\bal dan\b(?! niet)|\bof\s*(?:[.,;:!?]|$)"
    r"|\b(?<!niet )(?:alleen|enkel|louter)\b[^.;:]*,? maar (?:wel )?ook\b"
)
""""Al dan niet", "of niet" or "niet alleen … maar ook" without its "niet"."""
_NOT_OR_TOO_FEW = re.compile(r"\bniet of (?:te weinig|nauwelijks|amper)\b")
_OR_TOO_FEW = re.compile(
    r"(?<!niet )\bof (?:te weinig|nauwelijks|amper)\b|\b(?:te weinig|nauwelijks|amper) of (?!niet)"
)
_SHORT = re.compile(r"onvoldoende|\w*(?:gebrek|tekort|deficit)(?:en)?")
_PLAINLY_LACKS = re.compile(rf"te weinig|{_SHORT.pattern}|on\w+|moeilijk\w*", re.IGNORECASE)
""""Mist" and "los" have other meanings too."""
_ENOUGH = frozenset(
    "voldoende genoeg toereikend benut bekend duidelijk gelijk nodig haalbaar volledig".split()
)
_LOW = frozenset("weinig minder klein kleine lager laag nood behoefte".split())
"""Words by which a sentence may tell that something falls short."""
_LEAST_WORD = 4
_MOST_OF_IT = 0.4
_DENY_ALL = frozenset({"nooit", "niets", "niemand", "nergens", "zonder"})
_STEM = 5
_SHORT_SCOPE = 2
"""Of more words than these, those that stand elsewhere in the quotes too tell nothing of what is denied."""
_DENIED_CLAUSE = re.compile(
    r"[;:.!?()\n–]|\ben (?=(?:dus|is|zijn|wordt|worden|heeft|hebben|werd|werden)\b)"
    r"|,? \b(?:maar|terwijl|omdat|want|waarbij|zodat|wanneer|indien|tenzij)\b"
)
"""Where what a sentence denies ends; a comma or "en" alone may go on denying."""
_ROUND = frozenset({"omgekeerd", "andersom"})


def lacking(text: str) -> tuple[str, ...]:
    """The words of lack by which a text denies something: "onvoldoende", "te weinig", "gebrek"."""
    few = (found.lower() for found in _TOO_FEW.findall(text))
    return (*few, *(word for word in _lower(text) if _LACKING.fullmatch(word)))


def newly_lacking(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """The words of lack of a text that stand in none of the others."""
    there = {word for other in others for word in lacking(other)}
    return tuple(word for word in lacking(text) if word not in there)


def denied_words(clause: Sequence[str], by: frozenset[str] | None = None) -> Sequence[str]:
    """The words of a clause that a denial in it is about: what follows it, or all where that is little.

    `by` are the denials that count, by their meaning; None for any.
    """
    meanings = [NEGATIONS.get(word.lower(), "") for word in clause]
    place = next((i for i, found in enumerate(meanings) if found and (by is None or found in by)), None)
    if place is None:
        return ()
    long = [len(word) >= _LEAST_WORD and not meant for word, meant in zip(clause, meanings, strict=True)]
    behind = [word for i, word in enumerate(clause) if long[i] and i > place]
    return behind if len(behind) > 1 else [word for i, word in enumerate(clause) if long[i]]


def implying_not(text: str) -> tuple[str, ...]:
    """The words of a text for which somebody may say what is not: of lack, or of what is left free."""
    plain = _DENIED_LACK.sub("", text)
    return (*lacking(plain), *(word for word in _lower(plain) if _IMPLIES_NOT.fullmatch(word)))


def newly_implying(quote: str, text: str) -> tuple[str, ...]:
    """The words of a quote for which a text may say what is not, and that the text does not repeat."""
    there = {*_lower(text)}
    return tuple(word for word in implying_not(quote) if word not in there)


def cut_out(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The denials that a text leaves out, or puts in, between two words that stand together in both."""
    said, heard = _joined([text]), _joined(quotes)
    lost = {word for pair, word in _parted(quotes).items() if pair in said and pair not in heard}
    added = {word for pair, word in _parted([text]).items() if pair in heard and pair not in said}
    return frozenset(lost | added)


def _joined(texts: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The words that stand side by side."""
    return frozenset(pair for text in texts for pair in pairwise(_lower(text)))


def _parted(texts: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """The words between which a denial stands, and that denial."""
    found: dict[tuple[str, str], str] = {}
    for text in texts:
        words = _lower(text)
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if word in NEGATIONS:
                found[before, after] = word
    return found


def _unanswered(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words of lack of quotes, where a text repeats what falls short and says of nothing that it does."""
    if denials_in(text) or implying_not(text) or _LOW & {*_lower(text)}:
        return frozenset()
    said = {*terms_of(text)}
    lost: set[str] = set()
    for clause in (clause for quote in quotes for clause in _WIDE_CLAUSE.split(quote)):
        words = [word for word in newly_lacking(clause, [text]) if _PLAINLY_LACKS.fullmatch(word)]
        about = {*terms_of(clause)} - {term for word in words for term in terms_of(word)}
        if words and len(about & said) > 1 and len(about & said) >= _MOST_OF_IT * len(about):
            lost.update(words)
    return frozenset(lost)


def turned_negations(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The negations that a text adds, or loses though it says something of what they deny.

    A word of lack bears "niet", and so does a stronger negation: who never does something does not do it.
    "Zonder" may stand for "niet".
    """
    said, quoted = facts_of(text).negations, facts_of("\n".join(quotes)).negations
    added, lost = said - quoted, quoted - said
    if added == {"zonder"} and lost == {"niet"}:
        return frozenset()
    short = sum(len(newly_implying(quote, text)) for quote in quotes)
    if short > len(newly_lacking(text, quotes)) or quoted & _DENY_ALL:
        added -= {"niet", "niets"}
    if len(newly_lacking(text, quotes)) >= sum(len(denials_in(quote)) for quote in quotes):
        lost -= {"niet"}
    return added | (lost if _repeats_denied(text, quotes, lost) else frozenset())


def _repeats_denied(text: str, quotes: Sequence[str], lost: frozenset[str]) -> bool:
    """Whether a text says a word of what a lost negation denies: what follows it, or its clause."""
    said = {_stem(word) for word in (*words_of(text), *separable(text))}
    clauses = [words_of(clause) for quote in quotes for clause in _DENIED_CLAUSE.split(quote)]
    scopes = [denied_words(clause, lost) for clause in clauses]
    plain = {
        _stem(word) for clause, scope in zip(clauses, scopes, strict=True) if not scope for word in clause
    }
    return any(
        _stem(joined(word)) in (said - plain if len(scope) > _SHORT_SCOPE else said)
        for scope in scopes
        for word in scope
    )


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def moved_negation(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """The words that a quote denies and the text does not, or the other way round."""
    if _denies_more(text, quotes, terms_of) or _denies_twice([text]) > _denies_twice(quotes):
        return frozenset(denials_in(text))
    if _LEFT_OF_EITHER.search(text) or (
        _OR_TOO_FEW.search(text) and any(map(_NOT_OR_TOO_FEW.search, quotes))
    ):
        return frozenset({"niet"})
    if lost := _unprefixed(text, quotes) | _freed_of_lack(text, quotes) | _unanswered(text, quotes, terms_of):
        return lost
    denied, plain = _divided("\n".join(quotes), terms_of, _CLAUSE)
    said_denied, said_plain = _divided(text, terms_of, _CLAUSE)
    if not denied and not said_denied:
        return frozenset()
    wide_denied, _ = _divided("\n".join(quotes), terms_of, _WIDE_CLAUSE)
    wide_said, _ = _divided(text, terms_of, _WIDE_CLAUSE)
    freed = (denied - plain) & (said_plain - wide_said)
    unsaid = {
        term
        for quote in quotes
        for clause in _WIDE_CLAUSE.split(quote)
        for term in _implied(clause, terms_of)
    }
    added = (plain - wide_denied - unsaid) & (said_denied - said_plain)
    kept = len((denied - plain) & said_denied)
    most = max(freed, added, key=len)
    return frozenset(most) if len(most) > kept + 1 else frozenset()


def _implied(clause: str, terms_of: TermsOf) -> Sequence[str]:
    """The terms of a clause for which somebody may say what is not."""
    return terms_of(clause) if implying_not(clause) else ()


def _denies_more(text: str, quotes: Sequence[str], terms_of: TermsOf) -> bool:
    """Whether a text denies more often than its quotes; for "onvoldoende" it may say "niet goed"."""
    said, heard = len(denials_in(text)), sum(len(denials_in(quote)) for quote in quotes)
    lack = {
        term
        for quote in quotes
        for clause in _WIDE_CLAUSE.split(quote)
        if newly_implying(clause, text)
        for term in terms_of(clause)
    }
    about = sum(
        bool(denials_in(clause)) and bool(lack & {*terms_of(clause)}) for clause in _WIDE_CLAUSE.split(text)
    )
    spare = sum(len(newly_implying(quote, text)) for quote in quotes)
    spare -= len(newly_implying(text, " ".join(quotes)))
    return bool(said) and said > heard + min(about, spare)


def _freed_of_lack(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """What a text says is enough and a quote says is not, or turned round where a quote says it is not."""
    if denials_in(text) and not _is_round(text):
        said = {word for clause in _CLAUSE.split(text) if not denials_in(clause) for word in _lower(clause)}
    else:
        said = {*_lower(text)}
    heard = {word for quote in quotes for word in _lower(quote)}
    falls_short = any(map(_SHORT.fullmatch, heard)) or any(map(_TOO_FEW.search, quotes))
    short = falls_short and not heard & {"genoeg", "voldoende"}
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
            scope = terms_of(" ".join(denied_words(words_of(clause))))
            denied.update(scope)
            plain.update({*terms_of(clause)} - {*scope})
        elif not lacking(clause):
            plain.update(terms_of(clause))
    return denied, plain


def _unprefixed(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The words that quotes deny by a prefix, "niet-realtime", and that a text only has bare."""
    said = {fold(word) for word in words_of(text)}
    heard = (fold(word) for quote in quotes for word in words_of(quote))
    denied = {word.removeprefix("niet-") for word in heard if word.startswith("niet-")}
    is_either = "anders" in said or any(word.startswith("niet-") for word in said)
    return frozenset() if is_either else frozenset(denied & said)


def _denies_twice(texts: Sequence[str]) -> int:
    """How many clauses deny more than once."""
    return sum(len(denials_in(clause)) > 1 for text in texts for clause in _CLAUSE.split(text))


def _lower(text: str) -> list[str]:
    return [word.lower() for word in words_of(text)]
