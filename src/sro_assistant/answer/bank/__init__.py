"""The answer bank: given when a question surely asks what was answered beforehand, suggested when perhaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from sro_assistant.answer import phrases
from sro_assistant.answer.bank.give import SUGGESTIONS, answer_from
from sro_assistant.answer.bank.match import NEAREST, Matches, Scales, judged
from sro_assistant.domain import Answer, Query, document_id_of
from sro_assistant.domain.bank import AskedEntry, BankEntry
from sro_assistant.grounding.verify import Shown
from sro_assistant.index.generation import Generation
from sro_assistant.retrieve.asked import AskedChannel
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.probe import Prober

__all__ = ["AnswerBank", "FromBank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromBank:
    """What the bank has for a query: an answer, or questions that the reader may mean."""

    answer: Answer | None = None
    suggestions: tuple[str, ...] = ()


class AnswerBank:
    """The answer bank of one generation."""

    def __init__(self, generation: Generation, prober: Prober, library: Library) -> None:
        self._index = generation.bank
        self._questions = generation.questions
        self._channel = AskedChannel(generation.questions, prober, generation.bank.names)
        self._library = library
        self._scales = Scales(bank=generation.bank, terms_of=generation.analyzer.terms, ways_of=self._ways_of)

    def look(self, query: Query, notices: Sequence[str]) -> FromBank:
        """What the bank has for a query; `notices` is what its reader is told anyway."""
        matches = self.match(query)
        if matches.sure is not None:
            return FromBank(answer=self._answer(matches.sure, query, notices))
        return FromBank(
            suggestions=tuple(phrases.do_you_mean(e.question) for e in matches.near[:SUGGESTIONS])
        )

    def match(self, query: Query) -> Matches:
        """The entries that a query asks, of those that its filters and the documents it names admit."""
        asked = self._channel.entries(query, NEAREST)
        weighed = (self._scales.weigh(query, each) for each in asked)
        return judged([each for each in weighed if each and self._is_admitted(each.entry, query)])

    def nearest(self, query: Query) -> AskedEntry | None:
        """The question nearest to a query; None in an empty bank."""
        return next(iter(self._channel.entries(query, 1)), None)

    def _ways_of(self, entry_id: str) -> tuple[str, ...]:
        rows = self._questions.rows_by_entry.get(entry_id, ())
        return tuple(self._questions.questions[row].text for row in rows)

    def _is_admitted(self, entry: BankEntry, query: Query) -> bool:
        """Whether the query's filters admit every document of an entry, and what it names is one of them."""
        sources = [self._library.document(name).source for name in _documents(entry)]
        is_named = not query.named_documents or any(s.id in query.named_documents for s in sources)
        return is_named and all(query.filters.admits(source) for source in sources)

    def _answer(self, entry: BankEntry, query: Query, notices: Sequence[str]) -> Answer | None:
        passages = [self._library.passage(claim.passage_id) for claim in entry.claims]
        documents = {name: self._library.document(name) for name in _documents(entry)}
        shown = Shown(passages, documents, self._index.names)
        others = (self._index.entry(name) for name in entry.see_also)
        return answer_from(entry, query, shown, notices, [other for other in others if other is not None])


def _documents(entry: BankEntry) -> tuple[str, ...]:
    """The ids of the documents that an entry quotes."""
    return tuple(dict.fromkeys(document_id_of(claim.passage_id) for claim in entry.claims))
