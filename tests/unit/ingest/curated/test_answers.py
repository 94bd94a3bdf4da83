from pathlib import Path

import pytest

from sro_assistant.domain import Layout, Status
from sro_assistant.domain.bank import Review
from sro_assistant.ingest.curated.answers import Quote, WrittenEntry, WrittenStatement, read_bank

ENTRY = """
  - id: raad-wie
    vraag: Wie zit er in de raad?
    anders_gevraagd:
      - Wie zijn de leden?
      - short: leden raad
    antwoord:
      - tekst: De raad telt drie leden.
        punt: true
        citaten:
          - document: nota
            citaat: >-
              De raad telt
              drie leden.
    zie_ook: [raad-waar]
"""
NOWHERE = """
  - id: raad-telefoon
    vraag: Wat is het nummer van de raad?
    status: not_found
    ontbreekt: [De bronnen geven geen nummer.]
    verwant:
      - {document: nota, citaat: De raad telt drie leden.}
    waar_vragen: Vraag het aan de SRO.
    nazicht: {stand: nagekeken, rol: SRO-medewerker, datum: 2026-12-01}
"""
HEAD = "onderwerp: De raad\nantwoorden:"


def bank_of(folder: Path, **files: str) -> Path:
    answers = folder / "answers"
    answers.mkdir()
    for name, text in files.items():
        (answers / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_an_entry_is_read_with_its_questions_statements_and_quotes(tmp_path: Path) -> None:
    read = read_bank(bank_of(tmp_path, raad=HEAD + ENTRY))
    assert read.problems == ()
    assert read.entries == (
        WrittenEntry(
            id="raad-wie",
            subject="De raad",
            question="Wie zit er in de raad?",
            ways=(("Wie zijn de leden?", "plain"), ("leden raad", "short")),
            status=Status.ANSWERED,
            statements=(
                WrittenStatement(
                    text="De raad telt drie leden.",
                    quotes=(Quote(document_id="nota", text="De raad telt drie leden."),),
                    layout=Layout.ITEM,
                ),
            ),
            related=(),
            missing=(),
            ask="",
            notices=(),
            see_also=("raad-waar",),
            review=None,
            place="raad.yaml, regel 3",
        ),
    )


def test_an_entry_that_answers_nothing_says_what_is_missing_and_whom_to_ask(tmp_path: Path) -> None:
    (entry,) = read_bank(bank_of(tmp_path, raad=HEAD + NOWHERE)).entries
    assert (entry.status, entry.missing, entry.ask) == (
        Status.NOT_FOUND,
        ("De bronnen geven geen nummer.",),
        "Vraag het aan de SRO.",
    )
    assert entry.review == Review(role="SRO-medewerker", on="2026-12-01")


def test_the_review_of_a_file_holds_for_its_entries(tmp_path: Path) -> None:
    reviewed = "nazicht: {stand: nagekeken, rol: jurist, datum: 2026-12-02}\n"
    (entry,) = read_bank(bank_of(tmp_path, raad=reviewed + HEAD + ENTRY)).entries
    assert entry.review == Review(role="jurist", on="2026-12-02")


def test_a_corpus_without_a_bank_has_no_entries(tmp_path: Path) -> None:
    read = read_bank(tmp_path)
    assert (read.entries, read.problems) == ((), ())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ENTRY.replace("raad-wie", "Raad wie"), "kleine letters"),
        (ENTRY.replace("    vraag: Wie zit er in de raad?\n", ""), "‘vraag’ ontbreekt"),
        (ENTRY.replace("tekst:", "text:"), "onbekend veld: text"),
        (ENTRY.replace("short:", "kort:"), "onbekend veld: kort"),
        (ENTRY.replace("punt: true", "punt: ja"), "‘punt’ is true of false"),
        (ENTRY + "    status: answerd\n", "status is ‘answerd’"),
        (ENTRY + "    status: partial\n", "horen bij elkaar"),
        (ENTRY + "    ontbreekt: [Iets.]\n", "horen bij elkaar"),
        (ENTRY + "    ontbreekt: Iets.\n", "geen lijst"),
        (ENTRY + "    status: not_found\n", "geen ‘antwoord’"),
        (ENTRY + "    nazicht: gelezen\n", "nazicht"),
        (NOWHERE.replace("    waar_vragen: Vraag het aan de SRO.\n", ""), "waar_vragen"),
        (NOWHERE.replace("    ontbreekt: [De bronnen geven geen nummer.]\n", ""), "ontbreekt"),
        (NOWHERE.replace("2026-12-01", "gisteren"), "JJJJ-MM-DD"),
        ("\n  - zomaar tekst\n", "niet de goede vorm"),
    ],
)
def test_a_wrong_entry_is_told_with_its_place_and_leaves_the_others(
    tmp_path: Path, wrong: str, told: str
) -> None:
    good = ENTRY.replace("raad-wie", "raad-goed")
    read = read_bank(bank_of(tmp_path, raad=HEAD + good + wrong))
    assert [entry.id for entry in read.entries] == ["raad-goed"]
    (problem,) = read.problems
    assert problem.message.startswith("raad.yaml, regel 1")
    assert told in problem.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("onderwerp: x\nantwoorden: [", "geen geldige YAML"),
        ("onderwerp: x\nantwoorden:\n  - id: a: b\n", "regel 3 is geen geldige YAML"),
        ("onderwerp: x\nantwoorden: []\n", "geen lijst ‘antwoorden’"),
        ("", "niet de goede vorm"),
        ("onderwerp: x\nvragen: []\n", "onbekend veld: vragen"),
        ("onderwerp: \x07\n", "teken dat niet in YAML mag"),
    ],
)
def test_a_wrong_file_is_told_and_leaves_the_other_files(tmp_path: Path, text: str, told: str) -> None:
    read = read_bank(bank_of(tmp_path, fout=text, raad=HEAD + ENTRY))
    assert [entry.id for entry in read.entries] == ["raad-wie"]
    (problem,) = read.problems
    assert problem.message.startswith("fout.yaml: ")
    assert told in problem.message


def test_an_id_that_is_taken_is_told_with_both_places(tmp_path: Path) -> None:
    read = read_bank(bank_of(tmp_path, a=HEAD + ENTRY, b=HEAD + ENTRY))
    assert [entry.place for entry in read.entries] == ["a.yaml, regel 3"]
    assert [p.message for p in read.problems] == [
        "b.yaml, regel 3 (raad-wie): dit id staat ook in a.yaml, regel 3. Kies een ander id."
    ]
