"""A text as words: what counts as one word, and the form in which words are compared."""

import re
import unicodedata

_WORD = re.compile(
    r"""
    \w[\w.+-]*@[\w-]+(?:\.[\w-]+)+                 # an e-mail address
    | \d+(?:[.,/–-]\d+)*(?:\w*)                  # 3,8  850.000  2019-2024  18de
    | (?:[^\W\d_]\.){2,}                         # o.a.  d.m.v.
    | '[a-z](?!\w)                               # 't  's
    | [^\W_]+(?:['.-][^\W_]+)*                   # zo'n  programma's  smart-city  vlaanderen.be
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "ʼ": "'", "`": "'"})
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
    decomposed = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text as they stand there, in order.

    Amounts, periods, hyphenated words, e-mail addresses and abbreviations with dots are one word.
    """
    return tuple(_WORD.findall(text.translate(_APOSTROPHES)))


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
