"""Canonical characters and Dutch sentence boundaries."""

import re
import unicodedata
from functools import lru_cache

from sro_assistant.domain import Span

_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_INVISIBLE = re.compile(f"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff{_CONTROL}]")
_SPACE = re.compile(r"\s+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_LIGATURE = re.compile("[ﬀ-ﬄ]")

_NEVER_FINAL = frozenset(
    """
    bijv bv bvb ca cf cfr d.i d.w.z dhr dr drs eg excl hfst i.c i.e ing incl ir mej mevr mgr mr mw nl o.a o.m
    prof resp sint st t.a.v t.e.m t/m vb vgl vnl vs zgn zg
    """.split()
)
"""Abbreviations after which a sentence goes on, whatever follows."""

_BEFORE_NUMBER = frozenset(
    """
    afb afd al apr art artt aug blz dec feb fig febr jan jul jun max min nov nr nrs okt p par pag pp sept tab
    tel vol
    """.split()
)
"""Abbreviations only where a number follows: "art. 27", but "Het is een art." ends."""

_MAY_END = frozenset("a.u.b e.a e.d e.v enz etc jl m.m p.m s.v.p v.chr n.chr a.m u.a z.s.m".split())
"""Abbreviations that end a sentence where a capital follows."""

_STOP = re.compile(r"(?:[.!?…][\"”’'»)\]]{0,4}){1,20}(?=\s|$)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_INITIAL = re.compile(r"[A-Z]|[A-Z]\.-?[A-Z]|Th|Ph|Ch|Fr|Chr|IJ")
_LAST_WORD = re.compile(r"[^\s\"“”‘«(\[]+$")
_MARKER = re.compile(r"\s*(?:[-–*•]|(\d{1,2})[.)])\s+")
_ELIDED = re.compile(r"['’][snt]\s+(?=[A-Z])")  # "'s Avonds" begins a sentence
_LONGEST_WORD = 80
_LOOK_AHEAD = 40
_OPENERS = "\"“‘'«([„"
_QUOTED = re.compile(
    r"(?<!\w)(?:'(?![snt]\b)(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){1,300}'|\"[^\"\n]{1,300}\"|“[^”\n]{1,300}”|‘[^’\n]{1,300}’)(?!\w)"
)
_BRACKETED = re.compile(r"\([^()\n]{1,300}\)|\[[^\[\]\n]{1,300}\]")
_ENDS_SPEECH = re.compile(r"[.!?…][\"”’']$")


def canonical_characters(text: str) -> str:
    """The text in NFC without invisible characters or ligatures; its white space as it was."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    return text.translate(_LIGATURES) if _LIGATURE.search(text) else text  # few have one, and all wait for it


def canonical_text(fragment: str) -> str:
    """The fragment on one line: NFC, no invisible characters, single spaces, none at its ends."""
    return _SPACE.sub(" ", canonical_characters(fragment)).strip()


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, as intervals of `text`; a line break always ends one.

    A marker at the start of a line ("- ", "1. ") stays outside. Titles in quotes and brackets are
    never cut. In doubt two sentences stay together: a cut sentence would be cited as half a truth.
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found.extend(Span(start + s.start, start + s.end) for s in _line_sentences(line))
        start += len(line) + 1
    return tuple(found)


def _line_sentences(line: str) -> list[Span]:
    marker = _MARKER.match(line)
    begin = marker.end() if marker else 0
    closed = _protected(line)
    numbering = int(marker[1]) + 1 if marker and marker[1] else 1
    found: list[Span] = []
    for stop in _STOP.finditer(line, begin):
        word = _word_before(line, stop.start())
        if _is_item_number(word, numbering, line, stop):
            numbering += 1
            continue
        inside = any(p.start < stop.start() and stop.end() < p.end for p in closed)
        if not inside and _ends_sentence(line, word, stop):
            found.append(_trim(line, begin, stop.end()))
            begin = stop.end()
    if line[begin:].strip():
        found.append(_trim(line, begin, len(line)))
    return found


def _protected(line: str) -> tuple[Span, ...]:
    """Titles in quotes, and brackets; quoted speech that ends with its own stop may be cut after."""
    quotes = (m for m in _QUOTED.finditer(line) if not _ENDS_SPEECH.search(m.group()))
    return tuple(Span(*m.span()) for m in (*quotes, *_BRACKETED.finditer(line)))


def _word_before(line: str, end: int) -> str:
    found = _LAST_WORD.search(line[max(0, end - _LONGEST_WORD) : end])
    return found.group() if found else ""


def _is_item_number(word: str, expected: int, line: str, stop: re.Match[str]) -> bool:
    """Whether "2." numbers an item: the first after a colon or a stop, the others by counting on."""
    if stop.group() != "." or word != str(expected):
        return False
    before = line[: stop.start() - len(word)].rstrip()
    return expected > 1 or not before or before[-1] in ":.?!;"


def _ends_sentence(line: str, word: str, stop: re.Match[str]) -> bool:
    following = line[stop.end() : stop.end() + _LOOK_AHEAD].lstrip()
    if not following:
        return True
    bare = _ELIDED.sub("", following).lstrip(_OPENERS)
    if not bare or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "€→©"):
        return False
    return stop.group() != "." or not _is_abbreviation(word, bare)


def _is_abbreviation(word: str, following: str) -> bool:
    lower = word.lower()
    if lower in _MAY_END:
        return not following[0].isupper()
    if lower in _BEFORE_NUMBER:
        return following[0].isdigit()
    return lower in _NEVER_FINAL or bool(_DOTTED.fullmatch(word) or _INITIAL.fullmatch(word))


def _trim(line: str, start: int, end: int) -> Span:
    piece = line[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
