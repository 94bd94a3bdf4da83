"""An answer as server-sent events: the passages, each verified sentence, the whole response."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from sro_assistant.domain import Answer
from sro_assistant.serve.render import found_passage_of
from sro_assistant.serve.schemas import (
    AskResponse,
    Problem,
    SearchResponse,
    SentenceEvent,
)

MEDIA_TYPE: Final = "text/event-stream"


def events_of(answer: Answer, response: AskResponse) -> Iterator[bytes]:
    """The events of an answer in order; its statements passed the check, or they would not be in it."""
    yield event("retrieved", _retrieved(answer, response))
    for position, sentence in enumerate(response.sentences, start=1):
        cited = [response.citations[number - 1] for number in sentence.citations]
        yield event("sentence", SentenceEvent(**sentence.model_dump(), position=position, cited=cited))
    yield event("done", response)


def error_event(found: Problem) -> bytes:
    """The event that ends a stream which broke."""
    return event("error", found)


async def unhurried(events: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The events as an asynchronous iterator: they are made already, so none needs a thread."""
    for sent in events:
        yield sent


def _retrieved(answer: Answer, response: AskResponse) -> SearchResponse:
    return SearchResponse(
        query=response.query, passages=[found_passage_of(passage) for passage in answer.retrieved]
    )


def event(name: str, data: BaseModel) -> bytes:
    """One server-sent event."""
    # JSON has no line ends of its own, so one `data:` line holds it.
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n".encode()
