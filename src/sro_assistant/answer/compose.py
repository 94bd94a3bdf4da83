"""How a question becomes an answer: the steps, in order, in `Assistant.ask`."""

from dataclasses import dataclass, field

from sro_assistant.answer.decide import decide, is_misuse
from sro_assistant.answer.decline import Decliner
from sro_assistant.answer.draft import Draft
from sro_assistant.answer.extract import draft_answer, draft_nearest
from sro_assistant.answer.intent import Intent, intent_of
from sro_assistant.answer.missing import missing_parts
from sro_assistant.answer.notices import age_notices, filter_notices
from sro_assistant.answer.rank import Scored, ranked
from sro_assistant.domain import (
    Answer,
    Document,
    Filters,
    Mode,
    Passage,
    Query,
    RetrievedPassage,
    Statement,
    Status,
    Turn,
)
from sro_assistant.dutch.spelling import Speller
from sro_assistant.grounding.verify import Shown, state
from sro_assistant.index.generation import Generation, Health
from sro_assistant.ports import Encoder
from sro_assistant.retrieve.evidence import EvidenceFinder
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.search import HybridRetriever
from sro_assistant.retrieve.wording import Wordings

READ = 8
"""How many passages are read for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question as it is put to the assistant."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.AUTO
    bank: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found for a query: passages, their weighed sentences, and the texts to quote from."""

    query: Query
    intent: Intent
    retrieved: tuple[RetrievedPassage, ...]
    scored: Scored
    readable: tuple[Passage, ...]
    shown: Shown


class Assistant:
    """Answers questions from one generation of the index."""

    def __init__(self, generation: Generation, encoder: Encoder, contact: str) -> None:
        self._opened = generation
        self._library = Library(generation.texts)
        self._finder = EvidenceFinder(generation, encoder)
        self._reader = QueryReader(
            generation.analyzer,
            Wordings(
                generation.lexicon,
                generation.phrasebook,
                Speller(generation.vocabulary, self._finder.knows),
            ),
            [document.source for document in self._library.documents()],
        )
        self._retriever = HybridRetriever(generation, encoder)
        self._documents = {d.source.id: d for d in self._library.documents()}
        self._decline = Decliner(contact)

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._opened.name

    def health(self) -> Health:
        """Which generation answers and, where a newer one was refused, why."""
        return self._opened.health

    def ask(self, request: Request) -> Answer:
        """The answer to a question; raises InputError where it, or a filter, cannot be read."""
        query = self._read(request)
        notices = (*query.notices, *filter_notices(query.filters, self._library.documents()))
        if is_misuse(query.question):
            return self._decline.refused(query)
        if not self._retriever.documents(query):
            return self._decline.nothing_to_search(query, notices)
        found = self._find(query)
        verdict = decide(query.dutch, self._finder.familiarity(query), found.scored)
        if verdict is Status.OUT_OF_SCOPE:
            return self._decline.out_of_scope(query)
        statements = self._prove(self._draft(found), found)
        if verdict is Status.NOT_FOUND or not statements:
            related = self._prove(draft_nearest(found.scored, found.readable), found)
            notices = (*age_notices(related), *notices)
            return self._decline.not_found(query, related, found.retrieved, notices)
        missing = missing_parts(query.question, statements)
        return Answer(
            question=query.question,
            status=Status.PARTIAL if missing else Status.ANSWERED,
            mode=Mode.EXTRACTIVE,
            query=query,
            statements=statements,
            missing=missing,
            notices=(*age_notices(statements), *notices),
            retrieved=found.retrieved,
        )

    def search(
        self, text: str, limit: int, filters: Filters, *, expected: bool = True
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The retrieval stage alone: the query as it was read, and at most `limit` passages, best first.

        `expected` false leaves the channel of expected questions out.
        """
        query = self._read(Request(question=text, filters=filters))
        return query, self._retriever.retrieve(query, limit, expected=expected)

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

    def _read(self, request: Request) -> Query:
        return self._reader.read(request.question, request.history, self._library.checked(request.filters))

    def _find(self, query: Query) -> Findings:
        retrieved = self._retriever.retrieve(query, READ)
        documents = self._documents
        intent = intent_of(query.meant, query.dutch)
        cited = dict.fromkeys(r.passage.document_id for r in retrieved)
        # A list may run on in the next passage: every passage of a retrieved document may be quoted.
        readable = tuple(p for document_id in cited for p in self._library.passages(document_id))
        return Findings(
            query=query,
            intent=intent,
            retrieved=retrieved,
            scored=ranked(self._finder.find(query, retrieved, documents), intent, query),
            readable=readable,
            shown=Shown(readable, documents),
        )

    def _draft(self, found: Findings) -> Draft:
        return draft_answer(found.query, found.intent, found.scored, found.readable, self._finder.terms_of)

    def _prove(self, draft: Draft, found: Findings) -> tuple[Statement, ...]:
        """What stands after the check; a statement that it refuses is left out."""
        outcomes = (
            state(s.text, s.claims, found.shown, layout=s.layout, frame=s.frame, heading=s.heading)
            for s in draft.statements
        )
        return tuple(outcome for outcome in outcomes if isinstance(outcome, Statement))
