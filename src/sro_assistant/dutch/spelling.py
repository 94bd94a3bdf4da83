"""Mends typing errors against the words of the corpus, and leaves every real word and name alone."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.tokens import fold, words

MIN_LETTERS = 4
LONG = 8
"""From this length on, two errors are mended; below it one."""
REAL_WORD_LEVEL = 20
"""A word this common in Dutch (tenths of the Zipf scale) is meant as it is typed."""
CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Speller:
    """Finds the corpus word that was meant; `in_corpus` says whether a word stands in the corpus."""

    vocabulary: Vocabulary
    in_corpus: Callable[[str], bool]

    def mend(self, word: str) -> str | None:
        """The word that was meant by a word as typed; None where it is right, a name, or beyond guessing.

        Errors are counted as insertions, deletions, replacements and swaps of neighbours (optimal
        string alignment); the first letter is taken to be right.
        """
        folded = fold(word)
        if not self._may_be_wrong(word, folded):
            return None
        allowed = 2 if len(folded) >= LONG else 1
        near = process.extract(
            folded, self._same_start(folded), scorer=OSA.distance, score_cutoff=allowed, limit=CANDIDATES
        )
        # Of equals, a word that goes on where the typed one stops, and then the most common.
        meant = [
            (distance, not w.startswith(folded), -self.vocabulary.level(w), w)
            for w, distance, _ in near
            if self.in_corpus(w)
        ]
        return min(meant)[-1] if meant else None

    def mended(self, text: str) -> tuple[str, dict[str, str]]:
        """A text with its errors mended, and what was made of which word."""
        found = {word: mend for word in words(text) if (mend := self.mend(word)) is not None}
        for word, mend in found.items():
            text = re.sub(rf"\b{re.escape(word)}\b", mend, text)
        return text, found

    def _may_be_wrong(self, word: str, folded: str) -> bool:
        is_name = any(letter.isupper() for letter in word)
        return (
            not is_name
            and len(folded) >= MIN_LETTERS
            and folded.isalpha()
            and self.vocabulary.level(folded) < REAL_WORD_LEVEL
            and not self.in_corpus(folded)
            and not self.vocabulary.split(folded)  # a compound of real words is a real word
        )

    def _same_start(self, folded: str) -> list[str]:
        words = self.vocabulary.words
        first = folded[0]
        return list(words[bisect_left(words, first) : bisect_left(words, chr(ord(first) + 1))])
