"""How a question becomes an answer: the steps, in order, in `Assistant.ask`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sro_assistant.answer.bank import AnswerBank, FromBank
from sro_assistant.answer.decide import is_greeting, is_misuse, is_task
from sro_assistant.answer.decline import Decliner
from sro_assistant.answer.generate.writing import AnswerWriter, NoWriter
from sro_assistant.answer.missing import asks_only_whether_open, missing_parts
from sro_assistant.answer.notices import age_notices, filter_notices
from sro_assistant.answer.ordinals import item_at, place_of
from sro_assistant.answer.parts import Part, parts_of
from sro_assistant.answer.reread import Rereader, reworded_notices
from sro_assistant.answer.seek import Findings, Seeker, Told
from sro_assistant.answer.signals import Signals
from sro_assistant.answer.whole import Teller, Whole
from sro_assistant.domain import (
    Answer,
    Document,
    Filters,
    Mode,
    Passage,
    Query,
    RetrievedPassage,
    Status,
    Turn,
)
from sro_assistant.domain.bank import AskedEntry
from sro_assistant.dutch.spelling import Speller
from sro_assistant.index.generation import Generation, Health
from sro_assistant.ports import Encoder
from sro_assistant.retrieve.evidence import EvidenceFinder
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.probe import Prober
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.search import HybridRetriever
from sro_assistant.retrieve.wording import Wordings

if TYPE_CHECKING:
    from sro_assistant.answer.generate.opening import Writing
    from sro_assistant.answer.generate.reword import Rewording
    from sro_assistant.grounding.proof import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question as it is put to the assistant."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.AUTO
    bank: bool = True


class Assistant:
    """Answers questions from one generation of the index."""

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
        contact: str,
        *,
        bank: bool = True,
        writing: "Writing | None" = None,
    ) -> None:
        """An assistant on an opened generation.

        `bank` false leaves its answer bank out for good; `writing` has a language model word the answers.
        """
        self._opened = generation
        self._encoder = encoder
        self._library = Library(generation.texts)
        prober = Prober(generation.analyzer, encoder)
        self._finder = EvidenceFinder(generation, prober)
        speller = Speller(generation.vocabulary, self._finder.knows)
        wordings = Wordings(generation.lexicon, generation.phrasebook, speller)
        sources = [document.source for document in self._library.documents()]
        self._reader = QueryReader(generation.analyzer, wordings, sources)
        self._rereader = Rereader(self._rewording(writing), self._reader, wordings)
        self._retriever = HybridRetriever(generation, prober)
        self._seeker = Seeker(self._retriever, self._finder, self._library)
        self._teller = Teller(self._seeker, self._reader)
        self._decline = Decliner(contact)
        self._bank = AnswerBank(generation, self._retriever.asked, self._library) if bank else None
        self._writer = self._open_writer(writing)

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._opened.name

    def health(self) -> Health:
        """Which generation answers and, where a newer one was refused, why; how the language model is."""
        return replace(self._opened.health, model=self._writer.state)

    def ask(self, request: Request) -> Answer:
        """The answer to a question; raises InputError where it, or a filter, cannot be read."""
        query = self._read(request)
        if is_misuse(query.question):
            return self._decline.refused(query)
        if is_greeting(query.question):
            return self._decline.greeted(query)
        if is_task(query.question):
            return self._decline.out_of_scope(query)
        history = request.history
        query, request = self._reread(query, request)
        notices = (*query.notices, *filter_notices(query.filters, self._library.documents()))
        if not self._retriever.admits_any(query.filters):
            return self._decline.nothing_to_search(query, notices)
        parts = parts_of(query.meant)
        told = self._seeker.tell(query)
        prepared = FromBank() if parts else self._look(query, told, request, notices)
        if prepared.answer is not None:
            answer = replace(prepared.answer, retrieved=told.found.retrieved)
        else:
            whole = self._whole(query, told, prepared, parts, request)
            answer = self._from_sources(query, told, whole, notices)
            answer = replace(answer, suggestions=(*prepared.suggestions, *answer.suggestions))
        return self._writer.written(answer, request.mode, notices, history)

    def _look(self, query: Query, told: Told, request: Request, notices: tuple[str, ...]) -> FromBank:
        """What the answer bank has for a query, where a request doesn't leave it out."""
        return self._bank.look(query, told, notices) if self._bank and request.bank else FromBank()

    def _whole(
        self, query: Query, told: Told, prepared: FromBank, parts: Sequence[Part], request: Request
    ) -> Whole:
        """What the sources tell to a question, completed from the bank."""
        whole = self._teller.tell(
            query, told, parts, request.history, lambda part, said: self._look(part, said, request, ())
        )
        more, notices = prepared.completion.beside(whole.statements)
        return replace(whole, statements=(*whole.statements, *more), notices=(*whole.notices, *notices))

    def _from_sources(self, query: Query, told: Told, whole: Whole, notices: tuple[str, ...]) -> Answer:
        """What the sources themselves answer; `notices` is what the reader is told anyway."""
        statements = whole.statements
        if not statements and told.verdict is Status.OUT_OF_SCOPE:
            return self._decline.out_of_scope(query, told.found.retrieved, reworded_notices(query))
        is_open_asked = asks_only_whether_open(query.dutch)
        if not statements or is_open_asked:
            related = self._seeker.nearest(told.found)
            notices = (*age_notices(related), *notices)
            missing = missing_parts(query.question, related) if is_open_asked else ()
            return self._decline.not_found(query, related, told.found.retrieved, notices, missing)
        missing = (*whole.missing, *missing_parts(query.question, statements))
        return Answer(
            question=query.question,
            status=Status.PARTIAL if missing else Status.ANSWERED,
            mode=Mode.EXTRACTIVE,
            query=query,
            statements=statements,
            missing=missing,
            notices=tuple(dict.fromkeys((*whole.notices, *age_notices(statements), *notices))),
            retrieved=told.found.retrieved,
        )

    def search(
        self,
        text: str,
        limit: int,
        filters: Filters,
        *,
        history: tuple[Turn, ...] = (),
        expected: bool = True,
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The retrieval stage alone: the query as it was read, and at most `limit` passages, best first.

        `expected` false leaves the channel of expected questions out.
        """
        query = self._read(Request(question=text, history=history, filters=filters))
        parts = [self._teller.read(part, query, history) for part in parts_of(query.meant)]
        return query, self._retriever.retrieve_parts(query, parts, limit, expected=expected)

    def nearest_prepared(self, question: str) -> AskedEntry | None:
        """The question of the answer bank that is nearest to one; None without a bank."""
        return self._bank.nearest(self._reader.read(question)) if self._bank else None

    def signals(self, request: Request) -> Signals | None:
        """What tells whether the sources answer a question; None where nothing at all was found."""
        return self._seeker.signals(self._read(request))

    def weighed(self, request: Request) -> Findings:
        """What was found for a question: passages, and their sentences, those that answer best first."""
        return self._seeker.find(self._read(request))

    def proof(self) -> "Proof":
        """What sentences that somebody worded anew are held against their quotes with."""
        from sro_assistant.answer.generate.opening import bearing_on  # noqa: PLC0415 - few questions need it
        from sro_assistant.grounding.proof import Proof  # noqa: PLC0415 - as above

        bearing = bearing_on(self._opened, self._encoder, self._library)
        return Proof(names=self._opened.bank.names, bearing=bearing)

    def documents(self) -> tuple[Document, ...]:
        """The documents that serve, in the manifest's order."""
        return self._library.documents()

    def document(self, document_id: str) -> Document:
        """A document by its id or that of one of its copies; raises NotFoundError."""
        return self._library.document(document_id)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id; raises NotFoundError."""
        return self._library.passage(passage_id)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages in reading order; raises NotFoundError."""
        return self._library.passages(document_id)

    def close(self) -> None:
        """Lets go of the index."""
        self._opened.close()

    def _rewording(self, writing: "Writing | None") -> "Rewording | None":
        if writing is None:
            return None
        from sro_assistant.answer.generate.opening import open_rewording  # noqa: PLC0415 - few have a model

        return open_rewording(writing, self._opened)

    def _open_writer(self, writing: "Writing | None") -> AnswerWriter:
        if writing is None:
            return NoWriter()
        from sro_assistant.answer.generate.opening import open_writer  # noqa: PLC0415 - few have a model

        opened, encoder = self._opened, self._encoder
        return open_writer(writing, opened, encoder, self._library, self._retriever, self._decline)

    def _read(self, request: Request) -> Query:
        filters = self._library.checked(request.filters)
        place = place_of(request.question) if request.history else None
        meant = None if place is None else self._item_before(place, request.history, filters)
        if meant is None:
            return self._reader.read(request.question, request.history, filters)
        return self._reader.read(request.question, (Turn(question=meant),), filters, leaning=True)

    def _reread(self, query: Query, request: Request) -> tuple[Query, Request]:
        """The query as a language model reads it, with nothing before it; or both as they are."""
        if request.mode is Mode.EXTRACTIVE:
            return query, request
        anew = self._rereader.reread(query, request.history)
        return anew, request if anew is query else replace(request, history=())

    def _item_before(self, place: int, history: tuple[Turn, ...], filters: Filters) -> str | None:
        """What stands at a place of the list that the turn before asked for; None where there is none."""
        *earlier, last = history
        told = self._seeker.tell(self._reader.read(last.question, earlier, filters))
        return item_at(place, last.question, told.statements)
