"""The assistant as a llama-index retriever and query engine, for whatever is built with that library."""

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import AsyncStreamingResponse, Response, StreamingResponse
from llama_index.core.callbacks import CallbackManager, CBEventType, EventPayload
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Document, Filters, Mode, Query, RetrievedPassage
from sro_assistant.integrations.nodes import Numbered, node_of_passage, numbered


class Searching(Protocol):
    """What the retriever needs of the assistant; `wiring.open_shelves` opens the real one."""

    def search(
        self, text: str, limit: int, filters: Filters, *, expected: bool = True
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The passages that are found, best first; raises InputError for a question that cannot be read."""
        ...

    def document(self, document_id: str) -> Document:
        """A document by its id."""
        ...


class Answering(Protocol):
    """What the query engine needs of it."""

    @property
    def generation(self) -> str:
        """The name of the index that answers."""
        ...

    def ask(self, request: Request) -> Answer:
        """An answer; raises InputError for a question or filter that cannot be used."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How questions are put: among which documents, in which mode, with the answer bank or without."""

    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.AUTO
    bank: bool = True


class SroRetriever(BaseRetriever):
    """Retrieves passages with the hybrid search of the assistant, as nodes with offsets and sources.

    `base` is the address that stands before the path of a source. Both `retrieve` and `aretrieve` raise
    InputError for a question that cannot be read.
    """

    def __init__(
        self,
        assistant: Searching,
        *,
        similarity_top_k: int = 8,
        filters: Filters | None = None,
        base: str = "",
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """A retriever of at most `similarity_top_k` passages among what a filter lets through."""
        super().__init__(callback_manager=callback_manager)
        self._assistant = assistant
        self._limit = similarity_top_k
        self._filters = filters or Filters()
        self._base = base

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """The nodes for a question, best first."""
        _, found = self._assistant.search(query_bundle.query_str, self._limit, self._filters)
        documents = {name: self._assistant.document(name) for name in {f.passage.document_id for f in found}}
        return [
            NodeWithScore(
                node=node_of_passage(hit.passage, documents[hit.passage.document_id].source, self._base),
                score=hit.score,
            )
            for hit in found
        ]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """The same, without holding up the event loop."""
        return await asyncio.to_thread(self._retrieve, query_bundle)


class SroQueryEngine(BaseQueryEngine):
    """Answers with verified citations: `[n]` in the text is the n-th of the response's source nodes.

    The response's metadata hold the status, the citations, what is missing, and the notices. Where the
    sources do not answer, the text says so and there are no source nodes.
    """

    def __init__(
        self,
        assistant: Answering,
        *,
        asking: Asking | None = None,
        base: str = "",
        streaming: bool = False,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """A query engine; `base` is the address that stands before the path of a source.

        With `streaming` a response comes line by line, for what only takes such a response (a chat engine's
        `stream_chat`); every line is proven before the first one comes.
        """
        super().__init__(callback_manager=callback_manager)
        self._assistant = assistant
        self._asking = asking or Asking()
        self._base = base
        self._streaming = streaming

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _query(self, query_bundle: QueryBundle) -> Response | StreamingResponse:
        """The answer to a question."""
        payload: dict[str, Any] = {EventPayload.QUERY_STR: query_bundle.query_str}
        with self.callback_manager.event(CBEventType.QUERY, payload=payload) as event:
            response = self._answered(query_bundle.query_str)
            event.on_end(payload={EventPayload.RESPONSE: response})
        if not self._streaming:
            return response
        return StreamingResponse(
            response_gen=_lines(response),
            source_nodes=response.source_nodes,
            metadata=response.metadata,
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response | AsyncStreamingResponse:
        """The same, without holding up the event loop."""
        payload: dict[str, Any] = {EventPayload.QUERY_STR: query_bundle.query_str}
        with self.callback_manager.event(CBEventType.QUERY, payload=payload) as event:
            response = await asyncio.to_thread(self._answered, query_bundle.query_str)
            event.on_end(payload={EventPayload.RESPONSE: response})
        if not self._streaming:
            return response
        return AsyncStreamingResponse(
            response_gen=_unhurried(_lines(response)),
            source_nodes=response.source_nodes,
            metadata=response.metadata,
        )

    def _answered(self, question: str) -> Response:
        asking = self._asking
        answer = self._assistant.ask(
            Request(question=question, filters=asking.filters, mode=asking.mode, bank=asking.bank)
        )
        told = numbered(answer, self._base)
        return Response(
            response=told.text,
            source_nodes=list(told.nodes),
            metadata=_metadata(answer, told, self._assistant.generation),
        )


def _lines(response: Response) -> Generator[str, None, None]:
    """The text of a response, a line at a time."""
    yield from (response.response or "").splitlines(keepends=True)


async def _unhurried(lines: Iterable[str]) -> AsyncGenerator[str, None]:
    for line in lines:
        yield line


def _metadata(answer: Answer, told: Numbered, generation: str) -> dict[str, Any]:
    """What the response says beside its text; plain values, so that it can be stored as JSON."""
    return {
        "status": str(answer.status),
        "mode": str(answer.mode),
        "model": answer.model,
        "generation": generation,
        "citations": [_citation(node) for node in told.nodes],
        "related": [_citation(node) for node in told.related],
        "missing": list(answer.missing),
        "notices": list(answer.notices),
        "suggestions": list(answer.suggestions),
    }


def _citation(found: NodeWithScore) -> dict[str, Any]:
    return {**found.node.metadata, "quote": found.node.get_content()}
