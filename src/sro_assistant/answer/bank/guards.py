"""What keeps a question from being taken for another: it asks another thing, or asks it of another."""

import re
from collections.abc import Callable, Sequence

from sro_assistant.answer.bank.forms import Kind, are_of_one_kind, is_asking, kind_of
from sro_assistant.answer.wanted import wanted_form
from sro_assistant.domain import Language, Query
from sro_assistant.domain.bank import BankEntry
from sro_assistant.dutch.words import fold
from sro_assistant.grounding.facts import facts_of

Called = Callable[[str], frozenset[str]]
"""Gives the words of a text that are names, each name in its short form."""

# What denies in Flemish speech, in English and in French; and what leaves something out.
_DENIES = re.compile(
    r"\b(?:nie|not|no|never|without|pas|jamais|sans|aucune?|buiten|behalve|besides|except|hors)\b|n't\b",
    re.IGNORECASE,
)


def asks_otherwise(query: Query, way: str, ways: Sequence[str], entry: BankEntry) -> bool:
    """Whether a query wants another kind of thing than an entry does: who, how much, when.

    The question `way` that is near to it tells; where that is a few words only, all `ways` to ask the entry.
    """
    wanted = wanted_form(query.dutch)
    if wanted is not None and wanted.strict:
        return not any(wanted_form(way) is wanted for way in ways) and lacks_form(query, entry)
    asked = kind_of(query.meant, query.dutch)
    if asked is Kind.WHAT and not is_asking(query.meant):
        return False
    return not are_of_one_kind(asked, way, ways)


def lacks_form(query: Query, entry: BankEntry) -> bool:
    """Whether only one form can answer a query, a date or a count, and no statement of an entry has it."""
    wanted = wanted_form(query.dutch)
    return (
        wanted is not None
        and wanted.strict
        and not any(wanted.fits(statement.text, query.dutch) for statement in entry.statements)
    )


def speaks_of_other(query: Query, way: str, entry: BankEntry, called: Called) -> bool:
    """Whether a query and the question nearest to it speak of different things, years or numbers.

    One may name less than the other; where both name what the other does not, they differ. So they do
    where the query has a number that the entry has nowhere, and where one denies and the other does not.

    Args:
        query: What is asked.
        way: The question of the entry that is nearest to it.
        entry: The entry.
        called: Finds the names in a text.
    """
    # Of a foreign question the Dutch is a gloss, which may count what was not counted.
    text = query.dutch if query.language is Language.DUTCH else query.meant
    said, known = facts_of(text), facts_of(way)
    every = facts_of(" ".join((entry.question, way, *(s.text for s in entry.statements))))
    if said.numbers - every.numbers:
        return True
    if said.numbers and known.numbers and said.numbers.isdisjoint(known.numbers):
        return True
    if _denies(query.meant, query.dutch) != _denies(way):
        return True
    here, there = called(query.dutch), called(way)
    for typed, phrases in query.expansions.items():
        for other in map(called, phrases):
            if other and other <= there:
                here, there = here - called(typed), there - other
    return bool(here - there) and bool(there - here)


def _denies(*texts: str) -> bool:
    # "níet": an accent that only stresses.
    return any(facts_of(fold(text)).negations or _DENIES.search(text) for text in texts)
