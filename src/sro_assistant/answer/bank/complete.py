"""What the bank adds to an answer of the sources: what a prepared answer on the same sentences says more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer import phrases
from sro_assistant.answer.bank.agreement import stands_on
from sro_assistant.answer.bank.guards import lacks_form
from sro_assistant.answer.bank.match import Scales
from sro_assistant.answer.seek import Told
from sro_assistant.domain import Citation, Query, Statement, Status
from sro_assistant.domain.bank import AskedEntry, BankEntry

NEAREST = 120
"""Among how many questions of entries one is looked for that completes an answer."""
ENTRIES = 40
FITTEST = 3
"""How many of the entries that fit best are looked at."""
ASKED = 2.0
"""What the similarity to an entry's question counts, beside the share of the question of which it speaks."""

StatementsOf = Callable[[BankEntry], Sequence[Statement] | None]
"""Gives the statements of an entry, proven once more; None where one no longer stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A prepared answer beside that of the sources: its statements, and what a reader of them is told."""

    statements: tuple[Statement, ...] = ()
    notices: tuple[str, ...] = ()

    def beside(self, told: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
        """The statements that rest on more than `told` cites, under a lead-in, with the notices.

        Nothing where there are none, or where nothing was told.
        """
        cited = [citation for statement in told for citation in statement.citations]
        new = [s for s in self.statements if not all(_is_cited(c, cited) for c in s.citations)]
        if not told or not new:
            return (), ()
        return (replace(new[0], frame=phrases.COMPLETED), *new[1:]), self.notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Completer:
    """Finds the entry that completes what the sources told."""

    scales: Scales
    statements_of: StatementsOf

    def complete(self, query: Query, asked: Sequence[AskedEntry], told: Told) -> Completion:
        """The first of the entries that fit best which stands on what the sources told; or nothing.

        It speaks of every name in the query, has the form that is asked for, and compares nothing else.
        """
        if not told.statements:
            return Completion()
        fittest = sorted(self._fitting(query, asked), key=lambda pair: -pair[0])[:FITTEST]
        for _, entry in fittest:
            if self._may_answer(query, entry) and stands_on(entry, told):
                statements = self.statements_of(entry) or ()
                notices = (phrases.completed(entry.review), *entry.notices)
                return Completion(statements=tuple(statements), notices=notices)
        return Completion()

    def _fitting(self, query: Query, asked: Sequence[AskedEntry]) -> Iterator[tuple[float, BankEntry]]:
        """The entries nearest to a query that tell something, each with how well it fits."""
        nearest: dict[str, AskedEntry] = {}
        for each in asked:
            nearest.setdefault(each.entry, each)
        for each in list(nearest.values())[:ENTRIES]:
            entry = self.scales.bank.entry(each.entry)
            if entry is not None and entry.status is not Status.NOT_FOUND:
                yield ASKED * each.similarity + self.scales.covered(query, entry), entry

    def _may_answer(self, query: Query, entry: BankEntry) -> bool:
        return not (
            self.scales.compares_others(query, entry)
            or self.scales.lacks_a_name(query, entry)
            or lacks_form(query, entry)
        )


def _is_cited(citation: Citation, cited: Iterable[Citation]) -> bool:
    return any(
        citation.document.source.id == other.document.source.id
        and other.span.start <= citation.span.start
        and citation.span.end <= other.span.end
        for other in cited
    )
