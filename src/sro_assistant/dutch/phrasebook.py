"""Other ways to say what the sources say: translations, synonyms, Flemish, other names, abbreviations."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Self

from sro_assistant.dutch.tokens import fold, folded_words
from sro_assistant.errors import IndexDamagedError

FILE_NAME = "phrasebook.jsonl"


class Kind(StrEnum):
    """Why one wording stands for another."""

    ENGLISH = "english"
    FRENCH = "french"
    SYNONYM = "synonym"
    FLEMISH = "flemish"
    NAME = "name"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Wordings that people type, and those of the sources; `notice` is what a reader is then told.

    `meant` is empty for a word that says nothing. `outside` marks what the sources do not speak of: it
    helps to understand a question, and finds no passage.
    """

    kind: Kind
    typed: tuple[str, ...]
    meant: tuple[str, ...]
    notice: str = ""
    outside: bool = False


SavedEntry = tuple[str, Sequence[str], str, bool]
"""An entry's kind, meant wordings, notice, and whether it is outside; its own wordings are in `forms`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry met in a text, at the words from `start` on."""

    start: int
    length: int
    typed: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Finds entries in texts: the longest wording first, word for word, case and accents aside.

    `saved` has the entries as JSON, each made when it is met, for of thousands a question meets a few.
    `forms` holds, by kind, the number of the entry for each wording, folded; `openings` says of a word how
    many words the longest wording has that starts with it: most words start none.
    """

    saved: Sequence[str] = ()
    forms: Mapping[Kind, Mapping[str, int]] = field(default_factory=dict)
    openings: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self:
        """The phrasebook of these entries; of two with the same wording the first counts."""
        forms: dict[Kind, dict[str, int]] = {kind: {} for kind in Kind}
        for number, entry in enumerate(entries):
            for wording in entry.typed:
                if key := " ".join(folded_words(wording)):
                    forms[entry.kind].setdefault(key, number)
        openings: dict[str, int] = {}
        for key in chain.from_iterable(forms.values()):
            opening = key.partition(" ")[0]
            openings[opening] = max(openings.get(opening, 0), key.count(" ") + 1)
        return cls([_saved(entry) for entry in entries], forms, openings)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The phrasebook that `save` wrote; raises IndexDamagedError where the file is not that."""
        try:
            head, *entries = (folder / FILE_NAME).read_text("utf-8").rstrip("\n").split("\n")
            saved = json.loads(head)
            forms = {Kind(kind): known for kind, known in saved["forms"].items()}
            return cls(entries, forms, dict(saved["openings"]))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"De woordenlijst in {folder} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, folder: Path) -> None:
        """Writes what finding needs, and then each entry on a line; the wordings stand there folded only."""
        saved = {"forms": self.forms, "openings": self.openings}
        lines = (json.dumps(saved, ensure_ascii=False), *self.saved)
        (folder / FILE_NAME).write_text("\n".join(lines) + "\n", "utf-8")

    def matches(self, said: Sequence[str], *kinds: Kind) -> tuple[Match, ...]:
        """The entries of these kinds in a text's words, left to right, none over another."""
        folded = [fold(word) for word in said]
        found: list[Match] = []
        place = 0
        while place < len(folded):
            match = self._match_at(place, said, folded, kinds)
            if match is not None:
                found.append(match)
            place += match.length if match is not None else 1
        return tuple(found)

    def _match_at(
        self, place: int, said: Sequence[str], folded: Sequence[str], kinds: Sequence[Kind]
    ) -> Match | None:
        longest = self.openings.get(folded[place], 0)
        for length in range(min(longest, len(folded) - place), 0, -1):
            key = " ".join(folded[place : place + length])
            for kind in kinds:
                number = self.forms.get(kind, {}).get(key)
                if number is not None:
                    typed = " ".join(said[place : place + length])
                    return Match(start=place, length=length, typed=typed, entry=self._entry(number, key))
        return None

    def _entry(self, number: int, key: str) -> Entry:
        saved: SavedEntry = json.loads(self.saved[number])
        kind, meant, notice, outside = saved
        return Entry(kind=Kind(kind), typed=(key,), meant=tuple(meant), notice=notice, outside=outside)


def _saved(entry: Entry) -> str:
    return json.dumps((entry.kind.value, entry.meant, entry.notice, entry.outside), ensure_ascii=False)
