"""Dates in Dutch words."""

import re
from datetime import date

from sro_assistant.dutch.tokens import MONTHS

UNKNOWN = "datum onbekend"
_WITHOUT_DATE = "onbekend"
_ISO = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")


def date_in_words(published: str | None) -> str:
    """A source's date as it is read: "17 juli 2020", "2023", "datum onbekend"."""
    if published is None:
        return UNKNOWN
    year, *rest = published.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if rest[1:] else ""
    return " ".join(part for part in (day, month, year) if part)


def day_in_words(day: date) -> str:
    """A day as it is read: "21 november 2026"."""
    return date_in_words(day.isoformat())


def stated_in_words(stated: str) -> str:
    """A date as a source states it: "2023-05-01" is "1 mei 2023"; what stands beside it stays."""
    read = _ISO.sub(lambda found: date_in_words(found[0]), stated)
    if stated[:1].isdigit():
        return read
    return f"datum {read}" if stated.startswith(_WITHOUT_DATE) else read
