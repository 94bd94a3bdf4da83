"""What is told to a question as a whole: by its parts, by the sides it compares, or at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer import phrases
from sro_assistant.answer.bank import FromBank
from sro_assistant.answer.parts import Part, sides_of
from sro_assistant.answer.seek import Seeker, Told
from sro_assistant.domain import Query, Statement, Turn
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.question import names_something

Look = Callable[[Query, Told], FromBank]
"""Looks a query up in the answer bank, beside what the sources told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The statements that answer, what is missing, and what the reader is told beside them."""

    statements: tuple[Statement, ...] = ()
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class Teller:
    """Puts together what the sources say to the parts or sides of a question."""

    def __init__(self, seeker: Seeker, reader: QueryReader) -> None:
        self._seeker = seeker
        self._reader = reader

    def tell(
        self, query: Query, told: Told, parts: Sequence[Part], history: Sequence[Turn], look: Look
    ) -> Whole:
        """The whole of a question; `told` is what the sources answer to it at once."""
        at_once = Whole(statements=told.statements, notices=told.notices)
        if parts:
            return self._of_parts(parts, query, history, look) or at_once
        sides = sides_of(query.dutch) if told.statements else None
        compared = self._of_sides(sides, query, told) if sides is not None else self._of_documents(query)
        return replace(at_once, statements=compared) if compared else at_once

    def _of_parts(
        self, parts: Sequence[Part], query: Query, history: Sequence[Turn], look: Look
    ) -> Whole | None:
        """Each part by itself; None where nothing answers any."""
        outcomes = [
            self._of_part(self.read(part, query, history), look) if part.names_anything else Whole()
            for part in parts
        ]
        if not any(outcome.statements for outcome in outcomes):
            return None
        return Whole(
            statements=_distinct(s for outcome in outcomes for s in outcome.statements),
            missing=tuple(
                phrases.part_missing(part.text)
                for part, outcome in zip(parts, outcomes, strict=True)
                if not outcome.statements
            ),
            notices=tuple(notice for outcome in outcomes for notice in outcome.notices),
        )

    def _of_part(self, query: Query, look: Look) -> Whole:
        """What the bank or else the sources answer to one part."""
        told = self._seeker.tell(query)
        prepared = look(query, told)
        if prepared.answer is not None:
            return Whole(statements=prepared.answer.statements, notices=prepared.answer.notices)
        more, notices = prepared.completion.beside(told.statements)
        return Whole(statements=(*told.statements, *more), notices=(*told.notices, *notices))

    def read(self, part: Part, query: Query, history: Sequence[Turn]) -> Query:
        """A part as a question: one that names nothing leans on what stands before it."""
        if not part.before:
            return self._reader.read(part.text, history, query.filters)
        before = (*history, Turn(question=part.before))
        leaning = not names_something(part.text)
        read = self._reader.read(part.text, before, query.filters, leaning=leaning)
        return replace(read, named_documents=self._reader.read(part.text).named_documents)

    def _of_sides(self, sides: tuple[str, str], query: Query, told: Told) -> tuple[Statement, ...]:
        """What is said of each side, under its source where these differ.

        Nothing where one side has nothing, or where one sentence sets the two against each other.
        """
        if self._seeker.contrasts(*sides, told.found):
            return ()
        read = (self._reader.read(side, filters=query.filters) for side in sides)
        each = [self._seeker.tell_side(side, told.found) for side in read]
        sources = [{c.source.id for s in statements for c in s.citations} for statements in each]
        if not all(each):
            return ()
        if sources[0].isdisjoint(sources[1]):
            each = [_introduced(statements) for statements in each]
        return _distinct(s for statements in each for s in statements)

    def _of_documents(self, query: Query) -> tuple[Statement, ...]:
        """What each document says that a question names; nothing for one alone, or where one is silent."""
        names = sorted(query.named_documents)
        if len(names) <= 1:
            return ()
        filters = (replace(query.filters, documents=frozenset({name})) for name in names)
        each = [self._seeker.tell(replace(query, filters=only)).statements for only in filters]
        return _distinct(s for statements in each for s in _introduced(statements)) if all(each) else ()


def _introduced(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, the first of each source under what that is called."""
    shown: set[str] = set()
    told = []
    for statement in statements:
        source = statement.citations[0].source
        frame = statement.frame if source.id in shown else phrases.according_to(source)
        told.append(replace(statement, frame=frame))
        shown.add(source.id)
    return tuple(told)


def _distinct(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, each once."""
    return tuple({statement.text: statement for statement in statements}.values())
