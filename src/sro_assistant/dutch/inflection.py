"""Inflected words as the form that the Snowball stemmer stems right.

The stemmer lengthens and shortens vowels by rule ("dagen" to "daag", "grote" to "grote"); a list of
known words decides where the rule errs.
"""

from collections.abc import Iterable

from sro_assistant.dutch.compounds import Vocabulary

_IRREGULAR = {
    "aanbevolen": "aanbevelen",
    "gemeentelijk": "gemeente",
    "gemeentelijke": "gemeente",
    "gesubsidieerd": "subsidie",
    "initiatief": "initiatieven",
    "kinderen": "kind",
    "leden": "lid",
    "raadsleden": "raadslid",
    "schepen": "schip",
    "standaarden": "standaard",
    "stedelijk": "stad",
    "stedelijke": "stad",
}
_ENDINGS = {"steden": "stad", "ieen": "ie", "iele": "ieel"}
_VOWELS = frozenset("aeiou")
_COMMON = 30
_RARER = 8
"""A base form may be this many tenths of the Zipf scale rarer than the inflected one."""
_SHORTEST = 4


def base_form(word: str, vocabulary: Vocabulary) -> str:
    """The form of a folded word to stem in its place; the word itself where nothing is known of it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, base in _ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + base
    if len(word) < _SHORTEST:
        return word
    if word.endswith("t") and (infinitive := _best(word, _infinitives(word[:-1]), vocabulary)):
        word = infinitive
    if verb := _verb_in_eer(word, vocabulary):
        return verb
    return _best(word, _shorter(word), vocabulary) or word


def _best(word: str, forms: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """The most common of the forms, where it is about as common as the word itself."""
    best = max(forms, key=vocabulary.level, default="")
    level = vocabulary.level(best)
    return best if level >= max(_COMMON, vocabulary.level(word) - _RARER) else None


def _verb_in_eer(word: str, vocabulary: Vocabulary) -> str | None:
    """organiseren, organisering: organiseer."""
    for ending in ("eren", "ering"):
        stem = word.removesuffix(ending)
        if stem != word and not stem.endswith("i"):
            verb = f"{stem}eer"
            return verb if stem.endswith(("is", "in")) or vocabulary.level(verb) else None
    return None


def _infinitives(stem: str) -> Iterable[str]:
    """steun: steunen; beslis: beslissen; duur: duren; bestaa: bestaan."""
    yield f"{stem}n" if stem[-1] in _VOWELS else f"{stem}en"
    if stem[-1] not in _VOWELS and stem[-2] in _VOWELS:
        yield f"{stem}{stem[-1]}en"
        if stem[-2] == stem[-3]:
            yield f"{stem[:-2]}{stem[-1]}en"


def _shorter(word: str) -> Iterable[str]:
    """slimme: slim; grote: groot; dagen: dag; zaken: zaak; events: event."""
    if word.endswith("e"):
        return tuple(_bases(word[:-1]))
    if word.endswith("en") and len(word) > _SHORTEST:
        return tuple(_bases(word[:-2]))
    if word.endswith("s") and len(word) > _SHORTEST:
        return (word[:-1],)
    return ()


def _bases(stem: str) -> Iterable[str]:
    yield stem
    if len(stem) >= _SHORTEST and stem[-1] == stem[-2]:
        yield stem[:-1]
    elif len(stem) >= _SHORTEST - 1 and stem[-2] in _VOWELS and stem[-3] not in _VOWELS:
        end = {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
        yield f"{stem[:-1]}{stem[-2]}{end}"
