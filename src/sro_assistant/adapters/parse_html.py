"""HTML as lines of light Markdown, read by lxml: what a reader of the page is there for."""

import re
from collections.abc import Iterator

from lxml import etree, html

from sro_assistant.errors import ParseError

_DROPPED = frozenset(
    """
    aside button canvas dialog form head iframe input menu nav noscript object picture script select style svg
    template textarea video
    """.split()
)
_PAGE_FRAME = frozenset({"header", "footer"})
_ARTICLE = frozenset({"main", "article", "section", "figure", "blockquote"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol"})
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var wbr
    """.split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 200
_HEAD_BYTES = 2048


def html_lines(data: bytes) -> tuple[str, ...]:
    """The page's lines, blank ones between blocks; raises ParseError where there is no page in it."""
    text = _DECLARATION.sub("", _decoded(data).replace("\x00", ""))
    try:
        document = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(
            "dit is geen leesbare HTML. Bewaar de pagina opnieuw en probeer nog eens."
        ) from error
    return tuple(_Walk().lines_of(next(document.iter("main"), document)))


def _decoded(data: bytes) -> str:
    """The page as text: UTF-8 where it is that, otherwise as it declares, otherwise Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_HEAD_BYTES])
        name = declared[1].decode("ascii") if declared else "cp1252"
    try:
        return data.decode(name, errors="replace")
    except LookupError as error:
        raise ParseError(
            f"de tekencodering {name} is niet bekend. Sla de pagina opnieuw op als UTF-8."
        ) from error


class _Walk:
    """Goes through the elements in reading order and gathers lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pending: list[str] = []
        self._prefix = ""

    def lines_of(self, root: html.HtmlElement) -> list[str]:
        """The lines of an element."""
        self._visit(root, 0, in_article=False)
        self._flush()
        return self._lines

    def _visit(self, element: html.HtmlElement, depth: int, *, in_article: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or depth > _MAX_DEPTH or _is_dropped(element, in_article=in_article):
            return
        if tag == "br":
            self._flush(blank=False)
        elif tag == "table":
            self._block(_rows(element))
        elif tag in _LISTS:
            self._flush()
            self._list(element, depth, 0, in_article=in_article)
            self._lines.append("")
        elif tag in _INLINE:
            self._children(element, depth, in_article=in_article)
        else:
            self._flush()
            self._prefix = "#" * _HEADINGS[tag] + " " if tag in _HEADINGS else self._prefix
            self._children(element, depth, in_article=in_article or tag in _ARTICLE)
            self._flush()

    def _children(self, element: html.HtmlElement, depth: int, *, in_article: bool) -> None:
        self._pending.append(element.text or "")
        for child in element:
            self._visit(child, depth + 1, in_article=in_article)
            self._pending.append(child.tail or "")

    def _list(self, element: html.HtmlElement, depth: int, nesting: int, *, in_article: bool) -> None:
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        for item in element:
            if item.tag != "li" or _is_dropped(item, in_article=in_article):
                continue
            self._prefix = "  " * nesting + (f"{number}. " if element.tag == "ol" else "- ")
            number += 1
            self._pending.append(item.text or "")
            for child in item:
                if child.tag in _LISTS and depth < _MAX_DEPTH:
                    self._flush(blank=False)
                    self._list(child, depth + 1, nesting + 1, in_article=in_article)
                elif child.tag in {"p", "div"}:
                    self._children(child, depth + 1, in_article=in_article)
                    self._pending.append(" ")
                else:
                    self._visit(child, depth + 1, in_article=in_article)
                self._pending.append(child.tail or "")
            self._flush(blank=False)

    def _block(self, lines: Iterator[str]) -> None:
        self._flush()
        self._lines.extend(lines)
        self._lines.append("")

    def _flush(self, *, blank: bool = True) -> None:
        """Ends the line that is being gathered; a blank line after it ends the block."""
        text = _SPACE.sub(" ", "".join(self._pending)).strip()
        self._pending.clear()
        if text:
            self._lines.append(self._prefix + text)
            self._prefix = ""
        if blank and self._lines and self._lines[-1]:
            self._lines.append("")
            self._prefix = ""


def _is_dropped(element: html.HtmlElement, *, in_article: bool) -> bool:
    if element.tag in _DROPPED or (element.tag in _PAGE_FRAME and not in_article):
        return True
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _rows(table: html.HtmlElement) -> Iterator[str]:
    """The table's rows, cells tab-separated; a cell that spans rows is empty in those below."""
    spans: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _skip_spanned(cells, spans)
            cells.append(_SPACE.sub(" ", cell.text_content()).strip())
            rows = cell.get("rowspan") or "1"
            if rows.isdigit() and int(rows) > 1:
                spans[len(cells) - 1] = int(rows) - 1
        _skip_spanned(cells, spans)
        if any(cells):
            yield "\t".join(cells)


def _skip_spanned(cells: list[str], spans: dict[int, int]) -> None:
    while spans.get(len(cells), 0) > 0:
        spans[len(cells)] -= 1
        cells.append("")
