from pathlib import Path

import pytest

from sro_assistant.domain.conflicts import Conflict, Side
from sro_assistant.domain.guide import (
    Authority,
    Body,
    Event,
    Guidebook,
    QuoteProof,
    SheetProof,
    Step,
    Term,
    TermKind,
)
from sro_assistant.domain.sheets import Part
from sro_assistant.index.guidebook import FILE_NAME, keep_guidebook, kept_guidebook

QUOTED = (QuoteProof(document_id="nota", quote="De raad beslist."),)
BOOK = Guidebook(
    terms=(Term(term="SRB", kind=TermKind.ABBREVIATION, meaning="Smart Region Board", proofs=QUOTED),),
    bodies=(Body(name="Raad", role="beslist", authority=Authority.DECIDES, proofs=QUOTED),),
    events=(Event(day="2021", text="De raad begint.", proofs=QUOTED),),
    steps=(
        Step(
            title="Lees",
            text="Lees de fiche.",
            question="Wat?",
            proofs=(SheetProof(sheet_id="steun", part=Part.SUMMARY),),
        ),
    ),
    conflicts=(
        Conflict(
            subject="de raad",
            sides=(Side(document_id="nota", says="beslist", quote="De raad beslist."),),
            about=("raad*",),
            prevails="nota",
            why="De nota is jonger.",
        ),
    ),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "gids"
    folder.mkdir(parents=True)
    (folder / "begrippen.yaml").write_text("- term: SRB\n", "utf-8")
    return folder.parent


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    keep_guidebook(BOOK, corpus, folder)
    return folder


def test_what_was_kept_is_what_was_read(corpus: Path, index: Path) -> None:
    assert kept_guidebook(corpus, index) == BOOK
    assert [path.name for path in index.iterdir()] == [FILE_NAME]


def test_a_changed_file_is_read_again(corpus: Path, index: Path) -> None:
    (corpus / "gids" / "begrippen.yaml").write_text("- term: VLAIO\n", "utf-8")
    assert kept_guidebook(corpus, index) is None


def test_a_file_that_came_or_went_is_noticed(corpus: Path, index: Path) -> None:
    (corpus / "gids" / "tijdlijn.yaml").write_text("[]\n", "utf-8")
    assert kept_guidebook(corpus, index) is None


@pytest.mark.parametrize("change", ["SRB", "{", "Raad"])
def test_a_damaged_copy_is_not_used(corpus: Path, index: Path, change: str) -> None:
    kept = index / FILE_NAME
    kept.write_text(kept.read_text("utf-8").replace(change, "x"), "utf-8")
    assert kept_guidebook(corpus, index) is None


def test_no_copy_is_none(corpus: Path, tmp_path: Path) -> None:
    assert kept_guidebook(corpus, tmp_path) is None
