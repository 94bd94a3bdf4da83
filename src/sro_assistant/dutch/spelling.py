"""Mends typing errors against the words of the corpus, and leaves every real word and name alone."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import fold, words

MIN_LETTERS = 4
LONG = 8
"""From this length on, two errors are mended; below it one."""
REAL_WORD_LEVEL = 20
"""A word this common in Dutch (tenths of the Zipf scale) is meant as it is typed."""
COMMON = 30
"""A form of a word this common is a word too, though no list has it."""
SHORTEST = 3
"""The length of many an abbreviation."""
CANDIDATES = 8
PARTICLES = tuple(
    "aan achter af bij binnen boven buiten door in langs los mee na neer om onder op over rond samen tegen "
    "terug toe uit vast vol voor voorbij voort weg weer".split()
)
"""What verbs part with: "aanklopt" is a form of "aankloppen"."""
OPENINGS = frozenset(
    "als dat die doet heeft hoe is moet moeten van waar waarom wanneer wat welk welke wie wordt worden zijn "
    "zou zouden".split()
)
"""Function words that no compound starts with, and to which the next word is typed by haste."""
ARTICLES = frozenset({"de", "een", "het"})
"""With these many a real word starts too, so that what follows must be a word of the corpus."""


@dataclass(frozen=True, slots=True)
class Speller:
    """Finds the corpus word that was meant; `in_corpus` says whether a word stands in the corpus."""

    vocabulary: Vocabulary
    in_corpus: Callable[[str], bool]

    def mend(self, word: str) -> str | None:
        """The words that were meant by a word as typed; None where it is right, a name, or beyond guessing.

        Errors are counted as insertions, deletions, replacements and swaps of neighbours (optimal
        string alignment), or as a space left out; the first letter is taken to be right.
        """
        folded = fold(word)
        if not self._is_unlisted(word, folded):
            return None
        if (undoubled := self._undoubled(folded)) is not None:
            return undoubled
        if not self._may_be_wrong(folded):
            return None
        return self._nearest(folded, 1) or self._parted(folded) or self._by_two_errors(folded)

    def mended(self, text: str) -> tuple[str, dict[str, str]]:
        """A text with its errors mended, and what was made of which word."""
        found = {word: mend for word in words(text) if (mend := self.mend(word)) is not None}
        for word, mend in found.items():
            text = re.sub(rf"\b{re.escape(word)}\b", mend, text)
        return text, found

    def _is_unlisted(self, word: str, folded: str) -> bool:
        """Whether a word is written as no name, and is none that Dutch or the corpus is known to use."""
        return (
            not any(letter.isupper() for letter in word)
            and len(folded) >= MIN_LETTERS
            and folded.isalpha()
            and self.vocabulary.level(folded) < REAL_WORD_LEVEL
            and folded not in STOP_WORDS
        )

    def _undoubled(self, folded: str) -> str | None:
        """The word of the corpus with a letter once that was typed twice: "faciliteeren"."""
        doubled = (i for i in range(len(folded) - 1) if folded[i] == folded[i + 1])
        once = (folded[:i] + folded[i + 1 :] for i in doubled)
        return next((w for w in once if self.vocabulary.level(w) and self.in_corpus(w)), None)

    def _may_be_wrong(self, folded: str) -> bool:
        """Whether an unlisted word is no form and no compound of real words either."""
        return (
            not self.in_corpus(folded)
            and not self.vocabulary.split(folded)
            and not self._is_participle_or_plural(folded)
        )

    def _nearest(self, folded: str, allowed: int) -> str | None:
        """The word of the corpus within so many errors, or a function word with letters left out."""
        near = process.extract(
            folded, self._same_start(folded), scorer=OSA.distance, score_cutoff=allowed, limit=CANDIDATES
        )
        # Of equals, a word that goes on where the typed one stops, one of which letters were left out or
        # swapped, and then the most common.
        meant = [
            (distance, not w.startswith(folded), not _has_all(w, folded), -self.vocabulary.level(w), w)
            for w, distance, _ in near
            if self.in_corpus(w) or (w in STOP_WORDS and distance == 1 and _has_all(w, folded))
        ]
        return min(meant)[-1] if meant else None

    def _by_two_errors(self, folded: str) -> str | None:
        """The word meant by a long one, unless that is a form of a word no list has."""
        if len(folded) < LONG or any(map(self._is_common, _bases_of(folded))):
            return None
        return self._nearest(folded, 2)

    def _parted(self, folded: str) -> str | None:
        """Two words typed without the space between: "watmoet", "isde", "hetkernteam"."""
        parts = ((folded[:end], folded[end:]) for end in range(2, len(folded) - 1))
        return next((f"{one} {other}" for one, other in parts if self._are_words(one, other)), None)

    def _are_words(self, one: str, other: str) -> bool:
        """Whether a function word and another stand together by haste only."""
        if one in ARTICLES:
            return len(other) >= SHORTEST and self.in_corpus(other)
        is_word = len(other) >= MIN_LETTERS and (self._is_common(other) or self.in_corpus(other))
        return one in OPENINGS and (is_word or other in STOP_WORDS)

    def _is_common(self, word: str) -> bool:
        return self.vocabulary.level(word) >= COMMON

    def _is_participle_or_plural(self, folded: str) -> bool:
        """Whether a word is "ge-" with a known form, or a known word with -n or -s."""
        if folded.startswith("ge") and folded.endswith("t"):
            return self._is_common(folded[2:]) and not self.vocabulary.level(f"{folded[:-1]}d")
        return folded.endswith(("en", "s")) and self._is_common(folded[:-1])

    def _same_start(self, folded: str) -> list[str]:
        words = self.vocabulary.words
        first = folded[0]
        return list(words[bisect_left(words, first) : bisect_left(words, chr(ord(first) + 1))])


def _has_all(word: str, typed: str) -> bool:
    """Whether a word has the letters that were typed, in that order or with others of their own number."""
    letters = iter(word)
    return all(letter in letters for letter in typed) or sorted(word) == sorted(typed)


def _bases_of(folded: str) -> Iterator[str]:
    """What stands behind the particle of a verb, and what goes before an ending of verbs and comparatives."""
    for particle in PARTICLES:
        rest = folded.removeprefix(particle)
        if rest != folded and len(rest) >= MIN_LETTERS:
            yield rest
    for ending in ("t", "te", "ten", "re", "ere", "er", "end", "ende"):
        if folded.endswith(ending):
            yield folded.removesuffix(ending)
