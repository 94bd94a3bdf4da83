"""Word files with questions."""

import io

import pytest
from docx import Document

from sro_assistant.adapters.word import read_questions
from sro_assistant.errors import InputError


def test_questions_are_paragraphs_items_and_first_columns_but_not_headings() -> None:
    document = Document()
    document.add_heading("Vragen voor het webinar", level=1)
    document.add_paragraph("Vragen van de deelnemers:")
    document.add_paragraph("Wat is de SRO?")
    document.add_paragraph("")
    document.add_paragraph("Leg de Board uit.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Vraag", "Naam"), ("Wie leidt dat?", "An")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    assert read_questions(data.getvalue()) == (
        ("Wat is de SRO?",),
        ("Leg de Board uit.",),
        ("Wie leidt dat?",),
    )


@pytest.mark.parametrize("data", [b"", b"gewone tekst", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_word_file_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="geen leesbaar Word-bestand"):
        read_questions(data)
