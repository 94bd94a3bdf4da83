"""What an analyzer reads otherwise once the vocabulary has changed, found without reading everything."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import Passage
from sro_assistant.dutch.words import Analyzer, fold, words
from sro_assistant.ports import KeywordIndex, TextStore

VERB = "eer"
"""The ending of the one base form that any known word can be: organiseer for organiseren."""
FIELDS = ("body", "heading")
_WINDOW = 6
_TABLE_BITS = 20
_FACTOR = np.uint32(2_654_435_761)


@dataclass(frozen=True, slots=True)
class Rereading:
    """The analyzers of before a change of the corpus and after it.

    `differing` has the words that stand in only one of their vocabularies: all from documents.
    """

    before: Analyzer
    after: Analyzer
    differing: frozenset[str]

    def affected(self, every: Sequence[str]) -> frozenset[str]:
        """Those of some sorted, folded words that the two read as other terms.

        A word from documents is too rare to be a base form of another, but for a verb in -eer; else it
        changes the terms of words in which it stands, as a part.
        """
        roots = self.differing | {word.removesuffix(VERB) for word in self.differing}
        candidates = _holding(roots - {""}, every)
        return frozenset(w for w in candidates if self.before.word_terms(w) != self.after.word_terms(w))

    def passages(self, every: Sequence[str], keywords: KeywordIndex, texts: TextStore) -> Iterator[Passage]:
        """The passages with an affected word; `every` is all words, and the index still as it was before.

        Whatever the vocabulary, the first of a word's terms is its stem, which the index has.
        """
        affected = self.affected(every)
        terms = {term: 1.0 for word in affected for term in self.before.word_terms(word)[:1]}
        found = (keywords.search(field, terms, keywords.count()) for field in FIELDS) if terms else ()
        hits = {passage_id for hits in found for passage_id, _ in hits}
        for passage in map(texts.passage, sorted(hits)):
            if passage is not None:
                said = words(" ".join((*passage.headings, passage.text)))
                if not affected.isdisjoint(map(fold, said)):
                    yield passage


def _holding(roots: Iterable[str], every: Sequence[str]) -> set[str]:
    """The words in which one of the roots stands, also across a hyphen or a dot."""
    lines = [word if word.isalpha() else f"{word} {_letters(word)}" for word in every]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    text = "\n".join(lines)
    long = sorted(root for root in roots if len(root) >= _WINDOW)
    short = [root for root in roots if len(root) < _WINDOW]
    places = [place for root in short for place in _places(root, text)]
    by_start: dict[str, list[str]] = {}
    for root in long:
        by_start.setdefault(root[:_WINDOW], []).append(root)
    places += [
        place
        for place in _likely(by_start, text)
        if any(text.startswith(root, place) for root in by_start.get(text[place : place + _WINDOW], ()))
    ]
    return {every[bisect_right(starts, place) - 1] for place in places}


def _places(root: str, text: str) -> Iterator[int]:
    place = text.find(root)
    while place >= 0:
        yield place
        place = text.find(root, place + 1)


def _likely(starts: Iterable[str], text: str) -> list[int]:
    """Where one of these strings of equal length may begin: wherever its hash does (Karp and Rabin, 1987)."""
    wanted = np.zeros(1 << _TABLE_BITS, dtype=bool)
    for start in starts:
        wanted[_hashes(start)] = True
    return np.flatnonzero(wanted[_hashes(text)]).tolist()


def _hashes(text: str) -> NDArray[np.uint32]:
    """The hash of each run of characters as long as the window."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = max(0, len(letters) - _WINDOW + 1)
    mixed = np.zeros(count, dtype=np.uint32)
    for place in range(_WINDOW):
        mixed = mixed * _FACTOR + letters[place : place + count]
    return (mixed * _FACTOR) >> np.uint32(32 - _TABLE_BITS)


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
