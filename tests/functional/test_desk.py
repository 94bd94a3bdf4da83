"""The office's desk on the shipped corpus: a webinar from upload to file, the answer bank, the sources."""

import dataclasses
import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from sro_assistant.answer.compose import Assistant
from sro_assistant.desk.documents.facts import NewDocument
from sro_assistant.desk.tasks import TaskDesk, TaskError
from sro_assistant.domain import Status, Validity
from sro_assistant.errors import InputError
from sro_assistant.ingest.curated.answers import read_bank
from sro_assistant.serve.workbench.services import Sort, Standing, Workbench, response_to
from sro_assistant.settings import Settings
from sro_assistant.wiring.desk import open_journal, open_workbench
from sro_assistant.wiring.tools import look_into_bank

pytestmark = pytest.mark.functional

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UPLOAD = """Naam;E-mail;Vraag
An Claes;an@voorbeeld.be;Wat is de Smart Region Office?
Jan Peeters;jan@voorbeeld.be;Wie zit er in de Smart Region Board?
Els Maes;els@voorbeeld.be;wie zit er in de smart region board
Tom Wouters;tom@voorbeeld.be;Wie is de burgemeester van Parijs?
"""
TEXT = """# Nota over de proefregio Haspengouw
## Wie doet wat
De proefraad van Haspengouw komt elke maand samen in Borgloon. Hij beslist over de middelen.
## Budget
Het budget van de proefregio Haspengouw is 123.456 euro per jaar.
"""
FACTS = NewDocument(
    id="proefregio",
    title="Nota over de proefregio",
    publisher="Bureau",
    published="2024-05",
    kind="nota",
    validity=Validity.CURRENT,
    validity_reason="De nota zegt het.",
    licence="Vrij te citeren.",
)


def quietly(_label: str, _done: int, _total: int) -> None:
    pass


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Settings:
    """A home of the test's own, with the index as it was built for all."""
    for name in ("corpus", "index"):
        shutil.copytree(settings.home / name, tmp_path / name)
    (tmp_path / "models").symlink_to(settings.models_dir)
    return Settings(home=tmp_path, keep_questions=True)


@pytest.fixture
def desk(home: Settings, assistant: Assistant) -> Iterator[Workbench]:
    journal = open_journal(home)
    yield open_workbench(home, lambda: assistant, journal)
    journal.close()


