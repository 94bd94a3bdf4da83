"""Readers of source files behind the `Parser` port; each loads its library when it first reads."""

import re
from collections.abc import Callable, Iterator, Sequence

from sro_assistant.errors import ParseError
from sro_assistant.ports import RawLine

PageReader = Callable[[bytes], Sequence[str]]
"""Reads a PDF's page texts, in this process or in another; raises ParseError."""

_NEW_LINE = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r"\s{0,3}(?:(=+)|(-{3,}))\s*")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def decoded(data: bytes) -> str:
    """The bytes as UTF-8 text, a byte order mark left out; raises ParseError where they are not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParseError(
            f"dit is geen UTF-8-tekst (byte {error.start}). Sla het bestand opnieuw op als UTF-8."
        ) from error


class TextParser:
    """Reads plain text, whatever ends its lines."""

    suffixes = frozenset({".txt"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The lines; raises ParseError where the bytes are not UTF-8."""
        return tuple(RawLine(line) for line in _NEW_LINE.split(decoded(data)))


class MarkdownParser:
    """Reads Markdown: pipe tables become tab-separated rows, underlined titles `#` headings."""

    suffixes = frozenset({".md", ".markdown"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The lines; raises ParseError where the bytes are not UTF-8."""
        text = _HTML_COMMENT.sub("", decoded(data))
        return tuple(RawLine(line) for line in _light_markdown(_NEW_LINE.split(text)))


class HtmlParser:
    """Reads a web page without its frame: menus, forms, scripts and what is hidden."""

    suffixes = frozenset({".html", ".htm"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The lines; raises ParseError where the bytes hold no page."""
        from sro_assistant.adapters.parse_html import html_lines  # noqa: PLC0415 - lxml is heavy

        return tuple(RawLine(line) for line in html_lines(data))


class PdfParser:
    """Reads a PDF's text page by page, in a process of its own unless told otherwise."""

    suffixes = frozenset({".pdf"})

    def __init__(self, pages: PageReader | None = None) -> None:
        self._pages = pages

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The lines with their pages, from 1; raises ParseError for a locked, damaged or textless file."""
        return tuple(
            RawLine(line, number)
            for number, page in enumerate(self._read(data), start=1)
            for line in (*_NEW_LINE.split(page), "")
        )

    def _read(self, data: bytes) -> Sequence[str]:
        if self._pages is not None:
            return self._pages(data)
        from sro_assistant.adapters.pdf_child import pages_in_child  # noqa: PLC0415 - needs subprocess

        return pages_in_child(data)


def _light_markdown(lines: Sequence[str]) -> Iterator[str]:
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else ""
        below = _UNDERLINE.fullmatch(lines[i + 1]) if i + 1 < len(lines) else None
        if _FENCE.match(line) or _PIPE_RULE.fullmatch(line):
            continue
        if _UNDERLINE.fullmatch(line) and _is_title(above):
            yield ""
        elif below and _is_title(line):
            yield f"{'#' if below[1] else '##'} {line.strip()}"
        elif _PIPE_ROW.fullmatch(line):
            yield "\t".join(cell.strip() for cell in _PIPE.split(line.strip())[1:-1])
        else:
            yield line


def _is_title(line: str) -> bool:
    """Whether an underline makes this line a heading, rather than ruling off a paragraph or a list."""
    return bool(line.strip()) and not line.lstrip().startswith(("#", "-", "*", ">", "|", "="))
