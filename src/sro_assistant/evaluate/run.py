"""An evaluation run: every case through the code that serves, judged, with the settings it ran under."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Document, Filters, Query, RetrievedPassage
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.metrics import (
    RANKING_DEPTH,
    AnswerScore,
    CitedQuote,
    GivenAnswer,
    RetrievalScore,
    score_answer,
    score_retrieval,
)

Stage = Literal["answers", "retrieval", "all"]
STAGE_NAMES: Mapping[Stage, str] = {
    "answers": "antwoorden",
    "retrieval": "zoeken",
    "all": "antwoorden en zoeken",
}


class CitationBody(Protocol):
    """What is judged of a citation in the response of `POST /api/ask`."""

    @property
    def document_id(self) -> str:
        """The document that is cited."""
        ...

    @property
    def quote(self) -> str:
        """The cited words."""
        ...

    @property
    def start(self) -> int:
        """Where the quote starts in the document's text."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        ...


class QueryBody(Protocol):
    """What is used of the query in the response of `POST /api/ask`."""

    @property
    def resolved(self) -> str:
        """The question as it was read, follow-ups made whole."""
        ...


class AnswerBody(Protocol):
    """What is judged of the response of `POST /api/ask`."""

    @property
    def status(self) -> str:
        """What became of the question."""
        ...

    @property
    def answer(self) -> str:
        """The answer in Markdown with `[n]` markers."""
        ...

    @property
    def citations(self) -> Sequence[CitationBody]:
        """The citations in the order of their numbers."""
        ...

    @property
    def query(self) -> QueryBody:
        """How the question was read."""
        ...


class Served(Protocol):
    """What is evaluated beside the answers: the retrieval stage and the documents that serve."""

    def search(self, text: str, limit: int, filters: Filters) -> tuple[Query, Sequence[RetrievedPassage]]:
        """At most `limit` passages for a question, best first."""
        ...

    def documents(self) -> Sequence[Document]:
        """The documents against which quotes are read back."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The judgements of a run and the settings under which they were made."""

    settings: Mapping[str, str]
    answers: tuple[AnswerScore, ...] = ()
    retrieval: tuple[RetrievalScore, ...] = ()


Respond = Callable[[Request], AnswerBody]
"""Answers and renders a request as the API does."""


def run(
    assistant: Served,
    cases: Sequence[Case],
    *,
    respond: Respond,
    settings: Mapping[str, str],
    stage: Stage = "all",
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """The judgement of the answers, the rankings or both, for every case in order; `clock` counts seconds."""
    texts = {document.source.id: document.text for document in assistant.documents()}
    answers: list[AnswerScore] = []
    rankings: list[RetrievalScore] = []
    for case in cases:
        started = clock()
        body = respond(Request(question=case.question, history=case.history))
        milliseconds = (clock() - started) * 1000
        if stage != "retrieval":
            answers.append(score_answer(case, _given(body, texts, milliseconds)))
        if stage != "answers" and case.answerable and case.evidence:
            rankings.append(score_retrieval(case, _ranking(assistant, body.query.resolved)))
    return Report(
        settings={**settings, "onderdeel": STAGE_NAMES[stage], "vragen": str(len(cases))},
        answers=tuple(answers),
        retrieval=tuple(rankings),
    )


def _given(body: AnswerBody, texts: Mapping[str, str], milliseconds: float) -> GivenAnswer:
    citations = tuple(
        CitedQuote(quote=citation.quote, verbatim=_stands_there(citation, texts))
        for citation in body.citations
    )
    return GivenAnswer(status=body.status, text=body.answer, citations=citations, milliseconds=milliseconds)


def _stands_there(citation: CitationBody, texts: Mapping[str, str]) -> bool:
    text = texts.get(citation.document_id, "")
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def _ranking(assistant: Served, question: str) -> list[str]:
    """The texts of the passages for a question, follow-ups as the assistant itself made them whole."""
    _, found = assistant.search(question, RANKING_DEPTH, Filters())
    return [retrieved.passage.text for retrieved in found]
