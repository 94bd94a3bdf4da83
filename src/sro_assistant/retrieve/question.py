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
_LEANING_WORDS = 9
_BARE_WORDS = 5
_CONTROLS_ALLOWED = "\n\r\t"


def checked_question(text: str) -> str:
    """The question trimmed and in NFC; raises InputError where it cannot be answered at all."""
    question = unicodedata.normalize("NFC", text).strip()
    if any(_is_control(c) for c in question):
        raise InputError("De vraag bevat stuurtekens. Typ of plak de vraag opnieuw als gewone tekst.")
    question = re.sub(r"\s+", " ", question)
    if not any(c.isalnum() for c in question):
        raise InputError("De vraag is leeg. Typ uw vraag en verstuur ze opnieuw.")
    if len(text.strip()) > MAX_CHARACTERS:
        raise InputError(
            f"De vraag is te lang: {len(text.strip())} tekens. Maak ze korter dan {MAX_CHARACTERS} tekens."
        )
    return question


def resolve(question: str, history: Sequence[Turn]) -> str:
    """The question made whole: one that leans on what was asked before gets that question in front."""
    if not history or not _leans(question):
        return question
    before = resolve(history[-1].question, history[:-1])
    return f"{before} {question}"


def _leans(question: str) -> bool:
    length = len(question.split())
    if length <= _BARE_WORDS and not _NAME.search(question):
        return True
    return length <= _LEANING_WORDS and bool(_LEANS.search(question))


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    # Cs: half a character, which no file can hold; Cc: everything but line ends and tabs.
    return category == "Cs" or (category == "Cc" and character not in _CONTROLS_ALLOWED)
