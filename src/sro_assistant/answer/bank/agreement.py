"""Whether an entry of the answer bank agrees with what the sources themselves say to a question."""

from collections.abc import Iterator

from sro_assistant.answer.seek import Told
from sro_assistant.answer.wanted import wanted_form
from sro_assistant.domain import Status
from sro_assistant.domain.bank import BankEntry

BEST = 3
"""How many of the best sentences of evidence an entry may stand on."""


def stands_on(entry: BankEntry, told: Told) -> bool:
    """Whether an entry quotes one of the best sentences of evidence, or of those that were told."""
    found = tuple(_sentences(told))
    return any(
        _is_in(claim.quote, sentence)
        for claim in entry.claims
        for passage_id, sentence in found
        if claim.passage_id == passage_id
    )


def is_contested(entry: BankEntry, told: Told) -> bool:
    """Whether the sources speak against giving an entry.

    It tells what stands elsewhere than where the best evidence stands, or says that nothing does while
    they do answer.
    """
    if entry.status is Status.NOT_FOUND:
        return bool(told.statements)
    return bool(told.found.scored) and not stands_on(entry, told)


def names_nobody(entry: BankEntry, told: Told) -> bool:
    """Whether an entry tells something where a person is asked for whom the sources do not name."""
    wanted = wanted_form(told.found.query.dutch)
    is_asked = wanted is not None and wanted.strict and wanted.person
    return is_asked and not told.statements and entry.status is not Status.NOT_FOUND


def _sentences(told: Told) -> Iterator[tuple[str, str]]:
    """The best sentences and those that were told, each with the id of its passage."""
    for _, evidence in told.found.scored[:BEST]:
        yield evidence.found.passage.id, evidence.text
    for statement in told.statements:
        for citation in statement.citations:
            yield citation.passage.id, citation.quote


def _is_in(quote: str, sentence: str) -> bool:
    """Whether a quote and a sentence share their words, the one within the other; line breaks apart."""
    here, there = " ".join(quote.split()), " ".join(sentence.split())
    return here in there or there in here
