"""One line of light Markdown, taken apart: its marks in fields, its words in `text`."""

import html
import re
from dataclasses import dataclass

from sro_assistant.dutch.text import canonical_text

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_GLYPH = "✓✔➤➢➔►▶▪▫■□●○◦•·‣∙❖❑\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"([-*+–—]\s+)?(?:[{_GLYPH}]\s*|o\s+(?=[A-ZÀ-Ý]))|[-*+–—]\s+")
_NUMBER = re.compile(r"(?:(\d{1,2}|[a-z])[.)]|\((\d{1,2}|[a-z])\))\s+(?=\S)")
_WHOLLY_BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_]+(?<=\S)\1|<(b|strong)>[^<]+</\2>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line's words without marks, and what the marks said. A line without words is blank.

    `heading` counts `#` signs, `marker` is "-" or "3." for an item, `indent` its columns,
    `bold` says that all of it was emphasised, `cells` are those of a table row.
    """

    text: str
    page: int | None = None
    heading: int = 0
    marker: str = ""
    indent: int = 0
    bold: bool = False
    cells: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it has words and no marks: a paragraph, a piece of one, or a bare heading."""
        return bool(self.text) and not (self.heading or self.marker or self.cells)


def read_line(raw: str, page: int | None = None) -> Line:
    """The line taken apart; stray markup is gone from its text, and its characters are canonical."""
    rest = raw.strip()
    indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))
    if heading := _HEADING.match(rest):
        title = _BULLET.sub("", heading[2], count=1) if _BULLET.match(heading[2]) else heading[2]
        return Line(text=plain_words(title), page=page, heading=len(heading[1]))
    marker, body = _marker(rest)
    bold = bool(_WHOLLY_BOLD.fullmatch(body.strip()))
    if "\t" in raw.strip(" ") and rest and not marker:
        cells = tuple(plain_words(cell) for cell in raw.split("\t"))
        return Line(text=canonical_text(" ".join(cells)), page=page, cells=cells)
    return Line(text=plain_words(body), page=page, marker=marker, indent=indent, bold=bold)


def _marker(text: str) -> tuple[str, str]:
    if number := _NUMBER.match(text):
        return f"{number[1] or number[2]}.", text[number.end() :]
    bullet = _BULLET.match(text)
    if bullet is None or not text[bullet.end() :].strip():
        return "", text
    return "-", text[bullet.end() :]


_LINK = re.compile(
    r"!\[[^\[\]]{0,300}\]\([^()]{0,900}\)|\[([^\[\]]{1,300})\]\([^()\s]{1,900}(?:\s+\"[^\"]{0,300}\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>@]{1,300}(?:@|://)[^\s<>]{1,900})>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|big|center|code|del|div|em|font|h[1-6]|i|ins|li|mark|ol|p|q|s|small|span|strike|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NOTE_MARK = re.compile(r"<sup>\s*(?:\[?\d{1,3}\]?|\*)\s*</sup>|\[\^[^\]\s]{1,20}\]:?", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"(?<=[^\W\d_]{4})[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[.,;:!?\"”’)])[¹²³⁴⁵⁶⁷⁸⁹⁰]+|^[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s")
_UNIT = re.compile(r"(?<=[mM])<sup>([23])</sup>")
_STRONG = re.compile(r"\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_STRESS = re.compile(
    r"(?<![\w*\\])\*(?=\S)([^*]+?)(?<=[^\s\\])\*(?![\w*])|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)"
)
_MARKED = re.compile(r"[<\[*_\\`&¹²³⁴⁵⁶⁷⁸⁹⁰]")
"""One of the characters with which all of these begin: most lines have none."""
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def plain_words(text: str) -> str:
    """The words of a piece of Markdown or HTML, without markup, footnote marks and entities."""
    if not _MARKED.search(text):
        return canonical_text(text)
    text = _UNIT.sub(r"\1", text)
    text = _NOTE_MARK.sub("", text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(lambda m: m[1] or "", text))
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _STRESS.sub(lambda m: m[1] or m[2], _STRONG.sub("", text))
    text = _ESCAPE.sub(r"\1", text).replace("`", "")
    text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    return canonical_text(_SUPERSCRIPT.sub("", text))
