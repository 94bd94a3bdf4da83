"""An entry of the answer bank as an answer: its quotes checked once more, and what it is said."""

from collections.abc import Sequence

from sro_assistant.answer import phrases
from sro_assistant.answer.missing import missing_parts
from sro_assistant.answer.notices import age_notices
from sro_assistant.domain import (
    Answer,
    Approved,
    ClaimedCitation,
    Layout,
    Mode,
    Query,
    Statement,
    Status,
)
from sro_assistant.domain.bank import BankEntry
from sro_assistant.grounding.verify import Shown, state

SUGGESTIONS = 3


def answer_from(
    entry: BankEntry, query: Query, shown: Shown, notices: Sequence[str], related: Sequence[BankEntry]
) -> Answer | None:
    """The entry as an answer to a query; None where a statement does not stand on its quotes.

    Args:
        entry: What was written.
        query: What is asked.
        shown: The passages of the documents that it quotes.
        notices: What the reader of the query is told anyway.
        related: The entries that a reader may want next.
    """
    statements = statements_of(entry, shown)
    quoted = _proven([(c.quote, (c,), Layout.PARAGRAPH) for c in entry.related], shown)
    if statements is None or quoted is None:
        return None
    missing = tuple(dict.fromkeys((*entry.missing, *missing_parts(query.question, statements))))
    is_answered = entry.status is not Status.NOT_FOUND
    status = Status.PARTIAL if is_answered and missing else entry.status
    told = (phrases.prepared(entry.review), *entry.notices, *age_notices((*statements, *quoted)), *notices)
    return Answer(
        question=query.question,
        status=status,
        mode=Mode.EXTRACTIVE,
        query=query,
        statements=statements,
        related=quoted,
        missing=missing if is_answered else (),
        notices=tuple(dict.fromkeys(told)),
        suggestions=tuple(other.question for other in related)[:SUGGESTIONS],
        guidance="" if is_answered else phrases.nowhere(entry.missing, entry.ask),
        approved=Approved(entry.id, entry.review.on if entry.review else None),
    )


def statements_of(entry: BankEntry, shown: Shown) -> tuple[Statement, ...] | None:
    """The statements of an entry, proven; None where one does not stand on its quotes."""
    return _proven([(s.text, s.claims, s.layout) for s in entry.statements], shown)


def _proven(
    parts: Sequence[tuple[str, tuple[ClaimedCitation, ...], Layout]], shown: Shown
) -> tuple[Statement, ...] | None:
    """The statements; None where the check refuses one: an answer with a hole is no answer."""
    outcomes = [state(text, claims, shown, layout=layout) for text, claims, layout in parts]
    proven = tuple(outcome for outcome in outcomes if isinstance(outcome, Statement))
    return proven if len(proven) == len(outcomes) else None
