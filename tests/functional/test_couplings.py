"""What the documentation tells an administrator to do works, to the letter but for address and path."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from sro_assistant.settings import CHECKOUT, Settings

pytestmark = pytest.mark.functional

TEXT = (CHECKOUT / "docs" / "koppelingen.md").read_text("utf-8")
WRITTEN = "http://127.0.0.1:8000"
PATIENCE = 120


class Served(Protocol):
    """A server under test."""

    @property
    def address(self) -> str: ...


def blocks(language: str) -> list[str]:
    """The blocks of code in one language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def done(command: list[str]) -> str:
    """What a command prints; fails where it does not end well."""
    environment = dict(os.environ) | {"NO_PROXY": "127.0.0.1"}
    ended = subprocess.run(  # noqa: S603 - what our own documentation says
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_the_commands_get_models_and_an_answer(served: Served) -> None:
    models, answer = (
        json.loads(done(["sh", "-c", script.replace(WRITTEN, served.address)])) for script in blocks("sh")
    )
    assert models["data"][0]["id"] == "sro-assistent"
    assert "**Bronnen**" in answer["choices"][0]["message"]["content"]


def test_the_program_prints_the_answer_and_its_citations(served: Served, tmp_path: Path) -> None:
    (program,) = blocks("python")
    path = tmp_path / "voorbeeld.py"
    path.write_text(program.replace(WRITTEN, served.address), "utf-8")
    told = done([sys.executable, str(path)])
    assert "status: answered" in told
    assert re.search(r"^1 strategienota ", told, re.MULTILINE)


def test_the_configuration_starts_a_server_with_the_tools_of_the_table(settings: Settings) -> None:
    streams, http = (json.loads(block)["mcpServers"]["sro"] for block in blocks("json"))
    assert Path(streams["command"]).name == "sro"
    assert http["url"].endswith(":8100/mcp")
    server = StdioServerParameters(
        command=str(Path(sys.executable).with_name("sro")),
        args=streams["args"],
        env=dict(os.environ) | {"SRO_HOME": str(settings.home)},
    )

    async def listed() -> list[str]:
        async with asyncio.timeout(PATIENCE), Client(stdio_client(server)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    described = re.findall(r"^\| `(\w+)` \| ", TEXT, re.MULTILINE)
    assert asyncio.run(listed()) == described
