"""A question in the words of the sources: mended, in standard Dutch, with what else it may be called."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sro_assistant.domain import Language
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.phrasebook import Kind, Match, Phrasebook
from sro_assistant.dutch.spelling import Speller
from sro_assistant.dutch.words import words
from sro_assistant.retrieve.language import ELISION, links, tells

_FOREIGN = {Language.ENGLISH: Kind.ENGLISH, Language.FRENCH: Kind.FRENCH}
_WHERE = re.compile(r"\boù\b", re.IGNORECASE)  # folded it would be "ou", which is "or"

MANY_UNREAD, LARGE_SHARE = 2, 0.4
"""So many words, and so large a share of those that tell, that a question in another language is not read."""

Expansions = Mapping[str, tuple[str, ...]]
"""By what was typed, the phrases that it may also be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question in Dutch as the sources speak it, what else it may be called, what a reader is told."""

    text: str
    expansions: Expansions = field(default_factory=dict)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of one generation: its abbreviations, its phrasebook and its spelling."""

    lexicon: Lexicon
    phrasebook: Phrasebook
    speller: Speller

    def mended(self, question: str, language: Language) -> tuple[str, Expansions]:
        """A Dutch question without typing errors and Flemish spoken forms, and what was changed."""
        if language is not Language.DUTCH:
            return question, {}
        found = self.phrasebook.matches(words(question), Kind.FLEMISH)
        spoken = {match.typed: " ".join(match.entry.meant[:1]) for match in found}
        text, errors = self.speller.mended(_replaced(question, spoken))
        return text, {typed: (meant,) for typed, meant in {**spoken, **errors}.items() if meant}

    def of(self, question: str, language: Language) -> Wording:
        """The wording of a whole question; one in English or French is read word for word."""
        text, translated = self._glossed(question, language) if language in _FOREIGN else (question, {})
        said = words(text)
        mined = {typed: (" ".join(added),) for typed, added in self.lexicon.expansions(said).items()}
        found = self.phrasebook.matches(said, Kind.SYNONYM) + self.phrasebook.matches(
            said, Kind.NAME, Kind.ABBREVIATION
        )
        return Wording(
            text=text,
            expansions=_joined([translated, mined, {m.typed: m.entry.meant for m in found}]),
            notices=tuple(dict.fromkeys(match.entry.notice for match in found if match.entry.notice)),
        )

    def unread(self, question: str, language: Language) -> tuple[str, ...]:
        """The telling words of an English or French question that nothing here knows, where they are many."""
        foreign = _FOREIGN.get(language)
        if foreign is None:
            return ()
        said = words(ELISION.sub("", question))
        matches = self.phrasebook.matches(said, foreign)
        known = {place for match in matches for place in range(match.start, match.start + match.length)}
        told = [place for place, word in enumerate(said) if place in known or tells(word, language)]
        unknown = tuple(said[p] for p in told if p not in known and not self._stays(said[p], language))
        return unknown if len(unknown) >= max(MANY_UNREAD, LARGE_SHARE * len(told)) else ()

    def _stays(self, word: str, language: Language) -> bool:
        """Whether a word of another language is kept as it is: a name, a number or a word of the corpus.

        The corpus holds English titles too; "the" and "to" say nothing for that.
        """
        return _is_kept(word) or (self.speller.in_corpus(word) and not links(word, language))

    def _glossed(self, question: str, language: Language) -> tuple[str, Expansions]:
        """The Dutch of a foreign question, word for word, and what else its words may mean.

        A word that the phrasebook lacks is kept where it is a name, a number or a word of the corpus.
        """
        if language is Language.FRENCH:
            question = _WHERE.sub("waar", ELISION.sub("", question))
        said = words(question)
        matches = {match.start: match for match in self.phrasebook.matches(said, _FOREIGN[language])}
        text: list[str] = []
        place = 0
        while place < len(said):
            match = matches.get(place)
            if match is not None:
                text.extend(match.entry.meant[:1])
            elif self._stays(said[place], language):
                text.append(said[place])
            place += match.length if match is not None else 1
        return " ".join(text), _others(matches.values())


def _others(matches: Iterable[Match]) -> Expansions:
    """Beside the first translation of each match, the others."""
    return {match.entry.meant[0]: match.entry.meant[1:] for match in matches if len(match.entry.meant) > 1}


def _is_kept(word: str) -> bool:
    return any(c.isdigit() for c in word) or any(c.isupper() for c in word[1:])


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    for typed, meant in replacements.items():
        pattern = r"\s+".join(map(re.escape, typed.split()))
        text = re.sub(rf"\b{pattern}\b", meant.replace("\\", r"\\"), text)
    return re.sub(r"\s+", " ", text).strip()


def _joined(maps: Iterable[Expansions]) -> Expansions:
    joined: dict[str, dict[str, None]] = {}
    for expansions in maps:
        for typed, phrases in expansions.items():
            joined.setdefault(typed, {}).update(dict.fromkeys(phrases))
    return {typed: tuple(phrases) for typed, phrases in joined.items() if phrases}
