"""`sro ingest` at a terminal: what was not given is asked, and nothing but the title is proposed."""

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sro_assistant.cli import ingest
from sro_assistant.cli.arguments import parser
from sro_assistant.desk.documents.add import Added
from sro_assistant.desk.documents.facts import NewDocument
from sro_assistant.desk.documents.preview import Preview, PreviewSection
from sro_assistant.domain import Validity
from sro_assistant.errors import InputError
from sro_assistant.settings import Settings

GIVEN = (
    "--uitgever", "Bureau", "--soort", "nota", "--geldigheid", "historisch", "--reden", "Is oud.",
    "--licentie", "Vrij.",
)  # fmt: skip


class Terminal(io.StringIO):
    """Somebody at the keyboard, with these answers."""

    def isatty(self) -> bool:
        return True


PROBLEMS = {"stuk": ("Dit bestand is stuk.",), "leeg": ("leeg.md: dit bestand is leeg.",)}


@dataclass
class FakeDesk:
    """Takes documents; refuses some by their name."""

    added: list[tuple[str, NewDocument]] = field(default_factory=list)

    def preview(self, path: Path) -> Preview:
        return Preview(
            name=path.name,
            sha256="0" * 64,
            suggested_id=path.stem,
            suggested_title="Nota over de regio",
            sections=(PreviewSection(heading="Budget", level=1, passages=("Het budget is klein.",)),),
            problems=PROBLEMS.get(path.stem, ()),
            warnings=("Er staat weinig tekst in: 1 passage(s).",),
            likely_copy_of=None,
            kinds=("nota",),
        )

    def add(self, path: Path, facts: NewDocument) -> Added:
        self.added.append((path.name, facts))
        return Added(document_id=facts.id, passages=1, generation="gen-000002", warnings=())


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    fake = FakeDesk()
    monkeypatch.setattr(ingest, "source_adder", lambda _settings, _index: fake)
    return fake


def run(*arguments: str) -> int:
    return ingest.run(parser().parse_args(["ingest", *arguments]), Settings())


def test_what_was_not_given_is_asked_and_an_empty_answer_takes_the_proposed_title(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\n2020-07\nja\n"))
    assert run("nota.md", *GIVEN) == 0
    assert desk.added == [
        (
            "nota.md",
            NewDocument(
                id="nota",
                title="Nota over de regio",
                publisher="Bureau",
                published="2020-07",
                kind="nota",
                validity=Validity.HISTORICAL,
                validity_reason="Is oud.",
                licence="Vrij.",
            ),
        )
    ]
    told = capsys.readouterr().out
    assert "Hoe heet het document? [Nota over de regio]" in told
    assert "- Het budget is klein." in told
    assert "Let op: Er staat weinig tekst in" in told


def test_who_says_no_adds_nothing(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("nee\n"))
    assert run("nota.md", *GIVEN, "--titel", "Nota", "--datum", "onbekend") == 1
    assert desk.added == []


def test_an_unknown_date_is_said_and_not_left_out(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert run("nota.md", *GIVEN, "--titel", "Nota") == 1
    assert desk.added == []
    assert run("nota.md", *GIVEN, "--titel", "Nota", "--datum", "Onbekend") == 0
    assert desk.added[0][1].published is None


def test_a_file_that_is_refused_stops_no_other(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("Titel een\nja\n"))
    for name in ("stuk.md", "goed.md", "foto.png"):
        (tmp_path / name).touch()
    assert run(str(tmp_path), *GIVEN, "--datum", "2024") == 1
    assert [(name, facts.title) for name, facts in desk.added] == [("goed.md", "Titel een")]
    assert "stuk.md: Dit bestand is stuk." in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_a_file_is_named_once_in_what_is_wrong_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stuk.md", "leeg.md") == 1
    assert capsys.readouterr().err.splitlines() == [
        "stuk.md: Dit bestand is stuk.", "leeg.md: dit bestand is leeg."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("a.md", "b.md", "--titel", "Nota"), "één voor één"),
        (("leeg",), "geen bestanden"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    desk: FakeDesk, arguments: tuple[str, ...], wrong: str, tmp_path: Path
) -> None:
    (tmp_path / "leeg").mkdir()
    paths = [str(tmp_path / "leeg") if argument == "leeg" else argument for argument in arguments]
    with pytest.raises(InputError, match=wrong):
        run(*paths)
    assert desk.added == []


def test_a_word_that_is_no_validity_is_refused(desk: FakeDesk, capsys: pytest.CaptureFixture[str]) -> None:
    facts = [*GIVEN, "--titel", "Nota", "--datum", "2024", "--geldigheid", "vervallen", "--ja"]
    assert run("nota.md", *facts) == 1
    assert "actueel, historisch of onbekend" in capsys.readouterr().err
    assert desk.added == []
