"""Takes conversion residue out of a file's lines, by kinds of residue, whatever the document."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sro_assistant.dutch.text import canonical_characters, canonical_text
from sro_assistant.ingest.parse.lines import Line, read_line
from sro_assistant.ports import RawLine

_COMMENT = re.compile(
    r"(?:^|\t|\s\s)(?:Comment by [^:\n]{1,60}:|Opmerking van [^:\n]{1,60}:).*$"
    r"|(?:Commented|Comment|Met opmerkingen|Opmerking) ?\[[^\]\n]{1,12}\]:.*$"
)
_PAGE_NUMBER = re.compile(
    r"[-–|\s]*(?:(?:pagina|page|pag\.|blz\.|p\.)\s*\d{1,4}|\d{1,3})(?:\s*(?:/|van|of)\s*\d{1,4})?[-–|\s]*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s*(?:19|20)\d\d|copyright\s+(?:©|\(c\)|(?:19|20)\d\d)).*", re.IGNORECASE)
_NAVIGATION = re.compile(
    r"(?:lees (?:meer|verder)|meer (?:info|informatie|lezen)|read more|ontdek meer)(?:\s+\S+){0,11}\s*[.»>]*"
    r"|(?:delen|deel (?:deze pagina|dit artikel|via)|volg ons|share)\s*:?"
    r"|(?:terug )?naar (?:boven|de inhoud|inhoud|overzicht)|afdrukken|print(?: deze pagina)?"
    r"|skip to (?:main )?content",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:publicatiedatum|laatst (?:bijgewerkt|gewijzigd)(?: op)?|gepubliceerd op|auteur)\s*:?", re.IGNORECASE
)
_RULE = re.compile(r"[-_=*~·.•\s]{3,}|\|?[\s:|-]{3,}\|?")
_CONTENTS_ENTRY = re.compile(
    r"\s*(?P<title>\S.*?)\s*(?P<leader>(?:\.\s?){2,}|…+|\t)[\s.…]*(?P<page>\d{1,4})\s*"
)
_CONTENTS_TITLE = re.compile(r"(?:inhoud(?:sopgave|stafel)?|table of contents)\s*:?", re.IGNORECASE)
_MIN_CONTENTS = 3
_LONGEST_ENTRY = 300
_MIN_REPEATED_PAGES = 3
_MIN_ROWS = 2
_MIN_CELLS = 2
_EDGE_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """A file's lines without residue, and what its table of contents says: heading to page."""

    lines: tuple[Line, ...]
    contents: Mapping[str, int] = field(default_factory=dict)


def clean(raw: Sequence[RawLine]) -> CleanText:
    """The lines without residue; a line that was nothing else becomes a blank one.

    Gone are markup, footnote marks, editing comments, the table of contents, page numbers, running
    heads, copyright lines and page navigation; bullet glyphs become items. Words stay as they are.
    """
    kept = _without_running_heads(
        [RawLine(_COMMENT.sub("", canonical_characters(line.text)), line.page) for line in raw]
    )
    kept, contents = _without_contents(kept)
    lines = [
        Line(text="", page=line.page)
        if is_residue(line.text) or _is_empty_label(kept, i)
        else read_line(line.text, line.page)
        for i, line in enumerate(kept)
    ]
    return CleanText(lines=_rows_only_in_tables(lines), contents=contents)


def is_residue(text: str) -> bool:
    """Whether a line says nothing about its subject: a page number, a rule, a copyright, a link to more."""
    words = canonical_text(text)
    return any(kind.fullmatch(words) for kind in (_PAGE_NUMBER, _COPYRIGHT, _NAVIGATION, _RULE))


def _is_empty_label(raw: Sequence[RawLine], i: int) -> bool:
    """Whether a line names a date or an author that the page left out."""
    nothing_below = i + 1 == len(raw) or not raw[i + 1].text.strip()
    return nothing_below and bool(_LABEL.fullmatch(canonical_text(raw[i].text)))


def heading_key(title: str) -> str:
    """What two spellings of one heading have in common: its letters and digits in lower case."""
    return "".join(filter(str.isalnum, title.casefold()))


def _without_contents(raw: Sequence[RawLine]) -> tuple[list[RawLine], dict[str, int]]:
    """Takes out runs of "title … page" whose pages go up and whose titles come back below."""
    short = ((i, line.text) for i, line in enumerate(raw) if len(line.text) <= _LONGEST_ENTRY)
    entries = {i: entry for i, text in short if (entry := _CONTENTS_ENTRY.fullmatch(text))}
    if not entries:
        return list(raw), {}
    others = {heading_key(read_line(line.text).text) for i, line in enumerate(raw) if i not in entries}
    gone: set[int] = set()
    contents: dict[str, int] = {}
    for run in _runs(raw, entries):
        pages = [int(entries[i]["page"]) for i in run]
        titles = [canonical_text(entries[i]["title"]).rstrip(" .…") for i in run]
        dotted = sum(entries[i]["leader"] != "\t" for i in run)
        back = sum(heading_key(title) in others for title in titles)
        if len(run) >= _MIN_CONTENTS and pages == sorted(pages) and 2 * max(dotted, back) >= len(run):
            contents.update({heading_key(t): page for t, page in zip(titles, pages, strict=True)})
            gone.update(run)
    if contents:
        gone.update(i for i, line in enumerate(raw) if _CONTENTS_TITLE.fullmatch(read_line(line.text).text))
    return [RawLine("", line.page) if i in gone else line for i, line in enumerate(raw)], contents


def _runs(raw: Sequence[RawLine], entries: Mapping[int, re.Match[str]]) -> list[list[int]]:
    """The numbers of entry lines that follow one another, blank lines between them allowed."""
    runs: list[list[int]] = [[]]
    for i, line in enumerate(raw):
        if i in entries:
            runs[-1].append(i)
        elif line.text.strip() and runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _without_running_heads(raw: list[RawLine]) -> list[RawLine]:
    """Takes out lines that stand at the top or bottom of most pages, their digits aside."""
    pages: dict[int, list[int]] = {}
    for i, line in enumerate(raw):
        if line.page is not None and line.text.strip():
            pages.setdefault(line.page, []).append(i)
    edges = {i for rows in pages.values() for i in (*rows[:_EDGE_LINES], *rows[-_EDGE_LINES:])}
    seen = Counter(_without_digits(raw[i].text) for i in edges)
    least = max(_MIN_REPEATED_PAGES, len(pages) // 2 + 1)
    return [
        RawLine("", line.page) if i in edges and seen[_without_digits(line.text)] >= least else line
        for i, line in enumerate(raw)
    ]


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", canonical_text(text))


def _rows_only_in_tables(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Makes lines with tabs text again where they are no table: two rows, one with two filled cells."""
    result: list[Line] = []
    for has_cells, group in groupby(lines, key=lambda line: bool(line.cells)):
        run = list(group)
        filled = max(sum(map(bool, line.cells)) for line in run)
        if has_cells and (len(run) < _MIN_ROWS or filled < _MIN_CELLS):
            run = [Line(text=line.text, page=line.page) for line in run]
        result.extend(run)
    return tuple(result)
