"""`sro bank` on a small home: one document, one file of answers."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.cli import main
from sro_assistant.domain import Answer, Language, Mode, Query, Status
from sro_assistant.domain.bank import AskedEntry
from sro_assistant.ingest.curated.answers import read_file

TEXT = "De raad telt drie leden. De raad komt elke maand samen.\n"
BANK = """
onderwerp: De raad
antwoorden:
  - id: raad-leden
    vraag: Hoeveel leden telt de raad?
    antwoord:
      - tekst: De raad telt 3 leden.
        citaten: [{document: nota, citaat: De raad telt drie leden.}]
"""
WRONG = """
  - id: raad-vaak
    vraag: Hoe vaak komt de raad samen?
    antwoord:
      - tekst: De raad komt elk jaar samen.
        citaten: [{document: nota, citaat: De raad komt elk jaar samen.}]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    corpus = tmp_path / "corpus"
    (corpus / "answers").mkdir(parents=True)
    (corpus / "nota.txt").write_text(TEXT, "utf-8")
    fields = {
        "id": "nota", "path": "nota.txt", "title": "Nota", "publisher": "Bureau", "kind": "nota",
        "validity": "current", "validity_reason": "test", "licence": "test",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }  # fmt: skip
    lines = (f'{name} = "{value}"\n' for name, value in fields.items())
    (corpus / "manifest.toml").write_text("[[source]]\n" + "".join(lines), "utf-8")
    (corpus / "answers" / "raad.yaml").write_text(BANK, "utf-8")
    monkeypatch.setenv("SRO_HOME", str(tmp_path))
    return tmp_path


def add(home: Path, text: str) -> None:
    with (home / "corpus" / "answers" / "raad.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.usefixtures("home")
def test_a_bank_in_order_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "check"]) == 0
    assert "1 antwoorden dienen, met 1 vragen. Niet in orde: 0." in capsys.readouterr().out


def test_what_is_to_be_read_again_fails_the_check(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(home, WRONG)
    assert main(["bank", "check", "raad"]) == 1
    out = capsys.readouterr().out
    assert "TE HERBEKIJKEN  raad.yaml, regel 10 (raad-vaak): " in out
    assert "Nu staat er: ‘De raad komt elke maand samen.’" in out


def test_a_check_of_another_file_passes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(home, WRONG)
    (home / "corpus" / "answers" / "ander.yaml").write_text(
        BANK.replace("raad-leden", "ander-leden"), "utf-8"
    )
    assert main(["bank", "check", "ander.yaml"]) == 0
    assert "raad-vaak" not in capsys.readouterr().out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("action", ["check", "list"])
def test_a_file_that_is_not_in_the_bank_is_named(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", action, "raat.yaml"]) == 1
    assert "raat.yaml: dit bestand staat niet in corpus/answers." in capsys.readouterr().err


def test_the_list_shows_what_serves_and_what_is_to_be_read_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(home, WRONG)
    assert main(["bank", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "raad-leden  [answered, voorbereid]  Hoeveel leden telt de raad?"
    assert second.startswith("TE HERBEKIJKEN  raad.yaml, regel 10")


@pytest.mark.usefixtures("home")
def test_the_sentences_without_an_answer_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "list", "--ongedekt"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "nota: 1 van 2 zinnen gedekt",
        "  - De raad komt elke maand samen.",
    ]


@dataclass
class FakeAssistant:
    """Declines, and has one prepared question."""

    asked: list[Request] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        text = request.question
        query = Query(question=text, meant=text, resolved=text, dutch=text, language=Language.DUTCH, terms={})
        return Answer(question=text, status=Status.NOT_FOUND, mode=Mode.EXTRACTIVE, query=query)

    def nearest_prepared(self, _question: str) -> AskedEntry:
        return AskedEntry("raad-leden", "Hoeveel leden telt de raad?", 0.5)

    def close(self) -> None:
        """Has nothing open."""


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant()
    monkeypatch.setattr("sro_assistant.cli.bank.open_or_build", lambda _settings: fake)
    return fake


def test_what_the_assistant_says_without_the_bank_becomes_a_new_answer(
    home: Path, assistant: FakeAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["bank", "add", "Wie zit de raad voor?", "--onderwerp", "raad", "--id", "raad-voorzitter"]
    assert main(arguments) == 0
    assert assistant.asked == [Request(question="Wie zit de raad voor?", bank=False)]
    added = read_file(home / "corpus" / "answers" / "raad.yaml").entries[-1]
    assert (added.id, added.status) == ("raad-voorzitter", Status.NOT_FOUND)
    assert "sro bank check raad" in capsys.readouterr().out


@pytest.mark.usefixtures("assistant")
def test_the_report_tells_the_nearest_question_and_fails_on_the_same_one(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = home / "vragen.jsonl"
    case = {"id": "1", "type": "single_fact", "answerable": True, "facts": [["drie"]], "forbidden": []}

    def put(question: str) -> None:
        cases.write_text(json.dumps({**case, "question": question, "evidence": []}), "utf-8")

    put("Met hoeveel zijn ze in de raad?")
    assert main(["bank", "report", "--questions", str(cases)]) == 0
    out = capsys.readouterr().out
    assert "0.50  Met hoeveel zijn ze in de raad?  →  Hoeveel leden telt de raad?" in out
    assert "Dekking nota: 1 van 2 zinnen (50%)" in out
    put("hoeveel leden telt de raad")
    assert main(["bank", "report", "--questions", str(cases)]) == 1
