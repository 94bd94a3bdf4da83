"""The command `sro`, with an assistant that needs no index."""

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.cli import main
from sro_assistant.cli.console import Progress
from sro_assistant.domain import Answer, Filters, Language, Mode, Query, Status
from sro_assistant.errors import CorpusError, IndexMissingError
from sro_assistant.index.build import BuildReport
from sro_assistant.retrieve.question import checked_question
from sro_assistant.serve.server import listen
from sro_assistant.settings import Settings

REPORT = BuildReport(
    generation="gen-000001",
    documents=4,
    passages=120,
    seconds=1.25,
    built=True,
    problems=("x.md ontbreekt.",),
)


class FakeAssistant:
    """Declines every question, in the way of the real one."""

    generation = "gen-000001"

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.closed = False

    def ask(self, request: Request) -> Answer:
        question = checked_question(request.question)
        self.asked.append(request)
        query = Query(
            question=question,
            meant=question,
            resolved=question,
            dutch=question,
            language=Language.DUTCH,
            terms={},
        )
        return Answer(
            question=question,
            status=Status.NOT_FOUND,
            mode=Mode.EXTRACTIVE,
            query=query,
            guidance="Ik vind geen coördinator … in de bronnen.",
        )

    def close(self) -> None:
        self.closed = True


@dataclass
class Office:
    """What stands in for the wiring: an assistant, and an index that is there or not."""

    assistant: FakeAssistant
    indexed: bool = True
    built: int = 0

    def open(self, _settings: Settings) -> FakeAssistant:
        if not self.indexed:
            raise IndexMissingError("Er is nog geen index. Maak ze met: sro index")
        return self.assistant

    def update(self, _settings: Settings, progress: Callable[[str, int, int], None]) -> BuildReport:
        progress("Documenten lezen", 1, 1)
        self.indexed = True
        self.built += 1
        return REPORT


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(FakeAssistant())
    monkeypatch.setattr("sro_assistant.cli.opening.open_assistant", office.open)
    monkeypatch.setattr("sro_assistant.cli.opening.open_shelves", office.open)
    monkeypatch.setattr("sro_assistant.cli.opening.update_index", office.update)
    return office


def ended(arguments: list[str]) -> int:
    """The exit status of a run that the parser ends."""
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert isinstance(ending.value.code, int)
    return ending.value.code


