"""From a request as it was sent to the assistant's rendered answer: what HTTP, pages and batch share."""

import time
from collections.abc import Callable
from typing import Protocol

from pydantic import ValidationError

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Document, Filters, Passage, Query, RetrievedPassage, Turn
from sro_assistant.serve.http.problems import bad_request
from sro_assistant.serve.render import response_of
from sro_assistant.serve.schemas import AskRequest, AskResponse, FiltersIn


class Health(Protocol):
    """Which generation serves, and the newer one that was refused because its files are damaged."""

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        ...

    @property
    def refused(self) -> str | None:
        """The name of the generation that was refused, where one was."""
        ...

    @property
    def reason(self) -> str:
        """Why it was refused, in Dutch."""
        ...

    @property
    def model(self) -> str | None:
        """How the language model is: "ok" or "onbereikbaar"; None where none is set."""
        ...


class Assistant(Protocol):
    """The assistant as API, pages and commands use it; `answer.shelves.Shelves` is the real one."""

    @property
    def generation(self) -> str:
        """The name of the index that answers."""
        ...

    def health(self) -> Health:
        """Whether the newest index is the one that answers."""
        ...

    def ask(self, request: Request) -> Answer:
        """An answer; raises InputError for a question or filter that cannot be used."""
        ...

    def search(
        self, text: str, limit: int, filters: Filters, *, expected: bool = True
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The retrieval stage alone, best first; `expected` false leaves expected questions out."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the manifest's order."""
        ...

    def document(self, document_id: str) -> Document:
        """One document, by its id or that of a copy; raises NotFoundError."""
        ...

    def passage(self, passage_id: str) -> Passage:
        """One passage; raises NotFoundError."""
        ...

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages in reading order."""
        ...

    def close(self) -> None:
        """Lets go of its files."""
        ...


AssistantSource = Callable[[], Assistant]
"""Gives the assistant that serves now; raises an SroError while there is none."""


def parsed(body: object) -> AskRequest:
    """A decoded JSON body as a request; raises BadRequestError that names each wrong field."""
    try:
        return AskRequest.model_validate(body)
    except ValidationError as error:
        raise bad_request([dict(e) for e in error.errors(include_url=False)]) from error


def request_of(assistant: Assistant, sent: AskRequest) -> Request:
    """The API's request as the assistant's; raises NotFoundError where it names an unknown document."""
    filters = _filters(sent.filters)
    require_documents(assistant, filters)
    return Request(
        question=sent.question,
        history=tuple(Turn(question=t.question, answer=t.answer) for t in sent.history or ()),
        filters=filters,
        mode=sent.mode,
        bank=sent.bank,
    )


def composed(assistant: Assistant, request: Request) -> tuple[Answer, AskResponse]:
    """The answer and its response, with the time it took; raises InputError where it cannot be used."""
    started = time.perf_counter()
    answer = assistant.ask(request)
    milliseconds = (time.perf_counter() - started) * 1000
    return answer, response_of(answer, assistant.generation, {"total": round(milliseconds, 1)})


def respond(assistant: Assistant, request: Request) -> AskResponse:
    """The rendered answer; raises InputError where the request cannot be used."""
    return composed(assistant, request)[1]


def answered(assistant: Assistant, sent: AskRequest) -> AskResponse:
    """The rendered answer to what was sent; raises InputError or NotFoundError where it cannot be used."""
    return respond(assistant, request_of(assistant, sent))


def require_documents(assistant: Assistant, filters: Filters) -> None:
    """Raises NotFoundError where a filter names a document that is not there."""
    for document_id in sorted(filters.documents or ()):
        assistant.document(document_id)


def _filters(sent: FiltersIn | None) -> Filters:
    if sent is None:
        return Filters()
    return Filters(
        documents=None if sent.documents is None else frozenset(sent.documents),
        kinds=None if sent.kinds is None else frozenset(sent.kinds),
        validities=None if sent.validities is None else frozenset(sent.validities),
        published_after=sent.published_after,
        published_before=sent.published_before,
    )
