from pathlib import Path

import pytest

from sro_assistant.domain import Part
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
from sro_assistant.errors import CorpusError
from sro_assistant.ingest.curated.guidebook import read_guidebook, unproven

QUOTE = QuoteProof(document_id="nota", quote="de Smart Region Office (SRO)")
SHEET = SheetProof(sheet_id="sro", part=Part.SUMMARY)
SOURCE = "bron: [{document: nota, citaat: de Smart Region Office (SRO)}, {fiche: sro, deel: kort}]"
FILES = {
    "begrippen": f"- {{term: SRO, soort: afkorting, betekenis: Smart Region Office, {SOURCE}}}",
    "wie_is_wie": f"- {{naam: SRO, rol: verbindt, gezag: voert uit, {SOURCE}}}",
    "tijdlijn": f"- {{datum: '2021', tekst: De SRO begint., {SOURCE}}}\n"
    f"- {{datum: '2017-01-01', tekst: Smart Flanders begint., {SOURCE}}}",
    "onthaal": f"- {{titel: De SRO, tekst: De SRO verbindt., vraag: Wat doet de SRO?, {SOURCE}}}",
}


def written(folder: Path, **changed: str) -> Path:
    (folder / "gids").mkdir()
    for name, text in (FILES | changed).items():
        (folder / "gids" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_file_is_read_and_events_stand_oldest_first(tmp_path: Path) -> None:
    proofs = (QUOTE, SHEET)
    assert read_guidebook(written(tmp_path)) == Guidebook(
        terms=(Term(term="SRO", kind=TermKind.ABBREVIATION, meaning="Smart Region Office", proofs=proofs),),
        bodies=(Body(name="SRO", role="verbindt", authority=Authority.CARRIES_OUT, proofs=proofs),),
        events=(
            Event(day="2017-01-01", text="Smart Flanders begint.", proofs=proofs),
            Event(day="2021", text="De SRO begint.", proofs=proofs),
        ),
        steps=(Step(title="De SRO", text="De SRO verbindt.", question="Wat doet de SRO?", proofs=proofs),),
    )


CONFLICT = (
    "- {onderwerp: hoeveel doelen, over: [doel*], vraagt: [hoeveel], geldt: nota, waarom: Jonger.,"
    " kanten: [{document: brief, zegt: acht, citaat: 8 doelen},"
    " {document: nota, zegt: zes, citaat: 6 doelen}]}"
)


def test_where_sources_differ_is_read_with_its_sides_which_must_be_proven(tmp_path: Path) -> None:
    book = read_guidebook(written(tmp_path, strijdigheden=CONFLICT))
    sides = (
        Side(document_id="brief", says="acht", quote="8 doelen"),
        Side(document_id="nota", says="zes", quote="6 doelen"),
    )
    assert book.conflicts == (
        Conflict(
            subject="hoeveel doelen",
            sides=sides,
            about=("doel*",),
            decisive=("hoeveel",),
            prevails="nota",
            why="Jonger.",
        ),
    )
    assert {proof.quote for proof in book.proofs if isinstance(proof, QuoteProof)} >= {"8 doelen", "6 doelen"}


def test_what_prevails_must_be_one_of_the_sides(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="strijdigheden"):
        read_guidebook(written(tmp_path, strijdigheden=CONFLICT.replace("geldt: nota", "geldt: elders")))


def test_without_the_folder_the_guide_is_empty(tmp_path: Path) -> None:
    assert read_guidebook(tmp_path) == Guidebook()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {datum: vorig jaar, tekst: Iets., bron: [{fiche: sro, deel: kort}]}", "0.datum"),
        ("- {datum: '2021', tekst: Iets., bron: []}", "0.bron"),
        ("- {datum: '2021', tekst: Iets.}", "0.bron"),
        ("- {datum: '2021', tekst: Iets., wat: x, bron: [{fiche: sro, deel: kort}]}", "0.wat"),
        ("- [", "geen geldig YAML-bestand"),
    ],
)
def test_a_fault_names_the_file_and_the_field(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CorpusError, match=rf"gids/tijdlijn\.yaml: .*{told}"):
        read_guidebook(written(tmp_path, tijdlijn=text))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    corpus = written(tmp_path)
    (corpus / "gids" / "onthaal.yaml").unlink()
    with pytest.raises(CorpusError, match=r"gids/onthaal\.yaml: dit bestand is niet leesbaar"):
        read_guidebook(corpus)


def test_a_proof_without_its_document_or_sheet_is_told() -> None:
    book = Guidebook(events=(Event(day="2021", text="De SRO begint.", proofs=(QUOTE, SHEET)),))
    assert unproven(book, (), ()) == (QUOTE, SHEET)