def test_a_webinar_goes_from_upload_to_a_document_with_verified_footnotes(
    desk: Workbench, assistant: Assistant, tmp_path: Path
) -> None:
    upload = tmp_path / "upload.csv"
    upload.write_text(UPLOAD, "utf-8")
    session = desk.webinars.start_file(upload, "vragen.csv")
    assert session.notices == ("Niet gelezen, om geen persoonsgegevens te gebruiken: Naam, E-mail.",)
    assert [[one.number for one in group.members] for group in session.groups] == [[1], [2, 3], [4]]
    drafts = session.draft_all(quietly)
    assert [(draft.id, draft.loose) for draft in drafts if draft.sort is not Sort.OPEN] == [
        ("v1", ()), ("v2", ())
    ]  # fmt: skip
    for draft in drafts[:2]:
        response = response_to(draft)
        assert response is not None
        assert [c.quote for c in response.citations] == [c.quote for c in draft.citations]
        assert session.mark(draft.id, Standing.REVIEWED, "projectleider").standing is Standing.REVIEWED
    with ZipFile(io.BytesIO(session.export("docx").data)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        text = etree.fromstring(archive.read("word/document.xml"))
    marks = [mark.get(f"{W}id") for mark in text.iter(f"{W}footnoteReference")]
    told = {note.get(f"{W}id"): "".join(map(str, note.itertext())) for note in notes}
    sources = " ".join(" ".join(document.text.split()) for document in assistant.documents())
    assert marks
    for mark in marks:
        quote = re.search("“(.*)” ", told[mark])
        assert quote is not None
        assert quote[1] in sources


def test_an_edit_that_the_sources_do_not_carry_is_caught_by_the_real_check(desk: Workbench) -> None:
    session = desk.webinars.start_text("Wie zit er in de Smart Region Board?")
    (draft,) = session.draft_all(quietly)
    edited = session.edit(draft.id, f"{draft.text}\nDe board telt zeventien leden. [1]")
    assert [(s.text, s.reason) for s in edited.loose] == [
        ("De board telt zeventien leden.", "dit getal of deze datum staat niet in de bron: 17")
    ]


def test_a_reviewed_answer_becomes_an_entry_that_serves(desk: Workbench, home: Settings) -> None:
    session = desk.webinars.start_text("Waarom werd de Smart Region Office opgericht?")
    (draft,) = session.draft_all(quietly)
    source = draft.citations[0]
    session.edit(draft.id, f"{' '.join(source.quote.split())} [1]")
    reviewed = session.mark(draft.id, Standing.REVIEWED, "projectleider")
    before = {entry.id for entry in read_bank(home.corpus_dir).entries}
    proposal = desk.bank.propose(reviewed)
    assert (proposal.is_good, proposal.problems) == (True, ())
    assert "webinarvragen.yaml" in desk.bank.add(proposal)
    entries = [entry for entry in look_into_bank(home).entries if entry.id not in before]
    assert [(entry.question, entry.status, entry.review is not None) for entry in entries] == [
        (reviewed.question, Status.ANSWERED, True)
    ]
    with pytest.raises(InputError, match="Er is al een antwoord met het id"):
        desk.bank.add(proposal)


def test_a_loose_sentence_never_reaches_the_bank(desk: Workbench, home: Settings) -> None:
    session = desk.webinars.start_text("Wie zit er in de Smart Region Board?")
    (draft,) = session.draft_all(quietly)
    edited = session.edit(draft.id, f"{draft.text}\nDank voor uw vraag.")
    proposal = desk.bank.propose(edited)
    assert ["‘Dank voor uw vraag.’" in problem for problem in proposal.problems] == [True]
    with pytest.raises(InputError, match="Dank voor uw vraag"):
        desk.bank.add(proposal)
    assert not (home.corpus_dir / "answers" / "webinarvragen.yaml").exists()


def test_a_declined_question_is_a_gap_that_is_asked_again(desk: Workbench) -> None:
    desk.webinars.start_text("Wie is de burgemeester van Parijs?").draft_all(quietly)
    found = desk.gaps.list()
    assert [(gap.question, gap.declined) for gap in found.open] == [("Wie is de burgemeester van Parijs?", 1)]
    assert found.unchecked == 1
    again = desk.gaps.refresh(quietly)
    assert (len(again.open), again.unchecked) == (1, 0)
    assert desk.journal.counts().total == 1


def test_the_sources_are_told_of_and_a_new_one_serves_from_an_index_of_its_own_process(
    desk: Workbench, home: Settings, tmp_path: Path
) -> None:
    rows = {row.id: row for row in desk.documents.rows()}
    assert rows["strategienota"].copies == ("strategienota_pdf",)
    assert desk.documents.state().is_current
    path = tmp_path / "upload"
    path.write_text(TEXT, "utf-8")
    told: list[str] = []
    added = desk.documents.add(path, FACTS, lambda label, _done, _total: told.append(label), "Proefregio.md")
    assert (added.document_id, added.passages) == ("proefregio", 2)
    assert added.generation == desk.documents.state().generation
    assert desk.documents.state().is_current
    assert "proefregio" in {row.id for row in desk.documents.rows()}
    assert set(told) == {"Het bestand nakijken", "De index bijwerken"}
    assert (home.corpus_dir / "proefregio.md").read_text("utf-8") == TEXT


def test_an_index_that_fails_elsewhere_leaves_the_sources_as_they_were(
    desk: Workbench, home: Settings, tmp_path: Path
) -> None:
    fails = "import sys; print('Fout: de schijf is vol.'); sys.exit(1)"
    tasks = TaskDesk(tmp_path / "taken", {"index": ()}, {}, (sys.executable, "-c", fails))
    documents = dataclasses.replace(desk.documents, tasks=tasks)
    before = (home.corpus_dir / "manifest.toml").read_bytes()
    path = tmp_path / "upload"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(TaskError, match="de schijf is vol"):
        documents.add(path, FACTS, quietly, "Proefregio.md")
    assert (home.corpus_dir / "manifest.toml").read_bytes() == before
    assert not (home.corpus_dir / "proefregio.md").exists()
