"""Words and whole numbers with their places, as the check compares them."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sro_assistant.domain import Span

CACHED_TEXTS = 1024
"""Passages and sentences come back from question to question."""

# Curly and low quotes, en dash, non-breaking hyphen and non-breaking space, by code point.
_SAME_SIGN = {
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B), "'"),
    **dict.fromkeys((0x2011, 0x2013), "-"),
    0x00A0: " ",
}

_MARKS = re.compile(r"<sup>[^<]*</sup>|</?[a-z][^<>]*>")
"""A footnote's number and the tags of HTML, which no document of ours keeps."""
_BROKEN_OFF = re.compile(r"(?<=\w)-\s+(?=\w)")

# A number is one token with all that belongs to it: "1.000", "3,8", "850 000", "2017-2019", "20/12".
_TOKEN = re.compile(
    r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|[^\W\d_]+(?:['-][^\W\d_]+)*"
    r"|[%€$‰°]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, whole number or unit sign, with its place in the text it was read from."""

    text: str
    span: Span


@lru_cache(maxsize=CACHED_TEXTS)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; curly quotes, dashes and hard spaces read as their plain twins."""
    # Each replacement is one character for one, so that places in the copy are places in the text.
    plain = text.translate(_SAME_SIGN)
    return tuple(Token(m.group(), Span(m.start(), m.end())) for m in _TOKEN.finditer(plain))


def find_whole(words: Sequence[str], text: str) -> Span | None:
    """Where these tokens stand in a text, one after the other; None where they don't."""
    if not words:
        return None
    found = tokens(text)
    width = len(words)
    for first in range(len(found) - width + 1):
        if all(found[first + i].text == words[i] for i in range(width)):
            return Span(found[first].span.start, found[first + width - 1].span.end)
    return None


def find_quote(quote: str, text: str) -> Span | None:
    """Where a quote stands in a text word for word.

    The marks of a raw source that the text has not are read over: tags, a word broken off at a line's end.
    """
    bare = _unmarked(quote)
    for reading in dict.fromkeys((quote, bare, _BROKEN_OFF.sub("-", bare))):
        if place := find_whole(words_of(reading), text):
            return place
    return None


def words_of(quote: str) -> tuple[str, ...]:
    """The tokens' texts of a quote, in NFC as the documents are."""
    return tuple(token.text for token in tokens(unicodedata.normalize("NFC", quote)))


def _unmarked(quote: str) -> str:
    return html.unescape(_MARKS.sub(" ", quote)) if "<" in quote or "&" in quote else quote
