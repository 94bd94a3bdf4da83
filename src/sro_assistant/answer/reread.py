"""A question of which the rules are unsure, read in the words that a language model gives it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sro_assistant.answer import phrases
from sro_assistant.answer.ordinals import place_of
from sro_assistant.domain import Query, Turn
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.wording import Wordings

if TYPE_CHECKING:
    from sro_assistant.answer.generate.reword import Rewording

_POINTS = re.compile(
    r"\b(?:daar\w*|er(?:van|voor|bij|mee|over|aan|in|door|uit|op|toe)|deze|dit|(?:die|dat)zelfde|dezelfde|zij|hij"
    r"|ze|hem|hen|hun|it|they|them|its|this|those|these|ils?|elles?|cela|ceux|celles?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rereader:
    """Reads unsure questions once more; without `rewording` every query stays as it is."""

    rewording: "Rewording | None"
    reader: QueryReader
    wordings: Wordings

    def reread(self, query: Query, history: Sequence[Turn]) -> Query:
        """The query that stands by itself, with the notice that it was reworded; or the very same query."""
        if self.rewording is None or not is_unsure(query, history, self.wordings):
            return query
        text = self.rewording.of(query, history)
        if text is None:
            return query
        anew = self.reader.read(text, (), query.filters)
        notices = (phrases.model_reworded(anew.resolved), *anew.notices)
        return replace(anew, question=query.question, language=query.language, notices=notices)


def reworded_notices(query: Query) -> tuple[str, ...]:
    """The notice that a query was reworded; none where it was not."""
    return tuple(notice for notice in query.notices if notice == phrases.model_reworded(query.resolved))


def is_unsure(query: Query, history: Sequence[Turn], wordings: Wordings) -> bool:
    """Whether what a follow-up points at was not found, or much of a foreign question is not known."""
    return bool(wordings.unread(query.question, query.language)) or (
        bool(history) and _is_loose(query, history)
    )


def _is_loose(query: Query, history: Sequence[Turn]) -> bool:
    """Whether a follow-up still points at something after the rules made it whole."""
    if query.resolved == query.meant:
        return _POINTS.search(query.meant) is not None
    if place_of(query.meant) is not None:  # the item was not found, so that the whole list stands there
        return query.before.endswith(" ".join(history[-1].question.split()))
    return query.before.count("?") > 1 and _POINTS.search(query.meant) is not None
