"""The answer bank of a generation: its entries, and of what each of them speaks."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self, TypedDict

from sro_assistant.domain import ClaimedCitation, Layout, Status
from sro_assistant.domain.bank import BankEntry, BankStatement, Review
from sro_assistant.dutch.words import Analyzer, fold, words
from sro_assistant.errors import IndexDamagedError
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.names import Names

FILE_NAME = "bank.jsonl"


class SavedClaim(TypedDict):
    """A claimed citation."""

    passage_id: str
    quote: str


class SavedStatement(TypedDict):
    """A statement with its claims."""

    text: str
    claims: list[SavedClaim]
    layout: str


class SavedEntry(TypedDict):
    """An entry, as `dataclasses.asdict` writes it."""

    id: str
    subject: str
    question: str
    status: str
    statements: list[SavedStatement]
    related: list[SavedClaim]
    missing: list[str]
    ask: str
    notices: list[str]
    see_also: list[str]
    review: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class BankIndex:
    """The entries that serve, by id, each as JSON: one is read when a question may ask it.

    `terms` are those of an entry's questions and statements, space-separated; `spread` says in how many
    entries a term stands; `called` are the words, folded, that are written as names; `names` are those
    that a statement may say short or in full.
    """

    saved: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    spread: Mapping[str, int] = field(default_factory=dict)
    called: frozenset[str] = frozenset()
    names: Names = field(default_factory=Names)

    @classmethod
    def of(
        cls, entries: Sequence[BankEntry], ways: Mapping[str, Iterable[str]], names: Names, analyzer: Analyzer
    ) -> Self:
        """The index of these entries; `ways` are all questions that ask each, by its id."""
        texts = {
            entry.id: [
                names.shortened(text)
                for text in (entry.question, *ways.get(entry.id, ()), *(s.text for s in entry.statements))
            ]
            for entry in entries
        }
        spoken = {
            name: dict.fromkeys(term for text in said for term in analyzer.terms(text))
            for name, said in texts.items()
        }
        return cls(
            saved={entry.id: _saved(entry) for entry in entries},
            terms={name: " ".join(terms) for name, terms in spoken.items()},
            spread=Counter(term for terms in spoken.values() for term in terms),
            called=_called(text for said in texts.values() for text in said),
            names=names,
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that `save` wrote; raises IndexDamagedError where the file is not that."""
        try:
            head, *entries = (folder / FILE_NAME).read_text("utf-8").rstrip("\n").split("\n")
            saved = json.loads(head)
            names = Names(tuple((short, full) for short, full in saved["names"]))
            called = frozenset(saved["called"])
            by_id = dict(zip(saved["ids"], entries, strict=True))
            return cls(by_id, saved["terms"], saved["spread"], called, names)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"De antwoordenbank in {folder} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, folder: Path) -> None:
        """Writes what the entries speak of, and then each entry on a line."""
        saved = {
            "ids": list(self.saved),
            "terms": self.terms,
            "spread": self.spread,
            "called": sorted(self.called),
            "names": self.names.pairs,
        }
        lines = (json.dumps(saved, ensure_ascii=False), *self.saved.values())
        (folder / FILE_NAME).write_text("\n".join(lines) + "\n", "utf-8")

    def entry(self, entry_id: str) -> BankEntry | None:
        """An entry by its id; None for one that does not serve."""
        saved = self.saved.get(entry_id)
        return _entry(json.loads(saved)) if saved is not None else None

    def terms_of(self, entry_id: str) -> frozenset[str]:
        """The terms of which an entry speaks."""
        return frozenset(self.terms.get(entry_id, "").split())

    def called_in(self, text: str) -> frozenset[str]:
        """The words of a text that are names, folded, each name in its short form."""
        parts = (part for word in words(self.names.shortened(text)) for part in word.split("-"))
        return frozenset(fold(part) for part in parts) & self.called

    def weight(self, term: str) -> float:
        """How much a term tells entries apart: idf over the entries (Robertson 1994), highest for none's."""
        frequency = self.spread.get(term, 0)
        return math.log(1 + (len(self.saved) - frequency + 0.5) / (frequency + 0.5))


def _called(texts: Iterable[str]) -> frozenset[str]:
    """The words, folded, that are more often written as names than in small letters: not the "Het" of one."""
    named: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text in texts:
        named.update(fold(name) for name in facts_of(text).names)
        plain.update(fold(word) for word in words(text) if word.islower())
    return frozenset(name for name, times in named.items() if times > plain[name])


def _saved(entry: BankEntry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False)


def _entry(saved: SavedEntry) -> BankEntry:
    review = saved["review"]
    return BankEntry(
        id=saved["id"],
        subject=saved["subject"],
        question=saved["question"],
        status=Status(saved["status"]),
        statements=tuple(
            BankStatement(text=s["text"], claims=_claims(s["claims"]), layout=Layout(s["layout"]))
            for s in saved["statements"]
        ),
        related=_claims(saved["related"]),
        missing=tuple(saved["missing"]),
        ask=saved["ask"],
        notices=tuple(saved["notices"]),
        see_also=tuple(saved["see_also"]),
        review=Review(**review) if review else None,
    )


def _claims(saved: Iterable[SavedClaim]) -> tuple[ClaimedCitation, ...]:
    return tuple(ClaimedCitation(**claim) for claim in saved)
