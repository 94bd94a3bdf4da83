"""What people upload and paste: questions come out, who asked them does not."""

import time

import pytest

from sro_assistant.desk.batch import Rows
from sro_assistant.desk.files import MAX_FILE_BYTES
from sro_assistant.desk.webinar.reading import MOST_QUESTIONS, Table, read_pasted, read_upload
from sro_assistant.errors import InputError
from sro_assistant.retrieve.question import MAX_CHARACTERS

IGNORED = "Niet gelezen, om geen persoonsgegevens te gebruiken: {}."
WITHOUT = "E-mailadressen en telefoonnummers in de vragen zijn weggelaten."


def read_csv(text: str) -> tuple[list[str], tuple[str, ...]]:
    upload = read_upload("vragen.csv", text.encode(), {})
    return [asked.text for asked in upload.questions], upload.notices


def pasted(text: str) -> list[str]:
    return [asked.text for asked in read_pasted(text).questions]


@pytest.mark.parametrize(
    "text",
    [
        "Naam;E-mail;Uw vraag\nJan Peeters;jan@voorbeeld.be;Wat is de SRB?\n",
        "Vraag,Naam,E-mail\nWat is de SRB?,Jan Peeters,jan@voorbeeld.be\n",
        "Naam\tVraag gesteld door\tVraag\nx\tJan Peeters\tWat is de SRB?\n",
        "Q&A Report\nReport Generated:,2026\n#,Question,Asker Name\n1,Wat is de SRB?,Jan Peeters\n",
        "Jan Peeters;jan@voorbeeld.be;Wat is de SRB?\nAn Claes;an@voorbeeld.be;Wat is de SRB?\n",
    ],
)
def test_only_the_column_with_questions_is_read(text: str) -> None:
    questions, notices = read_csv(text)
    assert set(questions) == {"Wat is de SRB?"}
    assert notices[0].startswith(IGNORED.format("")[:30])


def test_the_columns_that_were_left_out_are_named() -> None:
    assert read_csv("Naam;Vraag\nJan;Wat is de SRB?\n") == (["Wat is de SRB?"], (IGNORED.format("Naam"),))


def test_several_questions_in_one_cell_stay_together() -> None:
    assert read_csv('Vraag;Naam\n"Wat is de SRB?\nEn wie zit erin?";Jan\n')[0] == [
        "Wat is de SRB? En wie zit erin?"
    ]


def test_a_comma_in_a_question_cuts_nothing() -> None:
    assert read_csv("Vraag\nWat is de SRB, en waarom?\nWie betaalt, wie beslist?\n") == (
        ["Wat is de SRB, en waarom?", "Wie betaalt, wie beslist?"],
        (),
    )


def test_a_table_of_names_alone_has_no_questions() -> None:
    with pytest.raises(InputError, match="Zet ‘Vraag’ boven de kolom"):
        read_csv("Jan;Peeters\nAn;Claes\n")


def test_addresses_and_numbers_in_a_question_are_left_out() -> None:
    upload = read_pasted("Bel 0475 12 34 56 of mail jan.p@voorbeeld.be: kost het 1.250.000 euro in 2023?")
    assert [asked.text for asked in upload.questions] == [
        "Bel (telefoonnummer weggelaten) of mail (e-mailadres weggelaten): kost het 1.250.000 euro in 2023?"
    ]
    assert upload.notices == (WITHOUT,)


def test_a_numbered_list_keeps_lines_that_belong_together() -> None:
    text = "Vragen van het webinar:\n1. Wat is de SRB\nen wie zit erin?\n2) Wie betaalt?\n"
    assert pasted(text) == ["Wat is de SRB en wie zit erin?", "Wie betaalt?"]


def test_loose_lines_are_questions_without_their_bullets() -> None:
    assert pasted("• Wat is de SRB?\n\n- Wie betaalt?\nVraag 3: Hoe?\n???\n12\n") == [
        "Wat is de SRB?", "Wie betaalt?", "Hoe?"
    ]  # fmt: skip


