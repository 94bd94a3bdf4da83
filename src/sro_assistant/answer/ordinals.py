"""Which item of a list a follow-up means: "leg de tweede eens uit", "and the last one?"."""

import re
from collections.abc import Sequence

from sro_assistant.domain import Layout, Statement

_PLACES = {
    **dict.fromkeys(("eerste", "first", "première", "premier"), 0),
    **dict.fromkeys(("tweede", "second", "deuxième"), 1),
    **dict.fromkeys(("derde", "third", "troisième"), 2),
    **dict.fromkeys(("vierde", "fourth", "quatrième"), 3),
    **dict.fromkeys(("vijfde", "fifth", "cinquième"), 4),
    **dict.fromkeys(("zesde", "sixth", "sixième"), 5),
    **dict.fromkeys(("laatste", "last", "dernier", "dernière"), -1),
}
_ORDINAL = re.compile(
    rf"\b(?:de|het|die|dat|the|la|le|nummer|number)\s+(?P<word>{'|'.join(_PLACES)})\b(?!\s+[\w-]+\s+[\w-]+\s+[\w-]+)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\W*(?:\w+ ){0,4}?(?:nummer|punt|nr\.?|number|numéro)\s+(?P<digit>\d{1,2})\b(?!(?:\s+[\w-]+){4})"
    r"|\b(?:de|het|die|the)\s+(?P<ordinal>\d{1,2})(?:e|de|ste|st|nd|rd|th)\b(?!(?:\s+[\w-]+){3})",
    re.IGNORECASE,
)
"""A place in digits, in a follow-up that says little more: "nummer 3 van de lijst", "en de 2de?"."""
_LISTED = re.compile(r":\s*(?P<items>[^:?]+)\??\s*$")
_BETWEEN = re.compile(r"\s*,\s*(?:en\s+)?|\s+(?:en|and|et)\s+")
SUBJECT_WORDS = 14


def place_of(question: str) -> int | None:
    """The place in a list that a question names, from 0, or -1 for the last; None where it names none."""
    found = _ORDINAL.search(question)
    if found is not None:
        return _PLACES[found["word"].lower()]
    numbered = _NUMBERED.search(question)
    number = int(numbered["digit"] or numbered["ordinal"]) if numbered is not None else 0
    return number - 1 if number else None


def item_at(place: int, question: str, statements: Sequence[Statement]) -> str | None:
    """What stands at that place in the list of an earlier question, or of its answer; None without one.

    An item with a heading is called by it, another by its first words.
    """
    listed = _LISTED.search(question)
    items = _BETWEEN.split(listed["items"].strip()) if listed is not None else []
    if len(items) <= 1:
        items = [
            s.heading or " ".join(s.text.split()[:SUBJECT_WORDS])
            for s in statements
            if s.layout is Layout.ITEM
        ]
    return items[place] if -len(items) <= place < len(items) else None
