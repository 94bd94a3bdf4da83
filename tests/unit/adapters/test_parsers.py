"""Files as lines of light Markdown."""

import io
import subprocess
import sys

import pytest
from pypdf import PdfReader, PdfWriter

from sro_assistant.adapters.parsers import (
    HtmlParser,
    MarkdownParser,
    PdfParser,
    TextParser,
)
from sro_assistant.errors import ParseError
from sro_assistant.ports import Parser, RawLine

PARSERS: tuple[Parser, ...] = (TextParser(), MarkdownParser(), HtmlParser(), PdfParser())


def lines(parser: Parser, data: bytes | str) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [line.text for line in parser.parse(raw) if line.text]


@pytest.mark.parametrize(
    "data", [b"een\ntwee\n", b"een\r\ntwee\r\n", b"een\rtwee", b"\xef\xbb\xbfeen\ntwee", b"een\x0ctwee"]
)
def test_plain_text_has_its_lines_whatever_ends_them(data: bytes) -> None:
    assert lines(TextParser(), data) == ["een", "twee"]


@pytest.mark.parametrize("parser", [TextParser(), MarkdownParser()])
def test_text_that_is_no_utf_8_is_refused_with_the_mend(parser: Parser) -> None:
    with pytest.raises(ParseError, match=r"geen UTF-8-tekst \(byte 2\).*opnieuw op als UTF-8"):
        parser.parse("caf\u00e9".encode("latin-1")[1:])


def test_underlined_titles_become_headings() -> None:
    assert lines(MarkdownParser(), "Titel\n=====\n\nDeel\n----\nTekst.\n\n---\n- punt\n---\n") == [
        "# Titel",
        "## Deel",
        "Tekst.",
        "---",
        "- punt",
        "---",
    ]


def test_pipe_tables_become_rows_and_comments_go() -> None:
    text = "| Stad | Aantal |\n|:--|--:|\n| Gent | 5 |\n\n<!-- niet\nzien -->\n```\nblok\n```\neen | twee"
    assert lines(MarkdownParser(), text) == ["Stad\tAantal", "Gent\t5", "blok", "een | twee"]


PAGE = """<!doctype html><html><head><title>Titel</title><style>p {}</style></head><body>
<header>Vlaanderen</header><nav><a href="/">Start</a></nav>
<article><header><h1>Slim &amp; <em>samen</em></h1></header>
<p>Een <b>zin</b> met <a href="/x">een verwijzing</a>.<br>Een tweede regel.</p>
<ul><li>Een<ul><li>Onder een</li></ul></li><li><p>Twee</p></li></ul>
<ol start="3"><li>Drie</li><li>Vier</li></ol>
<table><tr><th>Thema</th><th>Rij</th></tr><tr><td rowspan="2">A</td><td>1</td></tr><tr><td>2</td></tr></table>
<div hidden>weg</div><p style="display: none">weg</p><p aria-hidden="true">weg</p>
<script>weg()</script><form>zoek</form><aside>reclame</aside><h3>Kop drie</h3>Losse tekst</article>
<footer>Contact</footer></body></html>"""


def test_a_page_is_read_without_its_frame() -> None:
    assert lines(HtmlParser(), PAGE) == [
        "# Slim & samen",
        "Een zin met een verwijzing.",
        "Een tweede regel.",
        "- Een",
        "  - Onder een",
        "- Twee",
        "3. Drie",
        "4. Vier",
        "Thema\tRij",
        "A\t1",
        "\t2",
        "### Kop drie",
        "Losse tekst",
    ]


def test_only_the_main_part_of_a_page_counts_where_it_has_one() -> None:
    assert lines(HtmlParser(), "<body><p>rand</p><main><p>kern</p></main></body>") == ["kern"]


@pytest.mark.parametrize(
    "data",
    [
        "<p>café</p>".encode(),
        b"\xef\xbb\xbf" + "<p>café</p>".encode(),
        '<meta charset="iso-8859-1"><p>café</p>'.encode("latin-1"),
        "<p>café</p>".encode("cp1252"),
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>café</p></body></html>'.encode(),
    ],
)
def test_a_page_is_read_in_its_own_encoding(data: bytes) -> None:
    assert lines(HtmlParser(), data) == ["café"]


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<!-- niets -->", '<meta charset="xyz"><p>é</p>'.encode("latin-1")]
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        HtmlParser().parse(data)


def test_a_page_nested_without_end_is_read_as_far_as_it_goes() -> None:
    assert lines(HtmlParser(), "<p>begin</p>" + "<div>" * 5000 + "diep")[:1] == ["begin"]


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text for each line of each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        shown = " ".join(f"({line}) Tj T*" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET" if page else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_a_pdf_keeps_the_pages_of_its_lines() -> None:
    found = PdfParser().parse(pdf("Eerste regel\nTweede regel", "Op bladzijde twee"))
    assert [line for line in found if line.text] == [
        RawLine("Eerste regel", 1),
        RawLine("Tweede regel", 1),
        RawLine("Op bladzijde twee", 2),
    ]


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(ParseError, match="geen tekst, alleen beeld"):
        PdfParser().parse(pdf(""))


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Geheim"))))
    writer.encrypt("wachtwoord", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(ParseError, match="wachtwoord"):
        PdfParser().parse(locked.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 rommel", pdf("Een regel")[:200], b"\x00" * 64])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError, match="beschadigd"):
        PdfParser().parse(data)


def test_a_pdf_can_be_read_elsewhere() -> None:
    found = PdfParser(pages=lambda data: [data.decode(), "twee"]).parse(b"een")
    assert [line for line in found if line.text] == [RawLine("een", 1), RawLine("twee", 2)]


def test_every_kind_of_file_has_one_reader() -> None:
    suffixes = sorted(suffix for parser in PARSERS for suffix in parser.suffixes)
    assert suffixes == [".htm", ".html", ".markdown", ".md", ".pdf", ".txt"]


def test_reading_text_loads_neither_lxml_nor_pypdf() -> None:
    code = (
        "import sys; from sro_assistant.adapters.parsers import MarkdownParser, TextParser;"
        "[parser.parse(b'x') for parser in (TextParser(), MarkdownParser())];"
        "sys.exit(bool({'lxml', 'pypdf'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
