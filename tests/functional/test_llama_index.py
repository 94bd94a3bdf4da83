"""The assistant as a part of stock llama-index pipelines, on the shipped corpus."""

import asyncio
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.response.schema import AsyncStreamingResponse, Response
from llama_index.core.callbacks import CallbackManager, CBEventType, LlamaDebugHandler
from llama_index.core.chat_engine import CondenseQuestionChatEngine
from llama_index.core.instrumentation.event_handlers import BaseEventHandler
from llama_index.core.llms import MockLLM
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.query_engine import CitationQueryEngine, RetrieverQueryEngine
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index_instrumentation import get_dispatcher
from llama_index_instrumentation.base.event import BaseEvent

from sro_assistant.answer.shelves import Shelves
from sro_assistant.domain import Filters, Mode
from sro_assistant.errors import InputError
from sro_assistant.integrations.llama_index import Asking, SroQueryEngine, SroRetriever
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import open_shelves

pytestmark = pytest.mark.functional

QUESTION = "Wie zit er in de Smart Region Board?"
OUTSIDE = "Wie is de burgemeester van Parijs?"


@pytest.fixture(scope="module")
def shelves(settings: Settings) -> Iterator[Shelves]:
    opened = open_shelves(settings)
    yield opened
    opened.close()


def text_nodes(found: list[NodeWithScore]) -> list[TextNode]:
    return [hit.node for hit in found if isinstance(hit.node, TextNode)]


