"""The words and abbreviations of the corpus, kept so that a change of one document changes only its own."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import Document
from sro_assistant.dutch.compounds import (
    CORPUS_LEVEL,
    LEVEL_OFFSET,
    LISTED_WORDS,
    MIN_PART,
    Vocabulary,
    common_words,
)
from sro_assistant.dutch.lexicon import Abbreviation, Lexicon, mine_abbreviations
from sro_assistant.dutch.words import fold, words
from sro_assistant.errors import IndexDamagedError

WORDS_FILE = "words.txt"
COUNTS_FILE = "words.npy"
ABBREVIATIONS_FILE = "abbreviations.json"
LISTED_FILE = "listed.txt"
MOST_NAMES = 8
"""For how many names one abbreviation may stand: each adds its words to every question that has it."""

Abbreviations = Mapping[str, tuple[Abbreviation, ...]]
"""What documents explain, by the document's id; those that explain none are left out."""


@dataclass(frozen=True)
class Wordbook:
    """The folded words of a corpus, sorted, in how many documents each stands, and the abbreviations.

    `listed` are the common words of Dutch.
    """

    words: Sequence[str]
    counts: NDArray[np.int32]
    abbreviations: Abbreviations
    listed: Vocabulary

    @staticmethod
    def of(documents: Iterable[Document]) -> "Wordbook":
        """The wordbook of a corpus; reads the list of common words."""
        empty = Wordbook(
            (), np.zeros(0, dtype=np.int32), {}, Vocabulary.from_levels(common_words(LISTED_WORDS))
        )
        return empty.changed((), documents).wordbook

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The wordbook of a generation; raises IndexDamagedError where its files are not readable."""
        try:
            text = (folder / WORDS_FILE).read_text("utf-8")
            counts: NDArray[np.int32] = np.load(folder / COUNTS_FILE)
            entries = json.loads((folder / ABBREVIATIONS_FILE).read_text("utf-8"))
            abbreviations = {
                name: tuple(Abbreviation(short, long) for short, long in pairs)
                for name, pairs in entries.items()
            }
        except (OSError, ValueError, EOFError, TypeError, AttributeError) as error:
            raise _damaged(folder) from error
        every = text.split("\n") if text else []
        if len(every) != len(counts):
            raise _damaged(folder)
        return cls(every, counts, abbreviations, Vocabulary.load(folder / LISTED_FILE))

    def save(self, folder: Path) -> None:
        """Writes the words and the abbreviations; the listed words have a file that stays as it is."""
        (folder / WORDS_FILE).write_text("\n".join(self.words), "utf-8")
        np.save(folder / COUNTS_FILE, self.counts)
        entries = {
            name: [(pair.short, pair.long) for pair in pairs] for name, pairs in self.abbreviations.items()
        }
        text = json.dumps(entries, ensure_ascii=False)
        (folder / ABBREVIATIONS_FILE).write_text(f"{text}\n", "utf-8")

    @property
    def vocabulary(self) -> Vocabulary:
        """The common words and those of the corpus."""
        return Vocabulary.with_corpus(self.listed.as_levels(), self.words)

    def lexicon(self, document_ids: Iterable[str]) -> Lexicon:
        """The abbreviations that these documents explain; the first spelling of a name is kept.

        Of one that stands for many names those are kept that the most documents give it, the first of equals.
        """
        found: dict[tuple[str, str], Abbreviation] = {}
        told = Counter[tuple[str, str]]()
        for name in document_ids:
            for pair in self.abbreviations.get(name, ()):
                key = (fold(pair.short), fold(pair.long))
                found.setdefault(key, pair)
                told[key] += 1
        kept = Counter[str]()
        pairs: list[Abbreviation] = []
        for (short, long), _ in told.most_common():
            kept[short] += 1
            if kept[short] <= MOST_NAMES:
                pairs.append(found[short, long])
        return Lexicon(tuple(sorted(pairs)))

    def changed(self, removed: Iterable[Document], added: Iterable[Document]) -> "Changed":
        """The wordbook without some documents, just as it counted them, and with others."""
        change = Counter[str]()
        abbreviations = dict(self.abbreviations)
        for document in removed:
            change.subtract(_words_of(document))
            abbreviations.pop(document.source.id, None)
        for document in added:
            change.update(_words_of(document))
            if found := mine_abbreviations([document.text]):
                abbreviations[document.source.id] = found
        known = {word: place for word in change if (place := _place(self.words, word)) is not None}
        counts = self.counts.copy()
        for word, place in known.items():
            counts[place] += change[word]
        lost = {word for word, place in known.items() if counts[place] <= 0}
        gained = {word: count for word, count in change.items() if word not in known and count > 0}
        every, counts = _edited(self.words, counts, lost, gained)
        book = Wordbook(every, counts, abbreviations, self.listed)
        return Changed(book, frozenset(self._unlisted(gained)), frozenset(self._unlisted(lost)))

    def _unlisted(self, some: Iterable[str]) -> Iterable[str]:
        """Those that only the corpus puts in the vocabulary."""
        return (w for w in some if len(w) > MIN_PART and w.isalpha() and not self.listed.level(w))


class Changed(NamedTuple):
    """A wordbook, with the words that its vocabulary gained and lost."""

    wordbook: Wordbook
    gained: frozenset[str]
    lost: frozenset[str]

    def vocabulary(self, before: Vocabulary) -> Vocabulary:
        """The vocabulary of the wordbook, from that of the wordbook before."""
        levels = np.frombuffer(before.levels, dtype=np.uint8).astype(np.int32)
        gained = dict.fromkeys(self.gained, CORPUS_LEVEL + LEVEL_OFFSET)
        every, changed = _edited(before.words, levels, self.lost, gained)
        return Vocabulary(every, changed.astype(np.uint8).tobytes())


def _words_of(document: Document) -> set[str]:
    return set(map(fold, words(document.text)))


def _place(every: Sequence[str], word: str) -> int | None:
    place = bisect_left(every, word)
    return place if place < len(every) and every[place] == word else None


def _edited(
    every: Sequence[str], values: NDArray[np.int32], lost: Collection[str], gained: Mapping[str, int]
) -> tuple[list[str], NDArray[np.int32]]:
    """Sorted words and the value of each, without some words and with others."""
    if lost:
        values = np.delete(values, [bisect_left(every, word) for word in lost])
        every = [word for word in every if word not in lost]
    coming = sorted(gained)
    values = np.insert(
        values, [bisect_left(every, word) for word in coming], [gained[word] for word in coming]
    )
    return sorted([*every, *coming]), values


def _damaged(folder: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"De woorden in {folder} zijn niet leesbaar. Bouw de index opnieuw met: sro index"
    )
