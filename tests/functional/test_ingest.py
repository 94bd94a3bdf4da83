"""`sro ingest` on the shipped corpus: a document serves at once, or everything is as it was."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.cli import main
from sro_assistant.settings import Settings
from sro_assistant.wiring import open_assistant, update_index

pytestmark = pytest.mark.functional

TEXT = """# Nota over de proefregio Haspengouw
## Wie doet wat
De proefraad van Haspengouw komt elke maand samen in Borgloon. Hij beslist over de middelen.
## Budget
Het budget van de proefregio Haspengouw is 123.456 euro per jaar.
## Planning
De eerste projecten in Haspengouw starten in het voorjaar van 2025.
"""
FACTS = (
    "--titel", "Nota over de proefregio", "--uitgever", "Bureau", "--datum", "2024-05", "--soort", "nota",
    "--geldigheid", "actueel", "--reden", "De nota zegt het zelf.", "--licentie", "Vrij te citeren.", "--ja",
)  # fmt: skip


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home of the test's own, with the index as it was built for all."""
    for name in ("corpus", "index"):
        shutil.copytree(settings.home / name, tmp_path / name)
    (tmp_path / "models").symlink_to(settings.models_dir)
    monkeypatch.setenv("SRO_HOME", str(tmp_path))
    return Settings(home=tmp_path)


@pytest.fixture
def nota(tmp_path: Path) -> Path:
    path = tmp_path / "Proefregio.md"
    path.write_text(TEXT, "utf-8")
    return path


def corpus_of(home: Settings) -> dict[str, bytes]:
    files = (path for path in home.corpus_dir.rglob("*") if path.is_file())
    return {path.relative_to(home.corpus_dir).as_posix(): path.read_bytes() for path in files}


def served_documents(home: Settings) -> list[str]:
    with closing(open_assistant(home)) as assistant:
        return [document.source.id for document in assistant.documents()]


def test_a_good_file_serves_at_once_and_only_once(
    home: Settings, nota: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = corpus_of(home)
    assert main(["ingest", str(nota), *FACTS]) == 0
    told = capsys.readouterr().out
    assert "‘proefregio’ is toegevoegd, met 3 passages." in told
    assert {name for name in corpus_of(home) if name not in before} == {"proefregio.md"}
    assert "proefregio" in served_documents(home)
    assert main(["ingest", str(nota), *FACTS]) == 1
    assert "Dit bestand is er al: proefregio.md" in capsys.readouterr().err


def test_names_that_only_a_new_file_has_lead_to_it(home: Settings, nota: Path) -> None:
    assert main(["ingest", str(nota), *FACTS]) == 0
    with closing(open_assistant(home)) as assistant:
        asked = [
            "Hoeveel bedraagt het budget van de proefregio Haspengouw?",
            "Waar komt de proefraad van Haspengouw samen?",
            "Wat gebeurt er in Borgloon?",
        ]
        answers = [assistant.ask(Request(question=question)) for question in asked]
    nearest = [{found.passage.document_id for found in answer.retrieved[:3]} for answer in answers]
    assert all("proefregio" in found for found in nearest)
    assert "123.456 euro" in answers[0].statements[0].text


def test_what_is_not_said_of_a_file_is_asked_for_and_never_guessed(
    home: Settings, nota: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = corpus_of(home)
    assert main(["ingest", str(nota), "--titel", "Nota"]) == 1
    assert "--uitgever --datum --soort --geldigheid --reden --licentie" in capsys.readouterr().err
    assert corpus_of(home) == before


def test_a_preview_changes_nothing(home: Settings, nota: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = corpus_of(home)
    assert main(["ingest", str(nota), "--toon"]) == 0
    assert "Budget" in capsys.readouterr().out
    assert corpus_of(home) == before


def test_a_bad_file_stops_no_good_one_and_leaves_nothing_behind(
    home: Settings, nota: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "stuk.pdf"
    bad.write_bytes(b"%PDF-1.7 maar niet heus")
    facts = [fact for fact in FACTS if fact not in ("--titel", "Nota over de proefregio")]
    with pytest.MonkeyPatch.context() as nobody_there:
        nobody_there.setattr(sys.stdin, "isatty", lambda: False, raising=False)
        assert main(["ingest", str(bad), str(nota), "--titel", "x", *facts]) == 1
        assert "één voor één" in capsys.readouterr().err
        assert main(["ingest", str(bad), *FACTS]) == 1
    assert "stuk.pdf" in capsys.readouterr().err
    assert "stuk.pdf" not in corpus_of(home)
    assert "proefregio" not in served_documents(home)


def test_a_run_that_is_killed_leaves_what_was_there_and_the_next_takes_it_up(
    home: Settings, nota: Path
) -> None:
    before = corpus_of(home)
    process = subprocess.Popen(  # noqa: S603 - our own command
        [str(Path(sys.executable).with_name("sro")), "ingest", str(nota), *FACTS],
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    manifest = home.corpus_dir / "manifest.toml"
    while manifest.read_bytes() == before["manifest.toml"] and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.wait()
    after = corpus_of(home)
    assert {name: after[name] for name in before if name != "manifest.toml"} == {
        name: data for name, data in before.items() if name != "manifest.toml"
    }
    assert after["manifest.toml"].startswith(before["manifest.toml"].rstrip(b"\n"))
    assert "strategienota" in served_documents(home)
    update_index(home, lambda _label, _done, _total: None)
    assert "proefregio" in served_documents(home)