def test_one_question_gets_its_answer(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Wie coördineert?", "--document", "a", "--document", "b"]) == 0
    assert capsys.readouterr().out == "Ik vind geen coördinator … in de bronnen.\n"
    assert office.assistant.asked == [
        Request(question="Wie coördineert?", filters=Filters(documents=frozenset({"a", "b"})))
    ]
    assert office.assistant.closed


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_question_comes_in_by_the_standard_input(
    office: Office, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    typed = io.TextIOWrapper(io.BytesIO("Wie coördineert?\n".encode(encoding)))
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(["ask", "-"]) == 0
    assert office.assistant.asked[0].question.strip() == "Wie coördineert?"


def test_a_home_without_sources_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SRO_HOME", str(tmp_path))
    assert main(["ask", "Wie?"]) == 1
    assert f"In {tmp_path} staat geen map corpus. Klopt SRO_HOME?" in capsys.readouterr().err


def test_the_whole_response_comes_as_json(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Wie?", "--json"]) == 0
    response = json.loads(capsys.readouterr().out)
    assert (response["status"], response["generation"]) == ("not_found", office.assistant.generation)


def test_the_first_question_builds_the_index(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.indexed = False
    assert main(["ask", "Wie?"]) == 0
    assert office.built == 1
    assert "Let op: x.md ontbreekt." in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_a_question_that_cannot_be_read_ends_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", " "]) == 1
    assert capsys.readouterr().err == "Fout: De vraag is leeg. Typ uw vraag en verstuur ze opnieuw.\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "geef ook op: OPDRACHT"),
        (["ask"], "geef ook op: VRAAG"),
        (["ask", "a", "b"], "dit ken ik niet: b"),
        (["vraag"], "'vraag' kan niet voor OPDRACHT; kies uit"),
        (["serve", "--port"], "na --port moet een waarde komen"),
        (["serve", "--port", "veel"], "--port: “veel” is geen poort"),
        (["serve", "--port", "65536"], "--port: “65536” is geen poort"),
        (["ask", "a", "--json=ja"], "na --json kan geen waarde komen"),
        (["batch", "in.txt"], "geef ook op: -o/--output"),
    ],
)
def test_wrong_usage_is_told_in_dutch(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(arguments) == 2
    told = capsys.readouterr().err
    assert f"Fout: {reason}" in told
    assert told.startswith("Gebruik: sro")
    for english in ("usage", "error", "argument ", "invalid", "required"):
        assert english not in told


@pytest.mark.parametrize("command", [[], ["ask"], ["serve"], ["batch"], ["index"], ["eval"]])
def test_help_is_dutch(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ended([*command, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Gebruik: sro")
    assert "toon deze hulp en stop" in told
    for english in ("usage", "options:", "positional", "show this", "arguments"):
        assert english not in told


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sro 0.")


def test_a_file_of_questions_is_answered(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, answers = tmp_path / "in.txt", tmp_path / "uit.jsonl"
    questions.write_text("Wat?\nWie?\n")
    assert main(["batch", str(questions), "-o", str(answers)]) == 0
    lines = [json.loads(line) for line in answers.read_text().splitlines()]
    assert [(line["id"], line["response"]["query"]["resolved"]) for line in lines] == [
        (1, "Wat?"),
        (2, "Wie?"),
    ]
    assert "2 van 2 vragen verwerkt" in capsys.readouterr().err
    assert len(office.assistant.asked) == 2


@pytest.mark.usefixtures("office")
def test_a_line_that_fails_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "uit.docx"
    questions.write_text('{"question": "Wat?"}\nniets\n')
    assert main(["batch", str(questions), "-o", str(answers)]) == 1
    assert "1 van 2 vragen verwerkt" in capsys.readouterr().err
    assert answers.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "output", "reason"),
    [
        ("in.txt", "uit.pdf", "uit.pdf: kies voor -o een van deze soorten"),
        ("in.txt", "weg/uit.md", "bestaat niet"),
        ("in.pdf", "uit.md", "in.pdf: dit soort bestand kan niet"),
        ("in.csv", "in.csv", "over uw vragen heen"),
        ("weg.txt", "uit.md", "niet lezen"),
    ],
)
def test_a_batch_that_cannot_be_done_asks_nothing(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, output: str, reason: str
) -> None:
    (tmp_path / "in.txt").write_text("Wat?\n")
    assert main(["batch", str(tmp_path / name), "-o", str(tmp_path / output)]) == 1
    assert reason in capsys.readouterr().err
    assert office.assistant.asked == []


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (REPORT, "De zoekindex is klaar: 4 documenten, 120 passages (gen-000001), in 1,2 s.\n"),
        (
            replace(REPORT, built=False),
            "De zoekindex was al bijgewerkt: 4 documenten, 120 passages (gen-000001).\n",
        ),
    ],
)
def test_the_index_says_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: BuildReport, told: str
) -> None:
    monkeypatch.setattr("sro_assistant.cli.opening.update_index", lambda _settings, _progress: report)
    assert main(["index"]) == 0
    assert capsys.readouterr().out == told


def test_our_own_errors_end_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_settings: Settings, _progress: object) -> NoReturn:
        raise CorpusError("manifest.toml ontbreekt. Zet het terug.")

    monkeypatch.setattr("sro_assistant.cli.opening.update_index", broken)
    assert main(["index"]) == 1
    assert capsys.readouterr().err == "Fout: manifest.toml ontbreekt. Zet het terug.\n"


def test_an_interrupted_command_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_settings: Settings, _progress: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("sro_assistant.cli.opening.update_index", interrupted)
    assert main(["index"]) == 1
    assert capsys.readouterr() == ("", "")


def test_a_port_in_use_is_told_before_anything_is_built(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"Fout: Poort {port} is al in gebruik.")
    assert office.built == 0


@pytest.mark.parametrize("host", ["999.1.1.1", "a" * 70, "een adres"])
def test_a_host_that_does_not_exist_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    def unknown(*_arguments: object, **_options: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert main(["serve", "--host", host]) == 1
    assert capsys.readouterr().err.startswith(f"Fout: Het adres “{host}” bestaat niet")


def test_progress_goes_on_when_a_step_ends_early() -> None:
    progress = Progress()
    for step in (("Lezen", 0, 0), ("Lezen", 2, 4), ("Schrijven", 1, 1), ("Schrijven", 1, 1)):
        progress(*step)
    progress.close()
    progress.close()


HEAVY = (
    "chromadb", "docx", "fastapi", "jinja2", "lxml", "openpyxl", "pypdf", "starlette", "tqdm", "uvicorn",
    "wordfreq",
)  # fmt: skip


def python(script: str, encoding: str = "utf-8", output: int = subprocess.PIPE) -> tuple[int, str, str]:
    """The status, output and errors of a process of its own."""
    done = subprocess.run(  # noqa: S603 - this interpreter, with words from this file
        [sys.executable, "-c", script],
        stdout=output,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    return done.returncode, (done.stdout or b"").decode(encoding), done.stderr.decode(encoding)


FAKE_BUILD = (
    "from types import SimpleNamespace as Report;"
    "index.build = lambda settings: Report("
    "generation='g', documents=1, passages=1, seconds=1.0, built=True, problems=());"
)


def test_a_question_loads_nothing_that_only_serving_or_building_needs() -> None:
    loading = "import sys, sro_assistant.cli, sro_assistant.cli.ask;"
    assert python(f"{loading} print([m for m in {HEAVY} if m in sys.modules])") == (0, "[]\n", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_utf8_still_gets_its_help(encoding: str) -> None:
    status, told, _ = python("from sro_assistant.cli import main; main(['--help'])", encoding)
    assert status == 0
    assert told.startswith("Gebruik: sro")


def test_a_closed_pipe_is_no_crash() -> None:
    script = (
        f"import sys, sro_assistant.cli.index as index; {FAKE_BUILD}"
        "from sro_assistant.cli import main; sys.exit(main(['index']))"
    )
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb"):
        assert python(script, output=writer) == (1, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told_in_dutch() -> None:
    script = "import sys; from sro_assistant.cli import main; sys.exit(main(['index']))"
    script = f"import sro_assistant.cli.index as index; {FAKE_BUILD} {script}"
    with Path("/dev/full").open("wb") as full:
        assert python(script, output=full.fileno()) == (
            1, "", "Fout: Ik kan niets meer schrijven: de schijf is vol. Maak plaats.\n"
        )  # fmt: skip