def test_a_node_slices_back_to_its_document_and_says_where_it_comes_from(shelves: Shelves) -> None:
    found = SroRetriever(shelves, similarity_top_k=5, base="https://sro.voorbeeld.be").retrieve(QUESTION)
    assert len(text_nodes(found)) == 5
    for node in text_nodes(found):
        document = shelves.document(str(node.metadata["document_id"]))
        passage = shelves.passage(node.node_id)
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text == passage.text
        assert node.metadata == {
            "document_id": document.source.id,
            "title": document.source.title,
            "publisher": document.source.publisher,
            "published": document.source.published,
            "validity": str(document.source.validity),
            "section": " \u203a ".join(passage.headings),
            "page": passage.page,
            "href": f"https://sro.voorbeeld.be/bronnen/{document.source.id}#p-{passage.id[-4:]}",
            "start": passage.start,
            "end": passage.end,
            "passage_id": passage.id,
        }
        assert node.ref_doc_id == document.source.id
    scores = [hit.score or 0 for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_the_same_question_gives_the_same_ids_also_without_waiting(shelves: Shelves) -> None:
    retriever = SroRetriever(shelves)
    first = [hit.node_id for hit in retriever.retrieve(QUESTION)]
    assert [hit.node_id for hit in asyncio.run(retriever.aretrieve(QUESTION))] == first
    assert len(set(first)) == len(first) == 8


def test_a_filter_binds_the_retriever_and_the_engine(shelves: Shelves) -> None:
    filters = Filters(documents=frozenset({"mededeling"}))
    found = SroRetriever(shelves, filters=filters).retrieve(QUESTION)
    response = SroQueryEngine(shelves, asking=Asking(filters=filters)).query(
        "Wat is slimme regio Vlaanderen?"
    )
    assert {hit.node.metadata["document_id"] for hit in [*found, *response.source_nodes]} == {"mededeling"}


@pytest.mark.parametrize("unreadable", ["", "?!"])
def test_a_question_that_cannot_be_read_is_told_in_dutch(shelves: Shelves, unreadable: str) -> None:
    with pytest.raises(InputError, match="De vraag is leeg"):
        SroRetriever(shelves).retrieve(unreadable)


def test_the_retriever_feeds_a_stock_query_engine(shelves: Shelves) -> None:
    engine = RetrieverQueryEngine.from_args(SroRetriever(shelves, similarity_top_k=3), llm=MockLLM())
    response = engine.query(QUESTION)
    # The mock model repeats its prompt: the passages with their metadata for readers, not for machines.
    assert "De SRB bestaat uit enerzijds" in str(response)
    assert "title: SRO-strategienota" in str(response)
    assert "passage_id" not in str(response)
    assert len(response.source_nodes) == 3


def test_the_retriever_takes_part_in_query_fusion(shelves: Shelves) -> None:
    strategy = SroRetriever(shelves, filters=Filters(documents=frozenset({"strategienota"})))
    everything = SroRetriever(shelves)
    fused = QueryFusionRetriever(
        [strategy, everything], llm=MockLLM(), num_queries=1, similarity_top_k=6, use_async=False
    )
    found = fused.retrieve(QUESTION)
    assert len({hit.node_id for hit in found}) == len(found) == 6
    assert found[0].node.metadata["document_id"] == "strategienota"


def test_the_retriever_feeds_a_citation_query_engine(shelves: Shelves) -> None:
    engine = CitationQueryEngine(retriever=SroRetriever(shelves, similarity_top_k=2), llm=MockLLM())
    response = engine.query(QUESTION)
    assert [node.node.get_content()[:9] for node in response.source_nodes][:1] == ["Source 1:"]
    assert response.source_nodes[0].node.metadata["title"]


def engine_response(shelves: Shelves, question: str, **asking: Any) -> Response:
    response = SroQueryEngine(shelves, asking=Asking(**asking)).query(question)
    assert isinstance(response, Response)
    return response


def test_every_number_in_the_answer_stands_for_a_verified_quote(shelves: Shelves) -> None:
    response = engine_response(shelves, QUESTION, bank=False, mode=Mode.EXTRACTIVE)
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", str(response))}
    assert numbers == set(range(1, len(response.source_nodes) + 1))
    assert response.metadata is not None
    for number, hit in enumerate(response.source_nodes, start=1):
        (node,) = text_nodes([hit])
        document = shelves.document(str(node.metadata["document_id"]))
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
        assert response.metadata["citations"][number - 1] == {**node.metadata, "quote": node.text}
        assert node.metadata["number"] == number
    assert (response.metadata["status"], response.metadata["mode"]) == ("answered", "extractive")
    assert json.loads(json.dumps(response.metadata)) == response.metadata


def test_what_the_sources_do_not_say_has_no_source_nodes(shelves: Shelves) -> None:
    response = engine_response(shelves, OUTSIDE)
    assert response.metadata is not None
    assert (response.source_nodes, response.metadata["status"]) == ([], "out_of_scope")
    assert response.response


def test_waiting_or_not_the_answer_is_the_same(shelves: Shelves) -> None:
    engine = SroQueryEngine(shelves)
    assert asyncio.run(engine.aquery(QUESTION)) == engine.query(QUESTION)


def test_a_chat_engine_streams_the_answer_line_by_line(shelves: Shelves) -> None:
    whole = SroQueryEngine(shelves).query(QUESTION)
    chat = CondenseQuestionChatEngine.from_defaults(
        SroQueryEngine(shelves, streaming=True),
        llm=MockLLM(),
        memory=ChatMemoryBuffer.from_defaults(),  # the usual one leaves a database open
    )
    streamed = chat.stream_chat(QUESTION)
    pieces = list(streamed.response_gen)
    assert "".join(pieces) == str(whole)
    assert len(pieces) == len(str(whole).splitlines())
    assert [node.node_id for node in streamed.source_nodes] == [n.node_id for n in whole.source_nodes]


def test_without_waiting_the_answer_streams_too(shelves: Shelves) -> None:
    async def streamed() -> tuple[str, object]:
        response = await SroQueryEngine(shelves, streaming=True).aquery(QUESTION)
        assert isinstance(response, AsyncStreamingResponse)
        return "".join([piece async for piece in response.response_gen]), response.metadata

    whole = SroQueryEngine(shelves).query(QUESTION)
    assert asyncio.run(streamed()) == (str(whole), whole.metadata)


def test_callbacks_hear_of_each_query_and_retrieval(shelves: Shelves) -> None:
    debug = LlamaDebugHandler(print_trace_on_end=False)
    manager = CallbackManager([debug])
    SroQueryEngine(shelves, callback_manager=manager).query(QUESTION)
    SroRetriever(shelves, callback_manager=manager).retrieve(QUESTION)
    assert len(debug.get_event_pairs(CBEventType.QUERY)) == 1
    assert len(debug.get_event_pairs(CBEventType.RETRIEVE)) == 1


class Heard(BaseEventHandler):
    """Keeps the names of the events."""

    names: list[str] = []  # noqa: RUF012 - a field of a pydantic model

    def handle(self, event: BaseEvent, **_kwargs: Any) -> None:
        self.names.append(event.class_name())


def test_instrumentation_hears_of_them_too(shelves: Shelves) -> None:
    heard = Heard()
    dispatcher = get_dispatcher()
    dispatcher.add_event_handler(heard)
    try:
        SroQueryEngine(shelves).query(QUESTION)
        SroRetriever(shelves).retrieve(QUESTION)
    finally:
        dispatcher.event_handlers.remove(heard)
    assert heard.names == ["QueryStartEvent", "QueryEndEvent", "RetrievalStartEvent", "RetrievalEndEvent"]


def examples() -> list[str]:
    """The programs in the documentation."""
    text = (CHECKOUT / "docs" / "llama-index.md").read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("number", range(3))
def test_the_examples_in_the_documentation_run(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
) -> None:
    monkeypatch.setenv("SRO_HOME", str(settings.home))
    assert len(examples()) == 3
    program = tmp_path / "voorbeeld.py"
    program.write_text(examples()[number], "utf-8")
    runpy.run_path(str(program), run_name="__main__")
    assert "strategienota" in capsys.readouterr().out
