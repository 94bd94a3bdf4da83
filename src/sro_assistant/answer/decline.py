"""Answers that decline: never a bare "ik weet het niet", always what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from sro_assistant.answer import phrases
from sro_assistant.domain import Answer, Mode, Query, RetrievedPassage, Statement, Status

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Decliner:
    """Declines in the office's name; `contact` is its role mailbox."""

    contact: str

    def refused(self, query: Query) -> Answer:
        """For an attempt to misuse."""
        return _declined(query, Status.REFUSED, phrases.refused(self.contact))

    def out_of_scope(
        self, query: Query, retrieved: tuple[RetrievedPassage, ...] = (), notices: tuple[str, ...] = ()
    ) -> Answer:
        """For a question about something else."""
        guidance = phrases.out_of_scope(self.contact)
        return _declined(query, Status.OUT_OF_SCOPE, guidance, retrieved=retrieved, notices=notices)

    def greeted(self, query: Query) -> Answer:
        """For who asks nothing yet: what can be asked."""
        guidance = phrases.greeted(self.contact)
        return _declined(query, Status.OUT_OF_SCOPE, guidance, suggestions=phrases.EXAMPLES)

    def nothing_to_search(self, query: Query, notices: tuple[str, ...]) -> Answer:
        """For filters that leave no document."""
        guidance = phrases.nothing_to_search(query.filters)
        return _declined(query, Status.NOT_FOUND, guidance, notices=notices)

    def not_found(
        self,
        query: Query,
        related: tuple[Statement, ...],
        retrieved: tuple[RetrievedPassage, ...],
        notices: tuple[str, ...],
        missing: tuple[str, ...] = (),
    ) -> Answer:
        """For a question of the domain on which the sources are silent; `related` is what they do say.

        `missing` says what of the question they never tell.
        """
        titles = tuple(dict.fromkeys(c.source.title for s in related for c in s.citations))
        return _declined(
            query,
            Status.NOT_FOUND,
            phrases.not_found(self.contact, titles),
            related=related,
            retrieved=retrieved,
            notices=(*missing, *notices),
            suggestions=_next_questions(related),
        )


def _next_questions(related: Sequence[Statement]) -> tuple[str, ...]:
    places = dict.fromkeys((c.source.title, c.section[-1]) for s in related for c in s.citations if c.section)
    return tuple(phrases.look_into(heading, title) for title, heading in places)[:SUGGESTIONS]


def _declined(  # noqa: PLR0913 - the fields of a declined answer
    query: Query,
    status: Status,
    guidance: str,
    *,
    related: tuple[Statement, ...] = (),
    retrieved: tuple[RetrievedPassage, ...] = (),
    notices: tuple[str, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Answer:
    return Answer(
        question=query.question,
        status=status,
        mode=Mode.EXTRACTIVE,
        query=query,
        related=related,
        notices=notices,
        suggestions=suggestions,
        guidance=guidance,
        retrieved=retrieved,
    )
