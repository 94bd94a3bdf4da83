"""Word files with footnotes and properties that a machine can read; python-docx has neither."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from sro_assistant.adapters.word import CONTROLS, new_document
from sro_assistant.domain.paper import Look, Paper, Run

_STYLES: Final = {
    Look.HEADING: "Heading 1",
    Look.SUBHEADING: "Heading 2",
    Look.PARAGRAPH: "Normal",
    Look.ITEM: "List Bullet",
    Look.QUOTE: "Quote",
    Look.NOTICE: "Melding",
    Look.REMARK: "Opmerking",
}
_DARK = RGBColor(0x1F, 0x38, 0x64)
_NOTE_TEXT, _NOTE_MARK = "footnote text", "footnote reference"
_FIRST_NOTE = 1
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_RELATION = f"{_OFFICE}/relationships/custom-properties"
_CUSTOM = f"{{{_OFFICE}/custom-properties}}"
_VALUE = f"{{{_OFFICE}/docPropsVTypes}}"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What Office calls the set of a user's own properties; their numbers start at 2."""


def write_paper(paper: Paper) -> bytes:
    """A .docx with real headings and footnotes, in Dutch (nl-BE)."""
    document = new_document(paper.title, paper.comment)
    _add_styles(document)
    notes: list[str] = []
    for paragraph in paper.paragraphs:
        written = document.add_paragraph(style=_STYLES[paragraph.look])
        _write_runs(written, paragraph.runs, notes)
    if notes:
        _attach_notes(document, notes)
    if paper.properties:
        _attach_properties(document, paper.properties)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _add_styles(document: DocumentObject) -> None:
    """The styles of notices, remarks and footnotes, which the template lacks."""
    notice = document.styles.add_style(_STYLES[Look.NOTICE], WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style = document.styles["Normal"]
    notice.font.bold = True
    notice.font.color.rgb = _DARK
    remark = document.styles.add_style(_STYLES[Look.REMARK], WD_STYLE_TYPE.PARAGRAPH)
    remark.base_style = document.styles["Normal"]
    remark.font.italic = True
    remark.font.size = Pt(9.5)
    note = document.styles.add_style(_NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    note.base_style = document.styles["Normal"]
    note.font.size = Pt(9)
    note.paragraph_format.space_after = Pt(2)
    mark = document.styles.add_style(_NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True


def _write_runs(paragraph: WordParagraph, runs: Sequence[Run], notes: list[str]) -> None:
    """The words of a paragraph with the marks of their footnotes, which go to the end of `notes`."""
    for run in runs:
        paragraph.add_run(CONTROLS.sub("", run.text))
        for place, note in enumerate(run.footnotes):
            if place:
                _superscript(paragraph, ", ")
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(_FIRST_NOTE + len(notes)))
            mark = paragraph.add_run(style=_NOTE_MARK)
            mark._r.append(reference)  # noqa: SLF001 - python-docx's own way to an element it does not know
            notes.append(note)
        if run.footnotes:
            paragraph.add_run(" ")


def _superscript(paragraph: WordParagraph, text: str) -> None:
    paragraph.add_run(text, style=_NOTE_MARK)


def _attach_notes(document: DocumentObject, notes: Iterable[str]) -> None:
    """The part of the file in which footnotes stand; every one opens with its own number."""
    root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
    for place, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = _child(root, "w:footnote", {"w:type": kind, "w:id": str(place)})
        _child(_child(_child(note, "w:p"), "w:r"), f"w:{kind}")
    text_style = document.styles[_NOTE_TEXT].style_id
    mark_style = document.styles[_NOTE_MARK].style_id
    for place, text in enumerate(notes, start=_FIRST_NOTE):
        paragraph = _child(_child(root, "w:footnote", {"w:id": str(place)}), "w:p")
        _child(_child(paragraph, "w:pPr"), "w:pStyle", {"w:val": text_style})
        mark = _child(paragraph, "w:r")
        _child(_child(mark, "w:rPr"), "w:rStyle", {"w:val": mark_style})
        _child(mark, "w:footnoteRef")
        words = _child(_child(paragraph, "w:r"), "w:t", {"xml:space": "preserve"})
        words.text = f" {CONTROLS.sub('', text)}"
    part = _part(document, "/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, root)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _attach_properties(document: DocumentObject, properties: Mapping[str, str | bool]) -> None:
    """A user's own properties of a file, as its properties window shows them."""
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM[1:-1]}" xmlns:vt="{_VALUE[1:-1]}"/>')
    for number, (name, value) in enumerate(properties.items(), start=2):
        attributes = {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        holder = etree.SubElement(root, f"{_CUSTOM}property", attributes)
        kind = "bool" if isinstance(value, bool) else "lpwstr"
        held = etree.SubElement(holder, f"{_VALUE}{kind}")
        held.text = str(value).lower() if isinstance(value, bool) else CONTROLS.sub("", value)
    part = _part(document, "/docProps/custom.xml", _CUSTOM_TYPE, root)
    document.part.package.relate_to(part, _CUSTOM_RELATION)


def _child(parent: etree._Element, tag: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    return etree.SubElement(parent, qn(tag), {qn(name): value for name, value in (attributes or {}).items()})


def _part(document: DocumentObject, name: str, content_type: str, root: etree._Element) -> Part:
    blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Part(PackURI(name), content_type, blob, document.part.package)
