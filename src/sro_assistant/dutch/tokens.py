"""A text as words: what counts as one word, and the form in which words are compared."""

import re
import unicodedata

_ADDRESS = r"\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+"
_OTHER = r"""
    \d+(?:[.,/–-]\d+)*(?:\w*)                  # 3,8  850.000  2019-2024  18de
    | (?:[^\W\d_]\.){2,}                         # o.a.  d.m.v.
    | '[a-z](?!\w)                               # 't  's
    | [^\W_]+(?:['.-][^\W_]+)*                   # zo'n  programma's  smart-city  vlaanderen.be
    """
_WORD = re.compile(_OTHER, re.VERBOSE)
_WORD_OR_ADDRESS = re.compile(f"{_ADDRESS} | {_OTHER}", re.VERBOSE)
"""Twice as slow: at each word it looks for an at sign."""
_APOSTROPHES = ("\N{RIGHT SINGLE QUOTATION MARK}", "ʼ", "`")
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(,\d+)?")
_DECIMAL = re.compile(r"(\d+)\.(\d+)")
_ORDINAL = re.compile(r"(\d+)(?:e|de|ste)")
_NUMBERS = """
    nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
    zeventien achttien negentien twintig
""".split()
_TENS = "dertig veertig vijftig zestig zeventig tachtig negentig honderd".split()

MONTHS = tuple(
    "januari februari maart april mei juni juli augustus september oktober november december".split()
)
"""The months in order."""

NUMBER_WORDS = {
    **{word: str(value) for value, word in enumerate(_NUMBERS) if word != "een"},
    **{word: str(10 * value) for value, word in enumerate(_TENS, start=3)},
}
"""Number words and their digits; "een" is left out, since it is mostly the article."""


def fold(word: str) -> str:
    """The word in lower case, without accents, with straight apostrophes."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", _straight(word).lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text as they stand there, in order.

    Amounts, periods, hyphenated words, e-mail addresses and abbreviations with dots are one word.
    """
    pattern = _WORD_OR_ADDRESS if "@" in text else _WORD
    return tuple(pattern.findall(_straight(text)))


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order: what stays of it without case, accents and punctuation."""
    return tuple(fold(word) for word in words(text))


def _straight(text: str) -> str:
    """The text with each kind of apostrophe as the typewriter's."""
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def number_terms(token: str) -> tuple[str, ...]:
    """The forms under which a token with digits is found.

    850.000 as 850000, 3.8 as 3,8, 5de as 5; a period or a hyphenated word also by its parts.
    """
    if _THOUSANDS.fullmatch(token):
        return (token.replace(".", ""),)
    if ordinal := _ORDINAL.fullmatch(token):
        return (ordinal[1],)
    if decimal := _DECIMAL.fullmatch(token):
        return (f"{decimal[1]},{decimal[2]}",)
    parts = tuple(part for part in re.split(r"[/–-]", token) if part)
    return (token, *parts) if len(parts) > 1 else (token,)
