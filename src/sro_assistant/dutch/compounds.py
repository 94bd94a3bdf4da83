"""Known Dutch words with their frequencies, and the splitting of compounds into known words."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import fold
from sro_assistant.errors import IndexDamagedError

MAX_PARTS = 3
MAX_LENGTH = 48
MIN_PART = 3
LISTED_WORDS = 65_000
CORPUS_LEVEL = 25
LEVEL_OFFSET = 33
"""Makes a level a printable character in the file."""
LINKS = ("", "s", "en", "e")

_LINK_COST = 3
_PART_COST = 90
_MORE_COMMON = 2
_MIN_LEVEL = {4: 37, 5: 31}
_MIN_LEVEL_LONG = 25

_SHORT_PARTS = frozenset(
    """app bad bak bed bos bus dag dak eis gas job kas kip lab les lid lot net nut pad plan pot raad rol rug
    spel team tip tol vak vee vis wet weg web wijk zee zin zon""".split()
)
"""The three-letter words that take part in compounds; the others are too often chance."""

_NEVER_PART = frozenset(
    """achter anti contra door hoog inge inter mede meer mini neder onder over overeen samen tegen terug trans
    tussen uiteen vast voor voort vrij weder weer zelf meren mark deli rings verwezen sche ende tina orga bele
    half even heer erin haar erop elen acht acute alter best buit tegens vers vert will""".split()
)
"""Particles and prefixes, which belong to the word after them, and chance strings of letters."""

_NEVER_LAST = frozenset(
    """aard aardige achtig achtige baar baarheid bare eerd eerde ende eren erend gaan gebracht gegeven gekomen
    gelegd gelijke genomen geven gezet heden heid houden ische iseren isering iteit komen king laar lijk lijke
    lijken lijks lingen loos loze maken matig matige nemen ningen ring ringen rijk rijke schap schappen sche
    staan stel steld stelde stellen ster sters tage teit tellen ties ting tingen tjes treffend treffende
    vallen vinden voeren volle vullen waardig waardige waarts werken zaam zame zetten zoeken""".split()
)
"""Endings that make a word of another word, and verbs that take a particle."""

_OPAQUE = frozenset(
    """burgemeester burgemeesters dagdagelijks dagdagelijkse gaandeweg grondgebied handvest landschap
    maatregel maatregelen maatschap partner partners platform platformen platforms standaard standaarden
    uitgangspunt uitgangspunten voorbeeld voorbeelden wereldwijd wetenschap weekend""".split()
)
"""Words that look like a compound of known words but do not mean it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with their levels: tenths of the Zipf scale, so 10 times log10 of uses per billion words.

    A sorted list is searched rather than a dictionary: it is read from its file three times as fast.
    """

    words: Sequence[str]
    levels: bytes

    @classmethod
    def from_levels(cls, levels: Mapping[str, int]) -> Self:
        """The vocabulary of these folded words."""
        ordered = sorted(levels)
        return cls(ordered, bytes(levels[word] + LEVEL_OFFSET for word in ordered))

    @classmethod
    def from_corpus(cls, words: Iterable[str]) -> Self:
        """The common words of Dutch and those of the corpus; reads wordfreq, so only to build an index.

        A word that only the corpus knows gets a modest level, however often it stands there: a small
        corpus says little about how common a word is.
        """
        return cls.with_corpus(common_words(LISTED_WORDS), map(fold, words))

    @classmethod
    def with_corpus(cls, listed: Mapping[str, int], folded_words: Iterable[str]) -> Self:
        """Listed words with their levels, and those of a corpus."""
        levels = dict(listed)
        for word in folded_words:
            if len(word) > MIN_PART and word.isalpha():
                levels.setdefault(word, CORPUS_LEVEL)
        return cls.from_levels(levels)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The vocabulary that `save` wrote; raises IndexDamagedError where the file is not that."""
        try:
            words, _, levels = path.read_text("utf-8").partition("\n")
            loaded = cls(words.split(" "), levels.rstrip("\n").encode("ascii"))
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        if len(loaded.words) != len(loaded.levels):
            raise _damaged(path)
        return loaded

    def save(self, path: Path) -> None:
        """Writes one line of words and one with a byte of level for each."""
        path.write_text(f"{' '.join(self.words)}\n{self.levels.decode('ascii')}\n", "utf-8")

    def as_levels(self) -> dict[str, int]:
        """Each word with its level."""
        return {word: level - LEVEL_OFFSET for word, level in zip(self.words, self.levels, strict=True)}

    def level(self, word: str) -> int:
        """How common a folded word is, 0 where it is unknown."""
        place = bisect_left(self.words, word)
        known = place < len(self.words) and self.words[place] == word
        return self.levels[place] - LEVEL_OFFSET if known else 0

    def split(self, word: str) -> tuple[str, ...]:
        """The known words of which a folded word is compounded, in order; empty where it is not.

        The cheapest split wins: few parts, common parts. A word that is itself clearly more common than
        one of its parts is taken to be a word of its own.
        """
        if not 2 * MIN_PART <= len(word) <= MAX_LENGTH or not word.isalpha() or word in _OPAQUE:
            return ()
        _, parts = self._cheapest(word, MAX_PARTS, {})
        if not parts or self.level(word) > min(self.level(part) for part in parts) + _MORE_COMMON:
            return ()
        return parts

    def _cheapest(
        self, rest: str, allowed: int, memory: dict[tuple[str, int], tuple[int, tuple[str, ...]]]
    ) -> tuple[int, tuple[str, ...]]:
        key = (rest, allowed)
        if key in memory:
            return memory[key]
        best: tuple[int, tuple[str, ...]] = (10**6, ())
        if allowed < MAX_PARTS and self._is_last(rest):
            best = (self._cost(rest), (rest,))
        if allowed > 1:
            for end in range(MIN_PART, len(rest) - MIN_PART + 1):
                part = rest[:end]
                if not self._is_part(part):
                    continue
                for link in LINKS:
                    if not rest.startswith(link, end) or len(rest) - end - len(link) < MIN_PART:
                        continue
                    cost, parts = self._cheapest(rest[end + len(link) :], allowed - 1, memory)
                    cost += self._cost(part) + (_LINK_COST if link else 0)
                    if parts and cost < best[0]:
                        best = (cost, (part, *parts))
        memory[key] = best
        return best

    def _cost(self, part: str) -> int:
        return _PART_COST - self.level(part)

    def _is_part(self, part: str) -> bool:
        if len(part) == MIN_PART:
            return part in _SHORT_PARTS
        if part in _NEVER_PART or part in STOP_WORDS:
            return False
        return self.level(part) >= _MIN_LEVEL.get(len(part), _MIN_LEVEL_LONG)

    def _is_last(self, part: str) -> bool:
        return self._is_part(part) and part not in _NEVER_LAST


@cache
def common_words(limit: int) -> Mapping[str, int]:
    """The most common Dutch words, folded, with their levels, from wordfreq."""
    import wordfreq  # noqa: PLC0415 - half a second to import, and needed only to build

    levels: dict[str, int] = {}
    for word, frequency in wordfreq.get_frequency_dict("nl", wordlist="best").items():
        if word.isalpha() and len(word) > 1:
            folded = fold(word)
            level = round(10 * math.log10(frequency * 1e9))
            levels[folded] = max(levels.get(folded, 0), level)
            if len(levels) >= limit:
                break
    wordfreq.get_frequency_dict.cache_clear()  # five times as many words as are kept
    wordfreq.get_frequency_list.cache_clear()
    return levels


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(f"De woordenlijst {path} is niet leesbaar. Bouw de index opnieuw met: sro index")
