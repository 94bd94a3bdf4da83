"""Fixed phrases read as the plain words that they stand for, so that a sentence and its quote compare."""

import re
from functools import lru_cache

from sro_assistant.grounding.facts import NUMBER_WORDS
from sro_assistant.grounding.tokens import CACHED_TEXTS

_NUMBER = rf"(?:\d+|{'|'.join(word for word in NUMBER_WORDS if not word.endswith('de'))})"

# (what stands there, what it is read as), in the order in which they are read.
_UNIT = r"(?:dagen|weken|maanden|jaar)"
_PHRASES = (
    (r"al dan niet ", ""),
    (r"nog (?:altijd|steeds)", "nog"),
    (r"zo ?veel mogelijk", "maximaal"),
    (r"zo (\w+) mogelijk", r"maximaal \1"),
    (r"(?:op z(?:ij|')n|ten) minste|tenminste|minimum|niet minder dan", "minstens"),
    (r"(?:ten|op zijn) hoogste|maximum|niet meer dan|tot maximaal", "hoogstens"),
    (rf"(?:zo'n|pakweg|ruwweg|om en bij(?: de)?|rond de) (?={_NUMBER}\b)", "ongeveer "),
    (rf"elke (?={_NUMBER} {_UNIT}\b)", "om de "),
    (r"dagdagelijks|(?:elke|iedere|per) dag", "dagelijks"),
    (r"(?:elke|iedere) week", "wekelijks"),
    (r"(?:elke|iedere) maand", "maandelijks"),
    (r"(?:elk|ieder) jaar", "jaarlijks"),
    (r"niet langer", "niet meer"),
    (r"onmogelijk", "niet mogelijk"),
    (r"geen enkele?", "geen"),
    (r"(?:een|één) enkele?", "één"),
    (r"meer (bepaald|info|informatie|weten)", r"\1"),
    (r"(?:in|op) de eerste plaats", "vooral"),
    (r"in staat", "mogelijkheid"),
    (r"(laat|laten) ((?:\w+ ){0,4})toe", r"mogelijkheid \2"),
    (r"niet alle (\w+(?: \w+)?) even ", r"sommige \1 minder "),
    (r"meer dan (?:één|een|1) ", "verschillende "),
    (r"(?:de |alle )?neuzen in dezelfde richting", "iedereen op lijn"),
    (r"(?:op|in) één lijn", "op lijn"),
    (r"één voor één", "apart"),
    (r"noch (\w+(?: \w+)?),? noch ", r"niet \1 en niet "),
    (r"zonder ([\w-]+(?: [\w-]+){0,7}) (?:uit het oog te verliezen|te vergeten)", r"rekening houdend met \1"),
    (r"mogelijk (?=(?:te )?(?:maken|maakt|maakte|maakten|gemaakt)\b)", ""),
    (r"(maakt|maken|maakte|maakten) ((?:\w+ ){1,3})mogelijk", r"\1 \2"),
    (r"moet leiden tot", "wil leiden tot"),
    (r"moeten leiden tot", "willen leiden tot"),
)
_READ = tuple(
    (re.compile(rf"\b(?:{found})" + ("" if found.endswith((" ", ")")) else r"\b"), re.IGNORECASE), read)
    for found, read in _PHRASES
)


@lru_cache(maxsize=CACHED_TEXTS)
def plainly(text: str) -> str:
    """A text with its fixed phrases in plain words: "ten minste drie" is "minstens drie".

    "Al dan niet" and "zo goed mogelijk" neither deny nor hedge; "om de zes weken" is "elke zes weken".
    """
    for found, read in _READ:
        text = found.sub(read, text)
    return text
