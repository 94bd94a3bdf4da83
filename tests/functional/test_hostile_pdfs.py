"""PDF files made to exhaust whoever reads them: each is refused in Dutch, within its limits."""

import time
import zlib
from collections.abc import Callable, Mapping

import pytest

from sro_assistant.adapters.pdf_child import MAX_FILE_BYTES, Limits, pages_in_child
from sro_assistant.errors import ParseError

pytestmark = pytest.mark.functional

LIMITS = Limits(clock=6, processor=2, memory=256 * 1024 * 1024, pages=50, characters=20_000)
MOST_SECONDS = 8.0


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects with a right table of places."""
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    body += b"xref\n0 %d\n" % size
    for number in range(size):
        body += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    body += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(body)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


FONT = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> %s >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(content: int, resources: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents %d 0 R /Resources %s >>" % (
        content,
        FONT % resources,
    )


def written(content: bytes, entries: bytes = b"", resources: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    return pdf({1: CATALOG, 2: ONE_PAGE, 3: page(4, resources), 4: stream(content, entries)})


def deep_nesting() -> bytes:
    return pdf({1: b"[" * 200_000 + b"]" * 200_000})


def decompression_bomb() -> bytes:
    text = b"BT /F 1 Tf (" + b"bom" * 70_000_000 + b") Tj ET"
    return written(zlib.compress(text, 9), b"/Filter /FlateDecode")


def bomb_in_a_bomb() -> bytes:
    inner = zlib.compress(b"a" * 300_000_000, 9)
    return written(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]")


def endless_previous_tables() -> bytes:
    first = pdf({1: CATALOG, 2: ONE_PAGE, 3: page(4), 4: stream(b"BT /F 1 Tf (lus) Tj ET")})
    start = first.rindex(b"xref\n0")
    return pdf({1: CATALOG, 2: b"null"}, b"/Root 1 0 R /Prev %d" % start).replace(b"/Size 3", b"/Size 9")


def a_page_tree_that_holds_itself() -> bytes:
    return pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


def a_page_tree_without_end() -> bytes:
    levels = 9
    kids = {
        n: b"<< /Type /Pages /Kids [%s] /Count 9 >>" % (b"%d 0 R " % (n + 1) * 9) for n in range(2, levels)
    }
    return pdf({1: CATALOG, **kids, levels: page(levels + 1), levels + 1: stream(b"BT /F 1 Tf (x) Tj ET")})


def too_many_pages() -> bytes:
    kids = b"3 0 R " * 60
    tree = b"<< /Type /Pages /Kids [%s] /Count 60 >>" % kids
    return pdf({1: CATALOG, 2: tree, 3: page(4), 4: stream(b"BT /F 1 Tf (bladzijde) Tj ET")})


def forms_within_forms() -> bytes:
    """Ten forms that each draw the next ten times: a file of 3 kB with ten thousand million words."""
    forms = {
        n: stream(
            b"/X Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
            % (n + 1),
        )
        for n in range(5, 15)
    }
    last = stream(
        b"BT /F 1 Tf (woord) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + FONT % b"",
    )
    resources = b"/XObject << /X 5 0 R >>"
    return pdf({1: CATALOG, 2: ONE_PAGE, 3: page(4, resources), 4: stream(b"/X Do"), **forms, 15: last})


def endless_text() -> bytes:
    return written(b"BT /F 1 Tf " + b"(woord na woord) Tj T* " * 3_000 + b"ET")


def a_long_drawing() -> bytes:
    return written(
        zlib.compress(b"BT /F 1 Tf 1 0 0 1 0 0 Tm (a) Tj ET " * 1_000_000, 9), b"/Filter /FlateDecode"
    )


HOSTILE = (
    deep_nesting,
    decompression_bomb,
    bomb_in_a_bomb,
    endless_previous_tables,
    a_page_tree_that_holds_itself,
    a_page_tree_without_end,
    too_many_pages,
    forms_within_forms,
    endless_text,
    a_long_drawing,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda made: made.__name__)
def test_a_hostile_file_is_refused_within_its_limits(hostile: Callable[[], bytes]) -> None:
    data = hostile()
    started = time.perf_counter()
    with pytest.raises(ParseError, match=r"^(deze|in deze) pdf .*(pdf|Splits|OCR|kleinere delen)"):
        pages_in_child(data, LIMITS)
    assert time.perf_counter() - started < MOST_SECONDS


def test_an_honest_file_of_that_shape_is_read() -> None:
    assert [text.strip() for text in pages_in_child(written(b"BT /F 1 Tf (welkom) Tj ET"), LIMITS)] == [
        "welkom"
    ]


def test_a_file_that_is_too_large_is_not_read_at_all() -> None:
    with pytest.raises(ParseError, match="groter dan 25 MB"):
        pages_in_child(bytes(MAX_FILE_BYTES + 1))


def test_no_memory_beyond_the_limit_is_taken() -> None:
    small = Limits(clock=6, processor=2, memory=20 * 1024 * 1024)
    with pytest.raises(ParseError, match="te veel tijd of geheugen"):
        pages_in_child(written(b"BT /F 1 Tf (welkom) Tj ET"), small)
