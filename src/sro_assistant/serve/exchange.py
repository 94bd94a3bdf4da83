"""From a request as it was sent to an Assistant's answer: what HTTP, pages and batch share."""

import time
from typing import Protocol

from pydantic import ValidationError

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Document, Filters, Passage, Query, RetrievedPassage, Turn
from sro_assistant.serve.problems import bad_request
from sro_assistant.serve.render import response_of
from sro_assistant.serve.schemas import AskRequest, AskResponse, FiltersIn


class Assistant(Protocol):
    """What a face needs of the assistant; `answer.compose.Assistant` is the real one."""

    @property
    def generation(self) -> str:
        """The name of the index that answers."""
        ...

    def ask(self, request: Request) -> Answer:
        """An answer; raises InputError for a question or filter that cannot be used."""
        ...

    def search(self, text: str, limit: int, filters: Filters) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The retrieval stage alone, best first."""
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


def parsed(body: object) -> AskRequest:
    """A decoded JSON body as a request; raises BadRequestError that names each wrong field."""
    try:
        return AskRequest.model_validate(body)
    except ValidationError as error:
        raise bad_request([dict(e) for e in error.errors(include_url=False)]) from error


def respond(assistant: Assistant, request: Request) -> AskResponse:
    """The rendered answer with the time it took; raises InputError where the request cannot be used."""
    started = time.perf_counter()
    answer = assistant.ask(request)
    milliseconds = (time.perf_counter() - started) * 1000
    return response_of(answer, assistant.generation, {"total": round(milliseconds, 1)})


def answered(assistant: Assistant, sent: AskRequest) -> AskResponse:
    """The rendered answer to what was sent; raises InputError where it cannot be used."""
    return respond(
        assistant,
        Request(
            question=sent.question,
            history=tuple(Turn(question=t.question, answer=t.answer) for t in sent.history or ()),
            filters=_filters(sent.filters),
            mode=sent.mode,
            bank=sent.bank,
        ),
    )


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
