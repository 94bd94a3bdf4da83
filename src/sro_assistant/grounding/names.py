"""Names that may be said in full or short, and dates as they are written out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sro_assistant.dutch.tokens import MONTHS
from sro_assistant.grounding.facts import name_parts
from sro_assistant.grounding.tokens import words_of

_CAPITALS = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){1,5}")
# Who is Flemish is of Flanders: a land may be named where its adjective stands.
LANDS = {
    "vlaams": "vlaanderen",
    "vlaamse": "vlaanderen",
    "europees": "europa",
    "europese": "europa",
    "belgisch": "belgië",
    "belgische": "belgië",
    "fins": "finland",
    "finse": "finland",
    "brussels": "brussel",
    "brusselse": "brussel",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Pairs of a short name and the same in full: "SRB", "Smart Region Board"."""

    pairs: tuple[tuple[str, str], ...] = ()

    def told_by(self, texts: Sequence[str]) -> frozenset[str]:
        """The words that stand in texts, and those of each name that stands there in its other form."""
        said = [_folded(text) for text in texts]
        here = {word for words in said for word in words}
        here |= {word.removesuffix("'s") for word in here}
        said = [*said, *(tuple(word.removesuffix("'s") for word in words) for words in said)]
        told = set(here)
        for one, other in _both_ways(self.pairs):
            if (one[0] in here or f"{one[0]}s" in here) and any(_stands_in(one, words) for words in said):
                told.update(other)
        told.update(initials for text in texts for initials in _initials(text))
        told |= {form for word in _words(texts) for form in name_parts(word)}
        lands = {LANDS[word] for word in told if word in LANDS}
        return frozenset(told | lands | {word for word, land in LANDS.items() if land in lands})

    def shortened(self, text: str) -> str:
        """A text in which each name in full is said short, so that one thing has one name."""
        if not self.pairs:
            return text
        pattern, short_of = _fulls(self.pairs)
        return pattern.sub(lambda match: short_of[_uninflected(match[0])], text)


NO_NAMES = Names()


def dates_in_words(published: str) -> Iterator[str]:
    """A date as a text may give it, longest first: "17 juli 2020", "juli 2020", "2020"."""
    year, *rest = published.split("-")
    month = f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else ""
    if len(rest) > 1:
        yield f"{int(rest[1])} {month}"
    if month:
        yield month
    yield year


@lru_cache(maxsize=4)
def _fulls(pairs: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the names in full, the longest first, and what each is in short; "Vlaams" is "Vlaamse"."""
    short_of = {_uninflected(full): short for short, full in pairs}
    longest = sorted(short_of, key=lambda full: (-len(full), full))
    every = "|".join(re.escape(full).replace(r"\ ", r"e?\s+") for full in longest)
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE), short_of


def _uninflected(name: str) -> str:
    """A name, folded, in which no word but the last ends in an e."""
    *words, last = name.casefold().split()
    return " ".join([*(word.removesuffix("e") for word in words), last])


@lru_cache(maxsize=4)
def _both_ways(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The words of each name with those of its other form, folded."""
    folded = [(_folded(short), _folded(full)) for short, full in pairs]
    every = (*folded, *((full, short) for short, full in folded))
    return tuple((one, other) for one, other in every if one)


def _initials(text: str) -> Iterator[str]:
    """What words with a capital in a row are short for, folded: "Verenigde Naties" is "vn"."""
    for row in _CAPITALS.findall(text):
        letters = "".join(word[0] for word in row.split())
        yield from (
            letters[first:last].casefold()
            for first in range(len(letters))
            for last in range(first + 2, len(letters) + 1)
        )


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in words_of(text))


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words_of(text))


def _stands_in(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a name stand in a text one after the other; a plural counts."""
    width = len(name)
    return bool(name) and any(
        all(_is_form_of(words[first + i], name[i]) for i in range(width))
        for first in range(len(words) - width + 1)
    )


def _is_form_of(word: str, name: str) -> bool:
    """Whether a word is that of a name, in the plural or inflected otherwise: "Vlaams" for "Vlaamse"."""
    return name in (word, word.removesuffix("s"), f"{word}e", word.removesuffix("e"))
