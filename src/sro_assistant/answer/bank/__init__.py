"""The answer bank: given when a question surely asks what was answered beforehand, suggested when perhaps."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sro_assistant.answer import phrases
from sro_assistant.answer.bank.complete import NEAREST as NEAREST_COMPLETING
from sro_assistant.answer.bank.complete import Completer, Completion
from sro_assistant.answer.bank.give import SUGGESTIONS, answer_from, statements_of
from sro_assistant.answer.bank.match import NEAREST, Matches, Scales, judged
from sro_assistant.answer.seek import Told
from sro_assistant.domain import Answer, Query, Statement, document_id_of
from sro_assistant.domain.bank import AskedEntry, BankEntry
from sro_assistant.grounding.verify import Shown
from sro_assistant.index.generation import Generation
from sro_assistant.retrieve.asked import AskedChannel
from sro_assistant.retrieve.library import Library

__all__ = ["AnswerBank", "FromBank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromBank:
    """What the bank has for a query: an answer, or what completes another, or questions that may be meant."""

    answer: Answer | None = None
    completion: Completion = field(default_factory=Completion)
    suggestions: tuple[str, ...] = ()


class AnswerBank:
    """The answer bank of one generation."""

    def __init__(self, generation: Generation, channel: AskedChannel, library: Library) -> None:
        self._index = generation.bank
        self._questions = generation.questions
        self._channel = channel
        self._library = library
        self._scales = Scales(bank=generation.bank, terms_of=generation.analyzer.terms, ways_of=self._ways_of)
        self._completer = Completer(scales=self._scales, statements_of=self._statements)

    def look(self, query: Query, told: Told, notices: Sequence[str]) -> FromBank:
        """What the bank has for a query, beside what the sources told.

        `notices` is what its reader is told anyway.
        """
        matches = self.match(query, told)
        if matches.sure is not None:
            return FromBank(answer=self._answer(matches.sure, query, notices))
        return FromBank(
            completion=self._completion(query, told),
            suggestions=tuple(phrases.do_you_mean(e.question) for e in matches.near[:SUGGESTIONS]),
        )

    def match(self, query: Query, told: Told) -> Matches:
        """The entries that a query asks, of those that its filters and the documents it names admit.

        `told` is what the sources themselves say to it.
        """
        asked = self._channel.entries(query, NEAREST)
        weighed = (self._scales.weigh(query, each, told) for each in asked)
        return judged([each for each in weighed if each and self._is_admitted(each.entry, query)])

    def nearest(self, query: Query) -> AskedEntry | None:
        """The question nearest to a query; None in an empty bank."""
        return next(iter(self._channel.entries(query, 1)), None)

    def _completion(self, query: Query, told: Told) -> Completion:
        asked = self._channel.entries(query, NEAREST_COMPLETING)
        entries = ((each, self._index.entry(each.entry)) for each in asked)
        admitted = [each for each, entry in entries if entry and self._is_admitted(entry, query)]
        return self._completer.complete(query, admitted, told)

    def _ways_of(self, entry_id: str) -> tuple[str, ...]:
        rows = self._questions.rows_by_entry.get(entry_id, ())
        return tuple(self._questions.questions.texts[row] for row in rows)

    def _is_admitted(self, entry: BankEntry, query: Query) -> bool:
        """Whether the query's filters admit every document of an entry, and what it names is one of them."""
        sources = [self._library.document(name).source for name in _documents(entry)]
        is_named = not query.named_documents or any(s.id in query.named_documents for s in sources)
        return is_named and all(query.filters.admits(source) for source in sources)

    def _answer(self, entry: BankEntry, query: Query, notices: Sequence[str]) -> Answer | None:
        others = (self._index.entry(name) for name in entry.see_also)
        related = [other for other in others if other is not None]
        return answer_from(entry, query, self._shown(entry), notices, related)

    def _statements(self, entry: BankEntry) -> tuple[Statement, ...] | None:
        return statements_of(entry, self._shown(entry))

    def _shown(self, entry: BankEntry) -> Shown:
        """The passages that an entry quotes."""
        passages = [self._library.passage(claim.passage_id) for claim in entry.claims]
        documents = {name: self._library.document(name) for name in _documents(entry)}
        return Shown(passages, documents, self._index.names)


def _documents(entry: BankEntry) -> tuple[str, ...]:
    """The ids of the documents that an entry quotes."""
    return tuple(dict.fromkeys(document_id_of(claim.passage_id) for claim in entry.claims))
