"""The commands that open a door: which mode a question is asked in, and the MCP server."""

import sys

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.cli import main
from sro_assistant.cli import mcp as command
from sro_assistant.domain import Answer, Language, Mode, Query, Status
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.server import listen
from sro_assistant.settings import Settings


class FakeAssistant:
    """Declines every question and keeps the mode that it was asked in."""

    generation = "gen-000001"

    def __init__(self) -> None:
        self.modes: list[Mode] = []

    def ask(self, request: Request) -> Answer:
        self.modes.append(request.mode)
        asked = request.question
        query = Query(
            question=asked, meant=asked, resolved=asked, dutch=asked, language=Language.DUTCH, terms={}
        )
        return Answer(
            question=asked, status=Status.NOT_FOUND, mode=Mode.EXTRACTIVE, query=query, guidance="Niets."
        )

    def close(self) -> None:
        """Lets go of nothing."""


class Opened:
    """What stands in for the index and the journal."""

    def __init__(self, _settings: Settings) -> None:
        self.source = FakeAssistant

    def close(self) -> None:
        """Lets go of nothing."""


@pytest.mark.parametrize(
    ("options", "mode"),
    [
        ([], Mode.AUTO),
        (["--mode", "extractive"], Mode.EXTRACTIVE),
        (["--mode", "generative"], Mode.GENERATIVE),
    ],
)
def test_a_question_is_asked_in_the_mode_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch, options: list[str], mode: Mode
) -> None:
    assistant = FakeAssistant()
    monkeypatch.setattr("sro_assistant.cli.opening.open_shelves", lambda _settings: assistant)
    assert main(["ask", "Wie?", *options]) == 0
    assert assistant.modes == [mode]


def test_a_mode_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["ask", "Wie?", "--mode", "snel"])
    assert ending.value.code == 2
    assert "'snel' kan niet voor --mode; kies uit" in capsys.readouterr().err


def test_without_its_extra_the_mcp_server_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    assert main(["mcp"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Fout: MCP is niet geïnstalleerd. Installeer het met: pip install")


def test_the_streams_are_served_and_nothing_is_printed_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[AssistantSource] = []
    monkeypatch.setattr(command, "_Opened", Opened)
    monkeypatch.setattr(command, "log_json_lines", lambda _stream: None)
    monkeypatch.setattr(
        "sro_assistant.serve.mcp.doors.serve_streams", lambda source, _settings: served.append(source)
    )
    assert main(["mcp"]) == 0
    (source,) = served
    assert isinstance(source(), FakeAssistant)
    assert capsys.readouterr().out == ""


def test_a_port_in_use_is_told_before_anything_is_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "log_json_lines", lambda _stream: None)
    monkeypatch.setattr(command, "_Opened", lambda _settings: sys.exit("opened"))
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["mcp", "--http", "--port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"Fout: Poort {port} is al in gebruik.")


def test_the_help_of_the_mcp_server_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["mcp", "--help"])
    told = capsys.readouterr().out
    assert told.startswith("Gebruik: sro mcp")
    assert "8100" in told
