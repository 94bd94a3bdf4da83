"""What a reader must know beside the answer: the age of its sources, what a filter left out."""

from collections.abc import Sequence

from sro_assistant.answer import phrases
from sro_assistant.domain import Document, Filters, Statement


def age_notices(statements: Sequence[Statement]) -> tuple[str, ...]:
    """One sentence per cited source that is historical or of unknown validity, in order of use."""
    sources = {c.source.id: c.source for s in statements for c in s.citations}
    notices = (phrases.validity_notice(source) for source in sources.values())
    return tuple(notice for notice in notices if notice is not None)


def filter_notices(filters: Filters, documents: Sequence[Document]) -> tuple[str, ...]:
    """Which undated sources a filter on date left out."""
    if not filters.by_date:
        return ()
    named = (d.source for d in documents if filters.documents is None or d.source.id in filters.documents)
    undated = tuple(source for source in named if source.published is None)
    return (phrases.undated_left_out(undated),) if undated else ()
