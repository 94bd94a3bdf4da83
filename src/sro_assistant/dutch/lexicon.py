"""Abbreviations that the documents explain themselves, and what they add to a question."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import fold, words
from sro_assistant.errors import IndexDamagedError

_SHORT = r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*"
_PLURAL = r"(?:['’]?s)?"
_LONG_THEN_SHORT = re.compile(rf"\(({_SHORT}?){_PLURAL}\)")
_LONG_OR_SHORT = re.compile(rf"\s(?:of|ofwel|oftewel)\s(?:de\s|het\s)?({_SHORT}){_PLURAL}\b")
_SHORT_THEN_LONG = re.compile(rf"\b({_SHORT}?){_PLURAL}\s\(([^()\n]{{5,90}})\)")
_NAME_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|&")
_BREAK = re.compile(r"[.:;!?()\n|]")
_MAX_SHORT = 8
_EXTRA_WORDS = 4
_MIN_SINGLE_WORD = 10
_SURE_SHORT = 3
"""A short form of so many letters does not spell a name by chance."""
_ENDING = 2
_STEM = 4
"""Two inflections of a word differ in so many letters at its end, and in none of so many at its start."""
_IMPLIED = ("VL", "V")
"""Flemish agencies often begin with a "Vlaams" that their name in full leaves out, as VLAIO's does."""


@dataclass(frozen=True, slots=True, order=True)
class Abbreviation:
    """A short form and the name it stands for, as a document writes them."""

    short: str
    long: str


def mine_abbreviations(texts: Iterable[str]) -> tuple[Abbreviation, ...]:
    """The abbreviations that the texts explain: "Lange Naam (LN)", "LN (Lange Naam)", "Lange Naam of LN".

    A pair counts when the letters of the short form are the initials of the name's words, or of the
    parts of its compounds. The first spelling of a name is kept; sorted by short form.
    """
    found: dict[tuple[str, str], Abbreviation] = {}
    for text in texts:
        for pair in _pairs(text.replace("*", "")):
            found.setdefault((fold(pair.short), fold(pair.long)), pair)
    return tuple(sorted(found.values()))


