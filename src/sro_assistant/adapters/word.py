"""Word files (.docx), in and out; the only home of python-docx."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Protocol
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from sro_assistant.errors import InputError

_HEADERS = frozenset({"vraag", "vragen", "question", "questions"})
_NOT_QUESTIONS = ("heading", "title", "subtitle", "kop", "titel", "toc", "inhopg")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES = {
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "paragraph": "Normal",
    "item": "List Bullet",
    "quote": "Quote",
    "notice": "Intense Quote",
}


class Block(Protocol):
    """A paragraph to write; `style` is a key of the styles above."""

    @property
    def style(self) -> str:
        """What kind of paragraph it is."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


def read_questions(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The questions of a document, a row each: paragraphs, list items and each table's first column.

    Headings, and lines that introduce ("Vragen van de deelnemers:"), are not questions.
    """
    try:
        document = Document(io.BytesIO(data))
        return tuple((text,) for text in _texts(document) if text)
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(
            "Dit is geen leesbaar Word-bestand. Open het in Word en bewaar het opnieuw als .docx."
        ) from error


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


def write_document(title: str, comment: str, blocks: Sequence[Block]) -> bytes:
    """A .docx with real headings, marked as Dutch (nl-BE); `comment` goes into its properties."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "SRO-assistent"
    document.core_properties.comments = comment
    document.core_properties.language = "nl-BE"
    _speak_dutch(document)
    document.add_heading(title, level=0)
    for block in blocks:
        document.add_paragraph(_CONTROLS.sub("", block.text), style=_STYLES[block.style])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


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
