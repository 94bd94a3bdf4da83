"""Whether a text names a person, and who signed below what."""

import re
from functools import lru_cache

from sro_assistant.domain import Document, Span
from sro_assistant.dutch.stopwords import STOP_WORDS

OPENING = 5
"""How many letters of a word tell that it is the same one in another form."""

_SIGNED = re.compile(r"[A-Z][\w’'-]+(?: (?:[Vv]an|[Dd]en?|[Dd]er))*(?: [A-Z][\w’'-]+){1,2}")
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


def with_signature(document: Document, span: Span) -> Span:
    """A sentence with the name that stands below it: who signs stands under what that person is."""
    if not document.slice(span).endswith(","):
        return span
    section = document.section_at(span.start)
    below = document.sentences_in(section.span) if section is not None else ()
    name = next((s for s in below if s.start >= span.end), None)
    if name is None or not _SIGNED.fullmatch(document.slice(name)):
        return span
    return Span(span.start, name.end)


@lru_cache(maxsize=64)
def _common_openings(source: str) -> frozenset[str]:
    """How the words of a text begin that stand there in lower case."""
    return frozenset(word[:OPENING] for word in re.findall(r"(?<!\w)[a-zà-ÿ][\w-]+", source))
