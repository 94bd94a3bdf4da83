"""The MCP server over a small assistant: what its tools give, and failures that a real one seldom has."""

import asyncio
from typing import Any

import pytest
from mcp.server.mcpserver.exceptions import (
    ResourceError,
    ResourceNotFoundError,
    ToolError,
    UnexpectedResourceError,
    UnexpectedToolError,
)
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, TextContent

from sro_assistant.domain import Document
from sro_assistant.errors import IndexMissingError
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.mcp.server import SroServer
from sro_assistant.serve.schemas import AskResponse
from sro_assistant.settings import Settings

QUESTION = "Wie zit er in de Board?"


def called(server: SroServer, tool: str, **arguments: Any) -> CallToolResult:
    result = asyncio.run(server.call_tool(tool, arguments))
    assert isinstance(result, CallToolResult)
    return result


def read(server: SroServer, address: str) -> str | bytes:
    async def one() -> str | bytes:
        found = await server.read_resource(address)
        assert isinstance(found, list)
        return str(found[0].content)

    return asyncio.run(one())


@pytest.fixture
def server(assistant: Assistant) -> SroServer:
    return SroServer(lambda: assistant, Settings())


@pytest.fixture
def homeless() -> SroServer:
    """A server while there is no index."""

    def missing() -> Assistant:
        raise IndexMissingError("/een/pad/index ontbreekt.")

    return SroServer(missing, Settings())


def test_an_answer_links_to_resources_or_to_the_address_that_is_set(assistant: Assistant) -> None:
    for settings, base in (
        (Settings(), "sro:/"),
        (Settings(public_url="https://sro.voorbeeld.be/"), "https://sro.voorbeeld.be"),
    ):
        result = called(SroServer(lambda: assistant, settings), "vraag", vraag=QUESTION)
        (block,) = result.content
        assert isinstance(block, TextContent)
        response = AskResponse.model_validate(result.structured_content)
        assert all(f"]({base}{citation.href})" in block.text for citation in response.citations)


def test_a_resource_is_the_text_of_a_document_or_a_part_of_it(server: SroServer, document: Document) -> None:
    assert read(server, "sro://bronnen/nota") == document.text
    assert read(server, "sro://bronnen/nota?van=0&tot=6#p-0001") == document.text[:6]


def test_of_what_nobody_foresaw_nothing_is_told(server: SroServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnexpectedToolError, match="Er ging iets mis bij ons") as broken:
        called(server, "vraag", vraag="boem")
    assert "boem" not in str(broken.value)

    def burst(_name: str) -> Document:
        raise RuntimeError("geheim")

    monkeypatch.setattr(server._source(), "document", burst)
    with pytest.raises(UnexpectedResourceError, match="Er ging iets mis bij ons"):
        read(server, "sro://bronnen/nota")


def test_without_an_index_every_door_says_to_try_again(homeless: SroServer) -> None:
    with pytest.raises(ToolError, match="kan nog niet antwoorden") as told:
        called(homeless, "zoek", vraag=QUESTION)
    assert "pad" not in str(told.value)
    with pytest.raises(ResourceError, match="kan nog niet antwoorden"):
        read(homeless, "sro://bronnen/nota")
    with pytest.raises(MCPError, match="kan nog niet antwoorden"):
        asyncio.run(homeless.list_resources())


def test_more_than_it_can_take_is_told_to_wait(assistant: Assistant) -> None:
    server = SroServer(lambda: assistant, Settings(answers_at_once=1, answers_waiting=0))

    async def both() -> list[object]:
        calls = (server.call_tool("zoek", {"vraag": QUESTION}) for _ in range(2))
        return await asyncio.gather(*calls, return_exceptions=True)

    answered, refused = asyncio.run(both())
    assert isinstance(answered, CallToolResult)
    assert isinstance(refused, ToolError)
    assert "Er komen nu te veel vragen binnen" in str(refused)


def test_an_assistant_without_a_guide_cannot_match(server: SroServer) -> None:
    with pytest.raises(ToolError, match="heeft geen gids"):
        called(server, "match_programma", nood="subsidie")


def test_a_document_that_is_not_there_is_told_which_are(server: SroServer) -> None:
    with pytest.raises(ResourceNotFoundError, match="Het document ‘weg’ bestaat niet"):
        read(server, "sro://bronnen/weg")


@pytest.mark.parametrize("place", ["van=-5", "van=6&tot=3", "van=3&tot=3", "van=99999", "tot=99999"])
def test_a_stretch_that_a_document_lacks_is_told_with_its_length(
    server: SroServer, document: Document, place: str
) -> None:
    with pytest.raises(ResourceNotFoundError, match=f"heeft {len(document.text)} tekens"):
        read(server, f"sro://bronnen/nota?{place}")


def test_an_argument_that_a_tool_lacks_is_told_with_those_that_it_has(server: SroServer) -> None:
    with pytest.raises(ToolError) as told:
        called(server, "zoek", vraag=QUESTION, document="nota")
    assert str(told.value) == "‘zoek’ kent ‘document’ niet. Kies uit: vraag, aantal, documenten."
    with pytest.raises(ToolError, match="Kies uit: geen enkel gegeven"):
        called(server, "bronnen", vraag=QUESTION)


def test_descriptions_are_told_without_the_margin_of_the_code(server: SroServer) -> None:
    listed = asyncio.run(server.list_tools())
    assert [tool.name for tool in listed if "  " in (tool.description or "  ")] == []
