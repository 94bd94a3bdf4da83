"""A small assistant over one invented source, for every face."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from fastapi.testclient import TestClient
from samples import source_file

from sro_assistant.answer.compose import Request
from sro_assistant.domain import (
    Answer,
    Channel,
    Citation,
    Document,
    Filters,
    Language,
    Layout,
    ListBlock,
    Mode,
    Passage,
    Query,
    RetrievedPassage,
    Section,
    Span,
    Statement,
    Status,
    Validity,
    Why,
)
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.index.generation import Health
from sro_assistant.retrieve.question import checked_question
from sro_assistant.serve.application import create_app
from sro_assistant.settings import Settings

HEADING = "Rollen van de Board"
FACT = "De Board bestaat uit <b>enerzijds</b> de Vlaamse overheid en *anderzijds* de steden."
INTRO = "De Board heeft deze rollen:"
FIRST = "de strategie bepalen"
SECOND = "de middelen verdelen"
TEXT = f"{HEADING}\n{FACT}\n{INTRO}\n1. {FIRST}\n2. {SECOND}\nSlot & einde.\n"


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SOURCE = source_file(
    title="De <nota> & meer",
    publisher="Smart Region Office",
    url="https://www.vlaanderen.be/nota",
    published="2020-07-17",
    kind="strategienota",
    validity=Validity.HISTORICAL,
    validity_reason="De nota is van 2020.",
)
DOCUMENT = Document(
    source=SOURCE,
    text=TEXT,
    sections=(Section(heading=HEADING, level=1, span=Span(0, len(TEXT)), path=(HEADING,), page=5),),
    lists=(ListBlock(intro=span_of(INTRO), items=(span_of(FIRST), span_of(SECOND)), ordered=True),),
    sentences=(span_of(FACT), span_of(INTRO), span_of(FIRST), span_of(SECOND)),
    copies=("nota_pdf",),
)


def _passage(number: int, start: int, end: int) -> Passage:
    return Passage(
        id=f"nota:{number:04d}",
        document_id="nota",
        start=start,
        end=end,
        headings=(HEADING,),
        page=5,
        text=TEXT[start:end],
    )


PASSAGES = (
    _passage(1, span_of(FACT).start, span_of(FACT).end),
    _passage(2, span_of(INTRO).start, span_of(SECOND).end),
)


def cite(words: str) -> Citation:
    span = span_of(words)
    passage = next(p for p in PASSAGES if p.span.contains(span))
    return Citation(document=DOCUMENT, passage=passage, span=span)


def query_of(question: str) -> Query:
    return Query(
        question=question,
        meant=question,
        resolved=question,
        dutch=question,
        language=Language.DUTCH,
        terms={"board": 1.0},
    )


ANSWER = Answer(
    question="Wie zit er in de Board?",
    status=Status.PARTIAL,
    mode=Mode.EXTRACTIVE,
    query=query_of("Wie zit er in de Board?"),
    statements=(
        Statement(text=FACT, citations=(cite(FACT),)),
        Statement(
            text=FIRST, citations=(cite(FIRST),), layout=Layout.ITEM, frame="De nota van 2020 noemt 2 rollen:"
        ),
        Statement(text=SECOND, citations=(cite(SECOND), cite(FACT)), layout=Layout.ITEM),
    ),
    missing=("wie de voorzitter is",),
    notices=("De nota is van 2020.",),
    suggestions=("Wat doet de Board?", "Vraag naar een programma."),
)
DECLINED = Answer(
    question="Wie is de voorzitter?",
    status=Status.NOT_FOUND,
    mode=Mode.EXTRACTIVE,
    query=query_of("Wie is de voorzitter?"),
    related=(Statement(text=FACT, citations=(cite(FACT),)),),
    guidance="**Ik vind hierover geen antwoord in de bronnen.** Mail naar <sro>.",
)


@dataclass
class FakeAssistant:
    """Answers from one source: what holds "voorzitter" is declined, "boem" breaks."""

    generation: str = "gen-000007"
    refused: str | None = None
    model: str | None = None
    asked: list[Request] = field(default_factory=list)
    searched: list[tuple[str, int, Filters]] = field(default_factory=list)
    expected: bool | None = None

    def health(self) -> Health:
        return Health(self.generation, self.refused, "Het bestand texts.sqlite is gewijzigd.", self.model)

    def ask(self, request: Request) -> Answer:
        question = self._checked(request.question)
        if "boem" in question:
            raise RuntimeError(question)
        self._check(request.filters)
        self.asked.append(request)
        found = DECLINED if "voorzitter" in question else ANSWER
        return replace(found, question=question, query=query_of(question))

    def search(
        self, text: str, limit: int, filters: Filters, *, expected: bool = True
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        self.expected = expected
        self._check(filters)
        self.searched.append((text, limit, filters))
        why = Why(channels={Channel.KEYWORDS: 0.75}, terms=("board",))
        found = tuple(RetrievedPassage(passage=p, score=0.5, why=why) for p in PASSAGES)
        return query_of(self._checked(text)), found[:limit]

    def documents(self) -> tuple[Document, ...]:
        return (DOCUMENT,)

    def document(self, document_id: str) -> Document:
        if document_id not in ("nota", "nota_pdf"):
            raise NotFoundError(f"Het document ‘{document_id}’ bestaat niet. Kies uit: nota.")
        return DOCUMENT

    def passage(self, passage_id: str) -> Passage:
        for passage in PASSAGES:
            if passage.id == passage_id:
                return passage
        raise NotFoundError(f"De passage ‘{passage_id}’ bestaat niet (meer). Zoek in de bron.")

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        self.document(document_id)
        return PASSAGES

    def close(self) -> None:
        self.asked.clear()

    def _checked(self, question: str) -> str:
        return checked_question(question)

    def _check(self, filters: Filters) -> None:
        unknown = sorted((filters.documents or frozenset()) - {"nota", "nota_pdf"})
        if unknown:
            raise InputError(f"Het document ‘{unknown[0]}’ bestaat niet. Kies uit: nota.")


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    with TestClient(create_app(lambda: assistant, Settings()), raise_server_exceptions=True) as client:
        yield client


@pytest.fixture
def client_of() -> Callable[..., TestClient]:
    return lambda source: TestClient(create_app(source, Settings()))


@pytest.fixture
def answer() -> Answer:
    return ANSWER


@pytest.fixture
def declined() -> Answer:
    return DECLINED


@pytest.fixture
def document() -> Document:
    return DOCUMENT


@pytest.fixture
def passages() -> tuple[Passage, ...]:
    return PASSAGES
