"""Whether a text names a person."""

import re
from functools import lru_cache

from sro_assistant.dutch.stopwords import STOP_WORDS

OPENING = 5
"""How many letters of a word tell that it is the same one in another form."""

_NAME = re.compile(r"(?<!\w)([A-Z][\w’'-]+)\s+(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er)\s+)*([A-Z][\w’'-]+)")


def names_person(text: str, source: str) -> bool:
    """Whether two words in a row have a capital that nothing like them in the source goes without.

    "Digitaal Vlaanderen" is nobody's name where the source writes "digitale" too.
    """
    common = _common_openings(source or text)
    return any(
        first.lower() not in STOP_WORDS and not {first.lower()[:OPENING], last.lower()[:OPENING]} & common
        for first, last in _NAME.findall(text)
    )


@lru_cache(maxsize=64)
def _common_openings(source: str) -> frozenset[str]:
    """How the words of a text begin that stand there in lower case."""
    return frozenset(word[:OPENING] for word in re.findall(r"(?<!\w)[a-zà-ÿ][\w-]+", source))
