"""The words and abbreviations of each document, from which vocabulary and lexicon follow."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path
from typing import Self

from sro_assistant.domain import Document
from sro_assistant.dutch.compounds import LISTED_WORDS, Vocabulary, common_words
from sro_assistant.dutch.lexicon import Abbreviation, Lexicon, mine_abbreviations
from sro_assistant.dutch.words import Analyzer, fold, words
from sro_assistant.errors import IndexDamagedError

WORDBOOK_FILE = "wordbook.json"
LISTED_FILE = "listed.txt"
VERB = "eer"
"""The ending of the one base form that any known word can be: organiseer for organiseren."""


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The distinct words of a document, folded, with spaces between, and the abbreviations it explains."""

    line: str
    abbreviations: tuple[Abbreviation, ...]

    @classmethod
    def of(cls, document: Document) -> Self:
        """The words of a document's text."""
        found = sorted(set(map(fold, words(document.text))))
        return cls(" ".join(found), mine_abbreviations([document.text]))

    @property
    def words(self) -> list[str]:
        """The words."""
        return self.line.split(" ")


@dataclass(frozen=True)
class Wordbook:
    """The words of all documents, in order, by document id; `listed` are the common words of Dutch."""

    documents: Mapping[str, DocumentWords]
    listed: Vocabulary

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Self:
        """The wordbook of a corpus; reads the list of common words."""
        found = {document.source.id: DocumentWords.of(document) for document in documents}
        return cls(found, Vocabulary.from_levels(common_words(LISTED_WORDS)))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The wordbook of a generation; raises IndexDamagedError where its file is not readable."""
        path = folder / WORDBOOK_FILE
        try:
            entries = json.loads(path.read_text("utf-8"))
            documents = {
                name: DocumentWords(line, tuple(Abbreviation(short, long) for short, long in pairs))
                for name, (line, pairs) in entries.items()
            }
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise IndexDamagedError(
                f"Het bestand {path} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error
        return cls(documents, Vocabulary.load(folder / LISTED_FILE))

    def save(self, folder: Path) -> None:
        """Writes the wordbook as JSON."""
        entries = {
            name: (entry.line, [(pair.short, pair.long) for pair in entry.abbreviations])
            for name, entry in self.documents.items()
        }
        (folder / WORDBOOK_FILE).write_text(json.dumps(entries, ensure_ascii=False) + "\n", "utf-8")
        self.listed.save(folder / LISTED_FILE)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the corpus, folded."""
        return frozenset(chain.from_iterable(entry.words for entry in self.documents.values()))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The common words and those of the corpus."""
        return Vocabulary.with_corpus(self.listed.as_levels(), self.words)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The abbreviations that the documents explain; the first spelling of a name is kept."""
        found: dict[tuple[str, str], Abbreviation] = {}
        for entry in self.documents.values():
            for pair in entry.abbreviations:
                found.setdefault((fold(pair.short), fold(pair.long)), pair)
        return Lexicon(tuple(sorted(found.values())))

    def changed(self, documents: Sequence[Document], reused: frozenset[str]) -> Self:
        """The wordbook of these documents; the entries of the reused ones are taken from this one."""
        found = {
            document.source.id: self.documents[document.source.id]
            if document.source.id in reused
            else DocumentWords.of(document)
            for document in documents
        }
        return type(self)(found, self.listed)


def reanalysed(before: Vocabulary, new: Wordbook) -> frozenset[str]:
    """The words of the wordbook whose terms are no longer those that an earlier vocabulary gave.

    The two differ in words that only documents have. Such a word is too rare to be a base form of
    another, but for a verb in -eer; else it changes the terms of words in which it stands, as a part.
    """
    differing = set(before.words) ^ set(new.vocabulary.words)
    if not differing:
        return frozenset()
    old, current = Analyzer(before), Analyzer(new.vocabulary)
    roots = differing | {word.removesuffix(VERB) for word in differing}
    candidates = _holding(roots, sorted(new.words))
    return frozenset(word for word in candidates if old.word_terms(word) != current.word_terms(word))


def _holding(roots: Iterable[str], every: Sequence[str]) -> set[str]:
    """The words in which one of the roots stands, also across a hyphen or a dot."""
    lines = [word if word.isalpha() else f"{word} {_letters(word)}" for word in every]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    text = "\n".join(lines)
    found: set[str] = set()
    for root in roots:
        place = text.find(root)
        while place >= 0:
            line = bisect_right(starts, place) - 1
            found.add(every[line])
            place = text.find(root, starts[line + 1])
    return found


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
