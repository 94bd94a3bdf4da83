"""Word files (.docx) as they come in, and the empty one that is written in."""

import io
import re
from collections.abc import Iterable
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from sro_assistant.errors import InputError

_HEADERS = frozenset({"vraag", "vragen", "question", "questions"})
_NOT_QUESTIONS = ("heading", "title", "subtitle", "kop", "titel", "toc", "inhopg")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNREADABLE = "Dit is geen leesbaar Word-bestand. Open het in Word en bewaar het opnieuw als .docx."


def read_questions(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The questions of a document, a row each: paragraphs, list items and each table's first column.

    Headings, and lines that introduce ("Vragen van de deelnemers:"), are not questions.
    """
    try:
        document = Document(io.BytesIO(data))
        return tuple((text,) for text in _texts(document) if text)
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(_UNREADABLE) from error


def read_tables(data: bytes) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The tables of a document as rows of cells; its loose paragraphs are the first, of one column.

    Headings, and lines that introduce, are left out.
    """
    try:
        document = Document(io.BytesIO(data))
        lines = tuple((text,) for p in document.paragraphs if _may_ask(p) and (text := p.text.strip()))
        tables = (
            tuple(tuple(cell.text.strip() for cell in row.cells) for row in table.rows)
            for table in document.tables
        )
        return tuple(table for table in (lines, *tables) if table)
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(_UNREADABLE) from error


def _texts(document: DocumentObject) -> Iterable[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            cells = [row.cells[0].text.strip() for row in block.rows if row.cells]
            yield from (cell for cell in cells if cell.lower() not in _HEADERS)
        elif _may_ask(block):
            yield block.text.strip()


def _may_ask(paragraph: Paragraph) -> bool:
    style = paragraph.style
    name = (style.name or "").lower() if style is not None else ""
    return not name.startswith(_NOT_QUESTIONS) and not paragraph.text.rstrip().endswith(":")


def new_document(title: str, comment: str) -> DocumentObject:
    """A document of A4 pages in Dutch, with its title at its head; `comment` goes into its properties."""
    document = Document()
    properties = document.core_properties
    properties.title = CONTROLS.sub("", title)
    properties.author = "SRO-assistent"
    properties.comments = CONTROLS.sub("", comment)
    properties.language = "nl-BE"
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    _speak_dutch(document)
    document.add_heading(properties.title, level=0)
    return document


def _speak_dutch(document: DocumentObject) -> None:
    """Sets the language of the default text, in place of the template's English."""
    for properties in document.styles.element.iter(qn("w:rPr")):
        for language in properties.findall(qn("w:lang")):
            properties.remove(language)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "nl-BE")
        language.set(qn("w:eastAsia"), "nl-BE")
        defaults.append(language)
