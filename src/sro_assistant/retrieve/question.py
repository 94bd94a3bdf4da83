"""A question as it came in: checked, and made whole with what was asked before."""

import re
import unicodedata
from collections.abc import Sequence

from sro_assistant.domain import Turn
from sro_assistant.errors import InputError

MAX_CHARACTERS = 2000
MAX_TURNS = 20

_LEANS = re.compile(
    r"^(?:en|and|et|maar|dus|ook|but)\b"
    r"|\b(?:die|dat|deze|dit|daar|daarvan|daarvoor|daarbij|daarmee|daarover|daaraan|ervan|ervoor|hem|haar|hun"
    r"|hen|ze|zij|hij|zelf|dezelfde|it|they|them|its|that|this|those|he|she|ils?|elles?|cela|ça)\b"
    r"|\b(?:de|het|nummer|the|la|le)\s+(?:eerste|tweede|derde|vierde|vijfde|zesde|laatste|\d+|first|second|third|last)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:[A-Z][a-z]*[A-Z]\w*|[A-Z]{2,})\b|(?<=[a-z,] )[A-Z][a-z]{2,}")
# "En VLAIO?", "en die van de office zelf?": the same question, of something else.
_INSTEAD = re.compile(
    r"^(?:en|and|et)\s+(?!(?:wie|wat|waar\w*|wanneer|waarom|hoe\w*|welke?|who|what|when|where|why|how|which"
    r"|qui|quand|combien|comment|pourquoi)\b)(?P<of>(?:die|dat|deze|that|those)\s+)?(?:(?:van|voor|bij|of)\s+)?"
    r"(?P<thing>\w[\w-]*(?:\s+[\w-]+){0,3}?)(?:\s+zelf)?\s*\??$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:van|voor|bij|of) \w")
_NAMED_THING = re.compile(r"(?<=\w )(?:(?:de|het|the|le|la) )?[A-Z][\w-]*(?: [A-Z][\w-]*)*(?<!-)")
_LEANING_WORDS = 9
_BARE_WORDS = 5
# Half a character, which no file can hold, and what is no text but for line ends and tabs.
_CONTROL = re.compile(r"[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


DO_YOU_MEAN = "Bedoelt u: "
"""What the assistant puts before a question that it suggests; a reader may send that back."""


def checked_question(text: str) -> str:
    """The question trimmed and in NFC; raises InputError where it cannot be answered at all."""
    question = unicodedata.normalize("NFC", text).strip().removeprefix(DO_YOU_MEAN)
    if _CONTROL.search(question):
        raise InputError("De vraag bevat stuurtekens. Typ of plak de vraag opnieuw als gewone tekst.")
    question = re.sub(r"\s+", " ", question)
    if not any(c.isalnum() for c in question):
        raise InputError("De vraag is leeg. Typ uw vraag en verstuur ze opnieuw.")
    if len(text.strip()) > MAX_CHARACTERS:
        raise InputError(
            f"De vraag is te lang: {len(text.strip())} tekens. Maak ze korter dan {MAX_CHARACTERS} tekens."
        )
    return question


def resolve(question: str, history: Sequence[Turn], *, leaning: bool = False) -> str:
    """The question made whole: one that leans on what was asked before gets that question in front."""
    if not history or not (leaning or _leans(question)):
        return question
    before = resolve(history[-1].question, history[:-1])
    instead = _INSTEAD.search(question)
    if instead is not None and _NAMED_THING.search(before) and _says_what(question, instead["thing"]):
        return _NAMED_THING.sub(lambda _: instead["thing"], before, count=1)
    return f"{before} {question}"


def _says_what(question: str, thing: str) -> bool:
    """Whether a short follow-up names something else to ask the same of, and not a place in a list."""
    return _NAME.search(thing) is not None or _OF.search(question) is not None


def names_something(question: str) -> bool:
    """Whether a question holds a name or an abbreviation, so that it may stand by itself."""
    return _NAME.search(question) is not None


def _leans(question: str) -> bool:
    length = len(question.split())
    if length <= _BARE_WORDS and not _NAME.search(question):
        return True
    return length <= _LEANING_WORDS and bool(_LEANS.search(question))
