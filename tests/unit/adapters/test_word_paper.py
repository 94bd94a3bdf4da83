"""A Word file as Word itself would read it: footnotes that exist, Dutch, properties for machines."""

import io
from zipfile import ZipFile

from docx import Document
from lxml import etree

from sro_assistant.adapters.word import read_tables
from sro_assistant.adapters.word_paper import write_paper
from sro_assistant.domain.paper import Look, Paper, Paragraph, Run, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPER = Paper(
    title="Antwoorden",
    comment="Gemaakt met een AI-systeem.",
    paragraphs=(
        plain(Look.NOTICE, "Kijk alles na."),
        plain(Look.HEADING, "Wie zit in de raad?"),
        Paragraph(
            look=Look.PARAGRAPH,
            runs=(
                Run(text="Twaalf leden.", footnotes=("“Twaalf leden” <Nota> & meer", "Nog een bron")),
                Run(text="Zonder bron. "),
            ),
        ),
        Paragraph(look=Look.ITEM, runs=(Run(text="Een punt.", footnotes=("Derde\x00 bron",)),)),
    ),
    properties={"AI-gegenereerd": True, "Nagekeken antwoorden": "0 van 1"},
)


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def texts(root: etree._Element) -> list[str]:
    return ["".join(map(str, note.itertext())).strip() for note in root if note.get(f"{W}type") is None]


def test_each_mark_in_the_text_has_its_footnote() -> None:
    data = write_paper(PAPER)
    notes = part(data, "word/footnotes.xml")
    marks = [mark.get(f"{W}id") for mark in part(data, "word/document.xml").iter(f"{W}footnoteReference")]
    ids = [note.get(f"{W}id") for note in notes if note.get(f"{W}type") is None]
    assert marks == ids == ["1", "2", "3"]
    assert texts(notes) == ["“Twaalf leden” <Nota> & meer", "Nog een bron", "Derde bron"]


def test_the_footnotes_are_tied_to_the_text_and_declared() -> None:
    data = write_paper(PAPER)
    relations = part(data, "word/_rels/document.xml.rels")
    assert [r.get("Target") for r in relations if str(r.get("Type")).endswith("/footnotes")] == [
        "footnotes.xml"
    ]
    types = {o.get("PartName"): o.get("ContentType") for o in part(data, "[Content_Types].xml")}
    assert str(types["/word/footnotes.xml"]).endswith("footnotes+xml")
    assert str(types["/docProps/custom.xml"]).endswith("custom-properties+xml")


def test_headings_are_headings_on_pages_of_a4_in_dutch() -> None:
    document = Document(io.BytesIO(write_paper(PAPER)))
    found = [(p.style.name if p.style else "", p.text.strip()) for p in document.paragraphs]
    assert found == [
        ("Title", "Antwoorden"),
        ("Melding", "Kijk alles na."),
        ("Heading 1", "Wie zit in de raad?"),
        ("Normal", "Twaalf leden.,  Zonder bron."),
        ("List Bullet", "Een punt."),
    ]
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = {lang.get(f"{W}val") for lang in document.styles.element.iter(f"{W}lang")}
    assert languages == {"nl-BE"}
    assert document.core_properties.language == "nl-BE"


def test_a_machine_can_read_what_made_it() -> None:
    held = {
        str(entry.get("name")): "".join(map(str, entry.itertext()))
        for entry in part(write_paper(PAPER), "docProps/custom.xml")
    }
    assert held == {"AI-gegenereerd": "true", "Nagekeken antwoorden": "0 van 1"}


def test_without_citations_there_are_no_footnotes() -> None:
    data = write_paper(Paper(title="Leeg", comment="", paragraphs=()))
    with ZipFile(io.BytesIO(data)) as archive:
        assert "word/footnotes.xml" not in archive.namelist()


def test_tables_come_out_with_all_their_columns_and_paragraphs_as_one() -> None:
    document = Document()
    document.add_heading("Vragen", level=1)
    document.add_paragraph("Wat is de SRB?")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Naam", "Vraag", "Jan", "Wie betaalt?"), strict=True):
        cell.text = text
    data = io.BytesIO()
    document.save(data)
    assert read_tables(data.getvalue()) == (
        (("Wat is de SRB?",),),
        (("Naam", "Vraag"), ("Jan", "Wie betaalt?")),
    )
