"""Word files, in and out."""

import io
import zipfile
from dataclasses import dataclass

import pytest
from docx import Document

from sro_assistant.adapters.word import read_questions, write_document
from sro_assistant.errors import InputError


@dataclass(frozen=True)
class Block:
    style: str
    text: str


BLOCKS = (
    Block("notice", "Gemaakt door een AI-systeem."),
    Block("heading", "Wat is de SRO?"),
    Block("paragraph", "Een team.\x00 [1]"),
    Block("item", "een punt"),
    Block("subheading", "Bronnen"),
    Block("quote", "“Een team.”"),
)


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


def test_a_written_document_has_real_headings_and_keeps_every_word() -> None:
    document = Document(io.BytesIO(write_document("Antwoorden", "AI", BLOCKS)))
    assert [(p.style.name if p.style else None, p.text) for p in document.paragraphs] == [
        ("Title", "Antwoorden"),
        ("Intense Quote", "Gemaakt door een AI-systeem."),
        ("Heading 1", "Wat is de SRO?"),
        ("Normal", "Een team. [1]"),
        ("List Bullet", "een punt"),
        ("Heading 2", "Bronnen"),
        ("Quote", "“Een team.”"),
    ]
    properties = document.core_properties
    assert (properties.language, properties.title, properties.comments) == ("nl-BE", "Antwoorden", "AI")


def test_a_written_document_is_dutch_for_a_spelling_checker() -> None:
    with zipfile.ZipFile(io.BytesIO(write_document("Antwoorden", "AI", BLOCKS))) as file:
        styles = file.read("word/styles.xml").decode()
    assert 'w:lang w:val="nl-BE"' in styles
    assert "en-US" not in styles


@pytest.mark.parametrize("data", [b"", b"gewone tekst", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_word_file_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="geen leesbaar Word-bestand"):
        read_questions(data)
