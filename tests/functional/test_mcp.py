"""The official MCP client against `sro mcp`, over the standard streams and over HTTP."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent, TextResourceContents

from sro_assistant.serve.guide.schemas import MatchResponse
from sro_assistant.serve.mcp.documents import OpenedDocument
from sro_assistant.serve.schemas import AskResponse, DocumentsResponse, SearchResponse
from sro_assistant.settings import Settings

pytestmark = pytest.mark.functional

SRO = str(Path(sys.executable).with_name("sro"))
QUESTION = "Wie zit er in de Smart Region Board?"
PATIENCE = 120
TOOLS = ["vraag", "zoek", "bronnen", "open_document", "match_programma"]
Use = Callable[[Client], Coroutine[Any, Any, None]]


def environment(settings: Settings) -> dict[str, str]:
    return dict(os.environ) | {"SRO_HOME": str(settings.home)}


@dataclass(frozen=True)
class Door:
    """A way in: a new client each time, to one server over HTTP or to a server of its own."""

    settings: Settings
    address: str | None

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        if self.address is not None:
            async with Client(self.address, raise_exceptions=True) as client:
                yield client
            return
        server = StdioServerParameters(command=SRO, args=["mcp"], env=environment(self.settings))
        async with Client(stdio_client(server), raise_exceptions=True) as client:
            yield client

    def run(self, use: Use) -> None:
        """Has a client do something with the server."""

        async def used() -> None:
            async with asyncio.timeout(PATIENCE), self.client() as client:
                await use(client)

        asyncio.run(used())


@pytest.fixture(scope="module")
def http_address(settings: Settings) -> Iterator[str]:
    """The address of a server over HTTP."""
    command = [SRO, "mcp", "--http", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment(settings), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        told = server.stdout.readline() if server.stdout else ""
        try:
            assert "http://127.0.0.1:" in told
            yield told.rpartition(" ")[2].strip()
        finally:
            server.terminate()
            server.communicate()


@pytest.fixture(params=["stdio", "http"])
def door(request: pytest.FixtureRequest, settings: Settings) -> Door:
    over_http = request.param == "http"
    return Door(settings, request.getfixturevalue("http_address") if over_http else None)


@pytest.fixture
def fast(settings: Settings, http_address: str) -> Door:
    """The door that needs no server of its own, for what is the same through both."""
    return Door(settings, http_address)


def text_of(result: CallToolResult) -> str:
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def test_a_question_is_answered_with_quotes_that_stand_in_the_resources(door: Door) -> None:
    async def use(client: Client) -> None:
        assert client.server_info is not None
        assert client.server_info.name == "sro-assistent"
        assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
        result = await client.call_tool("vraag", {"vraag": QUESTION})
        response = AskResponse.model_validate(result.structured_content)
        assert response.citations
        for citation in response.citations:
            address = f"sro:/{citation.href}"
            assert f"]({address})" in text_of(result)
            (read,) = (await client.read_resource(address)).contents
            assert isinstance(read, TextResourceContents)
            assert read.text == citation.quote

    door.run(use)


def test_nothing_but_the_protocol_goes_to_standard_output(settings: Settings) -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "proef", "version": "1"},
        },
    }
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    asked = {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "vraag", "arguments": {"vraag": QUESTION}},
    }
    with subprocess.Popen(  # noqa: S603 - our own command
        [SRO, "mcp"],
        env=environment(settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for message in (hello, ready, asked):
            server.stdin.write(json.dumps(message) + "\n")
        server.stdin.flush()
        lines = [server.stdout.readline(), server.stdout.readline()]
        server.stdin.close()
        rest = server.stdout.read()
        assert server.wait(PATIENCE) == 0
    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert rest == ""


def test_every_tool_says_in_dutch_what_it_does_and_what_it_gives(fast: Door) -> None:
    async def use(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert tools
        for tool in tools:
            assert tool.title
            assert tool.description
            assert tool.output_schema
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
            assert all(field.get("description") for field in tool.input_schema["properties"].values())

    fast.run(use)


def test_searching_listing_opening_and_matching_give_what_the_api_gives(fast: Door) -> None:
    async def use(client: Client) -> None:
        listed = await client.call_tool("bronnen", {})
        documents = DocumentsResponse.model_validate(listed.structured_content).documents
        found = await client.call_tool(
            "zoek", {"vraag": "board", "aantal": 3, "documenten": ["strategienota"]}
        )
        passages = SearchResponse.model_validate(found.structured_content).passages
        assert [passage.document_id for passage in passages] == ["strategienota"] * 3
        best = passages[0]
        length = best.end - best.start
        opened = await client.call_tool(
            "open_document", {"document": "strategienota", "vanaf": best.start, "tekens": length}
        )
        part = OpenedDocument.model_validate(opened.structured_content)
        assert (part.text, part.start, part.end, part.next) == (best.text, best.start, best.end, best.end)
        match = await client.call_tool("match_programma", {"nood": "slimme mobiliteit", "aantal": 2})
        matching = MatchResponse.model_validate(match.structured_content)
        assert len(matching.matches) == 2
        (block,) = match.content
        assert isinstance(block, TextContent)
        names = [f"**{one.programme.name}** ({one.programme.id}): {one.fit}" for one in matching.matches]
        assert [line for line in block.text.splitlines() if line.startswith("**")] == names
        warnings = [warning.text for one in matching.matches for warning in one.warnings]
        assert [text for text in warnings if text not in block.text] == []
        assert [notice for notice in matching.notices if notice not in block.text] == []
        assert len(block.text) < len(matching.model_dump_json()) / 2
        resources = (await client.list_resources()).resources
        assert [(r.name, r.title) for r in resources] == [(d.id, d.title) for d in documents]

    fast.run(use)


def test_a_whole_document_is_read_piece_by_piece_or_at_once(fast: Door) -> None:
    async def use(client: Client) -> None:
        pieces, start = [], 0
        while True:
            opened = await client.call_tool(
                "open_document", {"document": "webinar", "vanaf": start, "tekens": 1000}
            )
            part = OpenedDocument.model_validate(opened.structured_content)
            pieces.append(part.text)
            if part.next is None:
                break
            start = part.next
        (read,) = (await client.read_resource("sro://bronnen/webinar")).contents
        assert isinstance(read, TextResourceContents)
        assert "".join(pieces) == read.text
        assert len(pieces) == 3

    fast.run(use)


def test_earlier_questions_and_filters_are_taken_along(fast: Door) -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool(
            "vraag",
            {
                "vraag": "Wie zit erin?",
                "eerdere_vragen": ["Wat is de Smart Region Board?"],
                "documenten": ["strategienota"],
                "vanaf": "2022-01-01",
                "modus": "extractive",
            },
        )
        response = AskResponse.model_validate(result.structured_content)
        assert response.query.resolved == "Wat is de Smart Region Board? Wie zit erin?"
        assert {citation.document_id for citation in response.citations} == {"strategienota"}

    fast.run(use)


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("vraag", {"vraag": " "}, "De vraag is leeg. Typ uw vraag en verstuur ze opnieuw."),
        ("vraag", {}, "“vraag” dit veld ontbreekt. Pas de aanvraag aan en stuur ze opnieuw."),
        ("zoek", {"vraag": "x", "aantal": 51}, "“aantal” mag hoogstens 50 zijn."),
        ("vraag", {"vraag": "Wie?", "vanaf": "gisteren"}, "“vanaf” moet een bestaande datum zijn"),
        ("zoek", {"vraag": "Wie?", "documenten": ["weg"]}, "Het document ‘weg’ bestaat niet. Kies uit:"),
        ("open_document", {"document": "webinar", "vanaf": 9999}, "Kies een kleiner getal voor ‘vanaf’."),
        ("weg", {}, "Het hulpmiddel ‘weg’ bestaat niet. Kies uit: vraag, zoek"),
    ],
)
def test_what_goes_wrong_is_told_in_dutch(
    fast: Door, tool: str, arguments: dict[str, object], told: str
) -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert told in text_of(result)

    fast.run(use)


@pytest.mark.parametrize("address", ["sro://bronnen/weg", "sro://iets/anders", "sro://bronnen/webinar?van=x"])
def test_a_resource_that_is_not_there_is_told_in_dutch(fast: Door, address: str) -> None:
    async def use(client: Client) -> None:
        with pytest.raises(MCPError, match=r"bestaat niet\. Kies"):
            await client.read_resource(address)

    fast.run(use)


@pytest.mark.parametrize(
    "headers", [{"host": "kwaad.voorbeeld"}, {"origin": "https://kwaad.voorbeeld"}], ids=["host", "origin"]
)
def test_a_page_of_another_site_gets_nothing_over_http(http_address: str, headers: dict[str, str]) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accepts = {"accept": "application/json, text/event-stream"}
    response = httpx.post(http_address, json=body, headers=accepts | headers, trust_env=False)
    assert response.status_code in (403, 421)
    assert "vraag" not in response.text
