"""`sro bank draft` and `sro questions draft` on a small home, with a folder of exchanges as the model."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sro_assistant.cli import main
from sro_assistant.ingest.curated.answers import read_file
from sro_assistant.ingest.curated.questions import read_anchors

MEETS = "De raad telt drie leden en komt elke maand samen in Brussel."
PAYS = "De gemeenten betalen de raad niet."
TEXT = f"{MEETS} {PAYS}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    corpus = tmp_path / "corpus"
    (corpus / "answers").mkdir(parents=True)
    (corpus / "questions").mkdir()
    (corpus / "nota.txt").write_text(TEXT, "utf-8")
    fields = {
        "id": "nota", "path": "nota.txt", "title": "Nota", "publisher": "Bureau", "kind": "nota",
        "validity": "current", "validity_reason": "test", "licence": "test",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }  # fmt: skip
    lines = (f'{name} = "{value}"\n' for name, value in fields.items())
    (corpus / "manifest.toml").write_text("[[source]]\n" + "".join(lines), "utf-8")
    monkeypatch.setenv("SRO_HOME", str(tmp_path))
    monkeypatch.setenv("SRO_LLM_REPLAY", str(tmp_path / "model"))
    return tmp_path


def answered(home: Path, *said: Mapping[str, object]) -> None:
    """Answers what the model was asked and had no answer to."""
    (pending,) = (home / "model" / "pending").glob("*.json")
    assert MEETS in pending.read_text("utf-8")
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in said)
    pending.with_suffix(".txt").write_text(f"Hier zijn ze:\n```json\n{lines}\n```", "utf-8")


def entry(question: str, text: str, quote: str, *ways: str) -> dict[str, object]:
    said = [{"tekst": text, "citaten": [quote]}]
    return {"vraag": question, "anders_gevraagd": list(ways), "antwoord": said}


def drafted(home: Path, *command: str) -> int:
    return main([*command, "draft", "nota", "-o", str(home / "ontwerp")])


def test_entries_that_pass_the_check_of_the_bank_are_written_to_be_reviewed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drafted(home, "bank") == 1
    answered(
        home,
        entry("Hoeveel leden telt de raad?", "De raad telt 3 leden.", MEETS, "Hoe groot is de raad?"),
        entry("Waar komt de raad samen?", "De raad komt samen in Gent.", MEETS),
        entry("Wie betaalt de raad?", "De gemeenten betalen de raad.", PAYS),
        entry("Hoe vaak komt de raad samen?", "De raad komt elke maand samen.", "Elke maand komt de raad."),
        entry("hoeveel leden telt de raad ?", "De raad telt 3 leden.", MEETS),
        entry("De raad", "De raad telt 3 leden.", MEETS),
        {"vraag": "Wat?"},
    )
    capsys.readouterr()
    assert drafted(home, "bank") == 0
    told = capsys.readouterr().out
    assert "Gevraagd over 1 passages. Goed: 1 ontwerpen. Weggelaten: 6. Zonder antwoord: 0." in told
    written = read_file(home / "ontwerp")
    assert [(e.id, e.question, e.ways, e.review) for e in written.entries] == [
        ("ontwerp-nota-1", "Hoeveel leden telt de raad?", (("Hoe groot is de raad?", "plain"),), None)
    ]
    assert list((home / "corpus" / "answers").iterdir()) == []


def test_a_draft_that_was_moved_to_the_bank_serves_and_its_passage_is_not_asked_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted(home, "bank")
    answered(home, entry("Hoeveel leden telt de raad?", "De raad telt 3 leden.", MEETS))
    drafted(home, "bank")
    (home / "ontwerp").rename(home / "corpus" / "answers" / "raad.yaml")
    assert main(["bank", "check"]) == 0
    capsys.readouterr()
    assert drafted(home, "bank") == 0
    assert capsys.readouterr().out.startswith("Er is geen passage die er nog geen heeft.")
    assert not (home / "ontwerp").exists()


def test_questions_are_hung_on_a_sentence_of_their_passage(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drafted(home, "questions") == 1
    asked = [
        {"tekst": "Hoeveel leden telt de raad?", "stijl": "plain"},
        {"tekst": "How many members does the board have?", "stijl": "en"},
        {"tekst": "Telt de raad 12 leden?", "stijl": "plain"},
        {"tekst": "Hoeveel leden telt de raad", "stijl": "typo"},
    ]
    answered(
        home,
        {"citaat": MEETS, "vragen": asked},
        {"citaat": "De raad telt vier leden.", "vragen": asked[:1]},
        {"citaat": PAYS, "vragen": [{"tekst": "Wie?", "stijl": "mooi"}]},
    )
    capsys.readouterr()
    assert drafted(home, "questions") == 0
    assert "Goed: 2 ontwerpen. Weggelaten: 4." in capsys.readouterr().out
    (home / "ontwerp").rename(home / "corpus" / "questions" / "nota.jsonl")
    (anchor,) = read_anchors(home / "corpus")
    assert (anchor.document_id, anchor.quote) == ("nota", MEETS)
    assert anchor.questions == (
        ("Hoeveel leden telt de raad?", "plain"),
        ("How many members does the board have?", "en"),
    )
    assert drafted(home, "questions") == 0
    assert not (home / "ontwerp").exists()


@pytest.mark.parametrize("command", ["bank", "questions"])
def test_nothing_is_written_among_the_sources(
    home: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = home / "corpus" / "answers" / "raad.yaml"
    assert main([command, "draft", "-o", str(target)]) == 1
    assert "een ontwerp moet eerst nagelezen worden" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("command", ["bank", "questions"])
def test_without_a_model_or_with_an_unknown_document_it_says_so(
    home: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "draft", "boek", "-o", str(home / "ontwerp")]) == 1
    assert "Er is geen document ‘boek’. Kies uit: nota." in capsys.readouterr().err
    monkeypatch.delenv("SRO_LLM_REPLAY")
    assert drafted(home, command) == 1
    assert "Er is geen taalmodel dat ontwerpen kan schrijven." in capsys.readouterr().err
