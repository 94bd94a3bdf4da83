"""Which entry of the answer bank a question asks: surely, perhaps, or none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sro_assistant.answer.bank.guards import asks_otherwise, speaks_of_other
from sro_assistant.answer.lists import TermsOf
from sro_assistant.domain import Query
from sro_assistant.domain.bank import AskedEntry, BankEntry
from sro_assistant.dutch.words import fold, words
from sro_assistant.index.bank import BankIndex

NEAREST = 24
"""How many questions of entries are looked at."""

WORDING = 0.2
"""The share of the similarity that all words have, those too that say nothing of a subject: "zit … voor"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When an entry is given, chosen on the bank itself: see docs/adr/0011.

    `similarity` is that of the query and the entry's nearest question; `covered` the share of the
    query's weight of which the entry speaks; `told` the share of that question's weight which the query
    has, and `both` the sum of the two: what one leaves open the other must make up for. `margin` is how
    much nearer the entry must be than the next. From `near` on an entry is suggested.
    """

    similarity: float = 0.4
    covered: float = 0.6
    told: float = 0.3
    both: float = 1.7
    margin: float = 0.03
    near: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An entry with how near a query is to it; `differs` where the two contradict each other."""

    entry: BankEntry
    question: str
    similarity: float
    covered: float
    told: float
    differs: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """The entry that a query asks surely, if any, and those that it may mean, best first."""

    sure: BankEntry | None = None
    near: tuple[BankEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What the nearness of a query and an entry is weighed with."""

    bank: BankIndex
    terms_of: TermsOf
    ways_of: Callable[[str], Sequence[str]]

    def weigh(self, query: Query, asked: AskedEntry) -> Weighed | None:
        """The entry with its figures; None for one that does not serve."""
        entry = self.bank.entry(asked.entry)
        if entry is None:
            return None
        typed = dict.fromkeys(self._terms(query.dutch))
        also = self._twins(query)
        spoken = self.bank.terms_of(entry.id)
        said = {*typed, *self._terms(query.resolved), *(t for terms in also.values() for t in terms)}
        question = dict.fromkeys(self._terms(asked.question))
        return Weighed(
            entry=entry,
            question=asked.question,
            similarity=self._similarity(query, asked),
            covered=self._share(typed, lambda term: term in spoken or bool(also.get(term, set()) & spoken)),
            told=self._share(question, said.__contains__),
            differs=asks_otherwise(query, asked.question, self.ways_of(entry.id), entry)
            or speaks_of_other(query, asked.question, entry, self.bank.called_in),
        )

    def _twins(self, query: Query) -> dict[str, set[str]]:
        """By each term that was typed, those of what it may also be called."""
        twins: dict[str, set[str]] = {}
        for typed, phrases in query.expansions.items():
            others = {term for phrase in phrases for term in self._terms(phrase)}
            for term in self._terms(typed):
                twins.setdefault(term, set()).update(others)
        return twins

    def _similarity(self, query: Query, asked: AskedEntry) -> float:
        """How like a query and a question are, 0..1; 1 where both have the same words.

        The words that they have in common (Dice) weigh with the channel's similarity.
        """
        there = self._words(asked.question)
        said = (self._words(query.dutch), self._words(query.resolved))
        alike = max(2 * len(here & there) / (len(here) + len(there) or 1) for here in said)
        return 1.0 if alike == 1 else (1 - WORDING) * asked.similarity + WORDING * alike

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(fold(word) for word in words(self.bank.names.shortened(text)))

    def _terms(self, text: str) -> Sequence[str]:
        """The terms of a text in which each name is said short."""
        return self.terms_of(self.bank.names.shortened(text))

    def _share(self, terms: Iterable[str], counts: Callable[[str], bool]) -> float:
        """The share of the terms' weight that counts, 0..1; none of nothing."""
        weights = {term: self.bank.weight(term) for term in terms}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if counts(term)) / total if total else 0.0


def judged(weighed: Sequence[Weighed], limits: Thresholds | None = None) -> Matches:
    """What entries are to a query, by the nearest of their questions that does not contradict it."""
    limits = limits or Thresholds()
    nearest: dict[str, Weighed] = {}
    for each in sorted(weighed, key=lambda found: -found.similarity):
        if not each.differs:
            nearest.setdefault(each.entry.id, each)
    fitting = list(nearest.values())
    if not fitting:
        return Matches()
    first, *rivals = fitting
    ahead = first.similarity - (rivals[0].similarity if rivals else 0.0)
    if (
        first.similarity >= limits.similarity
        and first.covered >= limits.covered
        and first.told >= limits.told
        and first.covered + first.told >= limits.both
        and ahead >= limits.margin
    ):
        return Matches(sure=first.entry)
    return Matches(near=tuple(each.entry for each in fitting if each.similarity >= limits.near))