class _Known(NamedTuple):
    """An abbreviation at its place in the lexicon: its short form and its name's content words, folded."""

    place: int
    short: str
    content: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """What a word of a question also may be called."""

    abbreviations: tuple[Abbreviation, ...]

    @cached_property
    def _known(self) -> tuple[Mapping[str, Sequence[_Known]], Mapping[str, Sequence[_Known]]]:
        """The abbreviations by their short form, and by the first letters of their name."""
        shorts: dict[str, list[_Known]] = {}
        names: dict[str, list[_Known]] = {}
        for place, abbreviation in enumerate(self.abbreviations):
            content = tuple(w for w in map(fold, words(abbreviation.long)) if w not in STOP_WORDS)
            known = _Known(place, fold(abbreviation.short), content)
            shorts.setdefault(known.short, []).append(known)
            for opening in content[:1]:
                names.setdefault(opening[:_STEM], []).append(known)
        return shorts, names

    @classmethod
    def load(cls, path: Path) -> Self:
        """The lexicon that `save` wrote; raises IndexDamagedError where the file is not that."""
        try:
            entries = json.loads(path.read_text("utf-8"))["abbreviations"]
            return cls(tuple(Abbreviation(short=e["short"], long=e["long"]) for e in entries))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"De lijst met afkortingen {path} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, path: Path) -> None:
        """Writes the lexicon as JSON."""
        entries = [{"short": pair.short, "long": pair.long} for pair in self.abbreviations]
        path.write_text(json.dumps({"abbreviations": entries}, ensure_ascii=False) + "\n", "utf-8")

    def expansions(self, question_words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The words that abbreviations add, by the word or name of the question that brought them in.

        A short form adds the content words of its names; a name in full adds its short form.
        """
        folded = [_bare(word) for word in question_words]
        added: dict[str, dict[str, None]] = {}
        for place, word in enumerate(folded):
            for known in self._starting_with(word):
                if word == known.short:
                    added.setdefault(question_words[place], {}).update(dict.fromkeys(known.content))
                elif length := _name_at(known.content, folded, place):
                    name = " ".join(question_words[place : place + length])
                    added.setdefault(name, {})[known.short] = None
        return {word: tuple(terms) for word, terms in added.items()}

    def _starting_with(self, word: str) -> Sequence[_Known]:
        """The abbreviations that a word is, or with which their name may start, in order."""
        shorts, names = self._known
        # A word of three letters has longer inflections: "lab" is found under its own letters.
        openings = {word[:_STEM], word[: _STEM - 1]}
        return sorted({*shorts.get(word, ()), *(k for o in openings for k in names.get(o, ()))})


def _bare(word: str) -> str:
    """A folded word without the ending of its plural or genitive: SRO's, IBN's."""
    return fold(word).removesuffix("'s")


def _name_at(content: Sequence[str], folded: Sequence[str], start: int) -> int:
    """How many words of the question, from `start`, spell the name; 0 where they do not.

    Function words may stand between, and the endings of words may differ.
    """
    wanted = iter(content)
    word = next(wanted, None)
    for place in range(start, len(folded)):
        if word is not None and _same(word, folded[place]):
            word = next(wanted, None)
            if word is None:
                return place - start + 1
        elif place == start or folded[place] not in STOP_WORDS:
            return 0
    return 0


def _same(word: str, other: str) -> bool:
    """Whether two folded words differ in their inflection at most."""
    stem = word[: max(_STEM, len(word) - _ENDING)]
    return other == word or (other.startswith(stem) and abs(len(other) - len(word)) <= _ENDING)


def _pairs(text: str) -> Iterator[Abbreviation]:
    for pattern in (_LONG_THEN_SHORT, _LONG_OR_SHORT):
        for match in pattern.finditer(text):
            name = _name_before(match[1], text[max(0, match.start() - 160) : match.start()])
            if name:
                yield Abbreviation(match[1], name)
    for match in _SHORT_THEN_LONG.finditer(text):
        found = _NAME_WORD.findall(match[2])
        if len(match[1]) <= _MAX_SHORT and _spells(match[1], found):
            yield Abbreviation(match[1], match[2].strip())


def _name_before(short: str, before: str) -> str | None:
    """The shortest run of words that ends the text and that the short form abbreviates."""
    line = _BREAK.split(before)[-1]
    places = list(_NAME_WORD.finditer(line))
    if len(short) > _MAX_SHORT:
        return None
    counts = range(1, min(len(places), len(short) + _EXTRA_WORDS) + 1)
    for spells in (_spells, _spells_but_vlaams):
        for count in counts:
            if spells(short, [place[0] for place in places[-count:]]):
                return line[places[-count].start() : places[-1].end()]
    return None


def _spells(short: str, name: Sequence[str]) -> bool:
    if not name or _is_function(name[0]) or _is_function(name[-1]):
        return False
    if len(name) == 1 and (len(name[0]) < _MIN_SINGLE_WORD or len(short) < _SURE_SHORT):
        return False
    return _aligns(fold(short), name)


def _spells_but_vlaams(short: str, name: Sequence[str]) -> bool:
    if _is_function(name[0]) or _is_function(name[-1]):
        return False
    rests = [short.removeprefix(implied) for implied in _IMPLIED if short.startswith(implied)]
    return any(len(rest) >= _SURE_SHORT and _aligns(fold(rest), name, strict=True) for rest in rests)


def _aligns(letters: str, name: Sequence[str], *, strict: bool = False) -> bool:
    """Whether the letters are the words' initials, each word giving one or more in order.

    Beyond its first letter a word gives its second, or letters from where a part of a compound can
    begin; `strict` allows initials only. Function words may give none.
    """
    if not name:
        return not letters
    word, rest = name[0], name[1:]
    if _is_function(word) and _aligns(letters, rest, strict=strict):
        return True
    return any(
        letters.startswith(given) and _aligns(letters[len(given) :], rest, strict=strict)
        for given in _initials(word, strict=strict)
    )


def _initials(word: str, *, strict: bool) -> Iterator[str]:
    """What a word may give: compound parts can begin three letters in, and four before its end."""
    folded = fold(word)
    inner_capital = next((letter for letter in word[1:] if letter.isupper()), None)
    yield folded[0]
    if inner_capital and word[0].islower():
        yield fold(inner_capital)
    if strict:
        return
    if len(folded) > 1:
        yield folded[:2]
    for place in range(3, len(folded) - 3):
        yield folded[0] + folded[place]


def _is_function(word: str) -> bool:
    return word == "&" or (word.islower() and word in STOP_WORDS)
