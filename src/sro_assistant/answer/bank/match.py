"""Which entry of the answer bank a question asks: surely, perhaps, or none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from sro_assistant.answer.bank.agreement import is_contested, names_nobody
from sro_assistant.answer.bank.forms import sought_in
from sro_assistant.answer.bank.guards import asks_otherwise, speaks_of_other
from sro_assistant.answer.lists import TermsOf
from sro_assistant.answer.parts import sides_of
from sro_assistant.answer.seek import Told
from sro_assistant.domain import Query, Status
from sro_assistant.domain.bank import AskedEntry, BankEntry
from sro_assistant.dutch.words import fold, words
from sro_assistant.index.bank import BankIndex

NEAREST = 24
"""How many questions of entries are looked at."""

WORDING = 0.2
"""The share that all words have in the similarity, beside that of the channel; they count those too that say
nothing of a subject: "zit … voor". Where all words are the same, the question is."""

ALL = 0.999
"""The share that is all, rounding apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An entry with how near a query is to it.

    `differs` where the two contradict each other, `contested` where the sources speak against the entry.
    """

    entry: BankEntry
    question: str
    similarity: float
    covered: float
    told: float
    differs: bool
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When an entry is given, chosen on the bank itself: see docs/adr/0011.

    `similarity` is that of the query and the entry's nearest question; `covered` the share of the
    query's weight of which the entry speaks; `told` the share of that question's weight which the query
    has, and `both` the sum of the two: what one leaves open the other must make up for. Where the entry
    speaks of all that is asked, a sum of `whole` will do; where the sources speak against it, and the
    similarity is less than `surely`, it must be `against`. `margin` is how much nearer the entry must be
    than the next. From `near` on an entry is suggested.
    """

    similarity: float = 0.4
    covered: float = 0.6
    told: float = 0.3
    both: float = 1.7
    whole: float = 1.5
    against: float = 1.9
    surely: float = 0.8
    margin: float = 0.03
    near: float = 0.4

    def admit(self, found: Weighed, ahead: float) -> bool:
        """Whether an entry is given that is `ahead` of the next in similarity."""
        is_silent = found.entry.status is Status.NOT_FOUND
        needed = self.whole if found.covered >= ALL and not is_silent else self.both
        if found.contested and found.similarity < self.surely:
            needed = self.against
        return (
            found.similarity >= self.similarity
            and found.covered >= self.covered
            and found.told >= self.told
            and found.covered + found.told >= needed
            and ahead >= self.margin
        )


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

    def weigh(self, query: Query, asked: AskedEntry, told: Told | None = None) -> Weighed | None:
        """The entry with its figures; None for one that does not serve.

        `told` is what the sources themselves say to the query, where that is known.
        """
        entry = self.bank.entry(asked.entry)
        if entry is None:
            return None
        speaks_of = self._spoken_by(entry, query)
        said = {*self._terms(query.dutch), *self._terms(query.resolved)}
        said.update(chain.from_iterable(self._twins(query).values()))
        alike = self._likeness(query, asked.question)
        return Weighed(
            entry=entry,
            question=asked.question,
            similarity=1.0 if alike == 1 else (1 - WORDING) * asked.similarity + WORDING * alike,
            covered=self.covered(query, entry),
            told=self._share(self._terms(asked.question), said.__contains__),
            differs=alike < 1
            and (
                self._differs(query, asked.question, entry, speaks_of)
                or (told is not None and names_nobody(entry, told))
            ),
            contested=alike < 1 and told is not None and is_contested(entry, told),
        )

    def covered(self, query: Query, entry: BankEntry) -> float:
        """The share of a query's weight of which an entry speaks, 0..1."""
        speaks_of = self._spoken_by(entry, query)
        # The gloss of a foreign question may leave words that no entry has.
        return max(self._share(self._terms(text), speaks_of) for text in (query.dutch, query.resolved))

    def lacks_a_name(self, query: Query, entry: BankEntry) -> bool:
        """Whether a query has a name of which an entry does not speak."""
        speaks_of = self._spoken_by(entry, query)
        said = (self._terms(name) for name in self.bank.called_in(query.dutch))
        return any(terms and not any(map(speaks_of, terms)) for terms in said)

    def compares_others(self, query: Query, entry: BankEntry) -> bool:
        """Whether a query compares things that it names, and an entry asks of others only."""
        if sides_of(query.dutch) is None:
            return False
        ways = (entry.question, *self.ways_of(entry.id))
        asked = frozenset(chain.from_iterable(map(self.bank.called_in, ways)))
        said = self.bank.called_in(query.dutch)
        for phrase in chain.from_iterable(query.expansions.values()):
            said |= self.bank.called_in(phrase)
        return bool(asked) and bool(said) and asked.isdisjoint(said)

    def _differs(self, query: Query, way: str, entry: BankEntry, speaks_of: Callable[[str], bool]) -> bool:
        """Whether an entry that `way` asks cannot answer a query."""
        sought = self._terms(sought_in(query.dutch))
        return (
            # An entry that has no word on tasks tells none.
            (bool(sought) and not any(map(speaks_of, sought)))
            or asks_otherwise(query, way, self.ways_of(entry.id), entry)
            or speaks_of_other(query, way, entry, self.bank.called_in)
            or self.lacks_a_name(query, entry)
        )

    def _spoken_by(self, entry: BankEntry, query: Query) -> Callable[[str], bool]:
        """Tells of a query's term whether an entry speaks of it, or of all that it may also be called."""
        spoken = set(self.bank.terms_of(entry.id))
        for typed, phrases in query.expansions.items():
            if any(spoken.issuperset(self._terms(phrase)) for phrase in phrases):
                spoken.update(self._terms(typed))
        return spoken.__contains__

    def _twins(self, query: Query) -> dict[str, set[str]]:
        """By each term that was typed, those of what it may also be called."""
        twins: dict[str, set[str]] = {}
        for typed, phrases in query.expansions.items():
            others = {term for phrase in phrases for term in self._terms(phrase)}
            for term in self._terms(typed):
                twins.setdefault(term, set()).update(others)
        return twins

    def _likeness(self, query: Query, question: str) -> float:
        """The share of their words that a query and a question have in common (Dice), 0..1."""
        there = self._words(question)
        said = (self._words(query.dutch), self._words(query.resolved))
        return max(2 * len(here & there) / (len(here) + len(there) or 1) for here in said)

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(fold(word) for word in words(self.bank.names.shortened(text)))

    def _terms(self, text: str) -> Sequence[str]:
        """The terms of a text in which each name is said short."""
        return self.terms_of(self.bank.names.shortened(text))

    def _share(self, terms: Iterable[str], counts: Callable[[str], bool]) -> float:
        """The share of the terms' weight that counts, 0..1; none of nothing."""
        weights = {term: self.bank.weight(term) for term in dict.fromkeys(terms)}
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
    if limits.admit(first, ahead):
        return Matches(sure=first.entry)
    return Matches(near=tuple(each.entry for each in fitting if each.similarity >= limits.near))