def test_a_text_file_is_read_as_pasted_in_any_encoding() -> None:
    upload = read_upload("vragen.txt", "Wat is één regio?".encode("cp1252"), {})
    assert [asked.text for asked in upload.questions] == ["Wat is één regio?"]


def test_every_table_of_an_office_file_is_read_for_its_own_column() -> None:
    def read(_data: bytes) -> list[Table]:
        tables: list[Rows] = [[["Wat is de SRB?"]], [["Naam", "Vraag"], ["Jan", "Wie betaalt?"]], [["", ""]]]
        return [("", rows) for rows in tables]

    upload = read_upload("vragen.DOCX", b"-", {".docx": read})
    assert [(asked.number, asked.text) for asked in upload.questions] == [
        (1, "Wat is de SRB?"), (2, "Wie betaalt?")
    ]  # fmt: skip
    assert upload.notices == (IGNORED.format("Naam"),)


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("vragen.pdf", b"x", "Kies een van deze: .csv, .txt"),
        ("vragen.txt", b" \n ", "geen vragen"),
        ("vragen.csv", b"", "geen vragen"),
        ("vragen.txt", b"Wat?\n" * (MOST_QUESTIONS + 1), "hoogstens 500"),
        ("vragen.txt", b"x" * (MAX_FILE_BYTES + 1), "te groot"),
        ("vragen.txt", b"x" * (MAX_CHARACTERS + 1), "langer dan 2000 tekens"),
        ("vragen.txt", b"MZ\x90\x00", "geen tekst"),
    ],
)
def test_what_cannot_be_used_says_why(name: str, data: bytes, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        read_upload(name, data, {})


def read_sheets(*sheets: Table) -> tuple[list[str], tuple[str, ...]]:
    upload = read_upload("vragen.xlsx", b"-", {".xlsx": lambda _: sheets})
    return [asked.text for asked in upload.questions], upload.notices


def test_the_sheets_that_were_read_are_named() -> None:
    assert read_sheets(("ochtend", [["Vraag"], ["Wat?"]]), ("namiddag", [["Vraag"], ["Wie?"]])) == (
        ["Wat?", "Wie?"],
        ("Gelezen uit 2 werkbladen: ‘ochtend’, ‘namiddag’.",),
    )


def test_a_sheet_that_explains_is_left_out_and_named() -> None:
    explained: Table = ("Uitleg", [["Dit bestand bevat de vragen van de deelnemers."]])
    assert read_sheets(explained, ("Vragen", [["Vraag"], ["Wat?"]])) == (
        ["Wat?"],
        ("Niet gelezen, want zonder kolom met vragen: ‘Uitleg’.",),
    )


def test_a_table_without_questions_does_not_cost_the_others() -> None:
    speakers: Table = ("", [["Jan", "Peeters"], ["An", "Claes"]])
    assert read_sheets(("", [["Wat is de SRB?"]]), speakers) == (
        ["Wat is de SRB?"],
        ("Een tabel zonder kolom met vragen is niet gelezen.",),
    )


def test_a_question_that_nobody_could_answer_at_once_is_left_out_and_told() -> None:
    upload = read_pasted(f"Wat is de SRB?\n{'waarom ' * 400}?")
    assert [asked.text for asked in upload.questions] == ["Wat is de SRB?"]
    assert upload.notices == ("Eén vraag is niet gelezen: langer dan 2000 tekens. Kort ze in.",)


@pytest.mark.parametrize("piece", ["x", "x.", "a@", "0 ", "é"])
def test_one_endless_word_takes_no_longer_than_many_words(piece: str) -> None:
    """Looking for addresses in it took seconds, in which nobody else was answered."""
    cell = piece * (60_000 // len(piece))
    started = time.process_time()
    read_csv(f"Jan;Wat is de SRB?\n{cell};Wie zit er in de SRB?\n")
    assert time.process_time() - started < 1
