"""Where sources differ: both are shown with their dates, with which prevails and why."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sro_assistant.answer import phrases
from sro_assistant.answer.choose import FACTS
from sro_assistant.answer.intent import Intent, intent_of
from sro_assistant.answer.quoting import Shelf, places_of
from sro_assistant.domain import Answer, Citation, Layout, Statement
from sro_assistant.domain.conflicts import Conflict, Side
from sro_assistant.dutch.words import fold, words


@dataclass(frozen=True, slots=True)
class _Standing:
    """A side with the place where its words stand today."""

    side: Side
    citation: Citation


class Conflicts:
    """Knows on which subjects the sources differ, and shows it where an answer bears on one."""

    def __init__(self, known: Callable[[], Sequence[Conflict]]) -> None:
        """`known` is read when a first answer needs it."""
        self._known = known

    def shown_in(self, answer: Answer, shelf: Shelf) -> Answer:
        """The answer with what sources say differently on its subject; one that bears on nothing as it is.

        A conflict of which a quote stands no longer, or may not be quoted, is not shown.
        """
        for conflict in self._known():
            sides = _standing(conflict, shelf) if _may_bear(conflict, answer) else ()
            if sides and _cites_any(answer.statements, sides):
                answer = _with(answer, conflict, sides)
        return answer


def _may_bear(conflict: Conflict, answer: Answer) -> bool:
    """Whether a question is about the subject; a subject without words is told wherever it is cited."""
    asked = answer.query.dutch
    about = not conflict.about or says_any(conflict.about, asked)
    return bool(answer.statements) and about and not says_any(conflict.unless, asked)


def _standing(conflict: Conflict, shelf: Shelf) -> tuple[_Standing, ...]:
    """Every side with its place; nothing where one of them has none."""
    found = []
    for side in conflict.sides:
        places = places_of(side.document_id, side.quote, shelf) if shelf.admits(side.document_id) else ()
        place = next(iter(places), None)
        if place is None:
            return ()
        found.append(_Standing(side, place))
    return tuple(found)


def _with(answer: Answer, conflict: Conflict, sides: Sequence[_Standing]) -> Answer:
    if len(sides) == 1:
        return _noticed(answer, phrases.left_open(conflict))
    notice = phrases.sources_differ(conflict, [(s.citation.source, s.side.says) for s in sides])
    named = answer.query.named_documents
    wanted = [s for s in sides if not named or s.citation.source.id in named]
    is_decided = says_any(conflict.decisive, answer.query.dutch) and len(wanted) == len(sides)
    is_framed = any(statement.frame for statement in answer.statements)
    if not is_decided or answer.approved is not None or is_framed:
        return _noticed(answer, notice)
    statements = _side_by_side(answer, conflict, sides)
    return _noticed(replace(answer, statements=statements), notice)


def _side_by_side(answer: Answer, conflict: Conflict, sides: Sequence[_Standing]) -> tuple[Statement, ...]:
    """Each side under the name and date of its source: that which prevails first, or by age when compared."""
    intent = intent_of(answer.query.meant, answer.query.dutch)
    if intent is not Intent.COMPARISON:
        sides = sorted(sides, key=lambda s: s.side.document_id != conflict.prevails)
    own = {side: next((s for s in answer.statements if _cites(s, side)), None) for side in sides}
    told = [_framed(own[side], side) for side in sides]
    is_listed = any(s is not None and s.text.endswith(":") for s in own.values())
    rest = [s for s in answer.statements if s not in own.values()]
    if is_listed:  # the side that announces the list stays right above it
        first = next(i for i, side in enumerate(sides) if own[side] is not None)
        return (told[first], *rest, *told[:first], *told[first + 1 :])
    return (*told, *(() if intent in FACTS else rest))


def _framed(own: Statement | None, side: _Standing) -> Statement:
    """What the answer says of a side, or else the side's own sentence, under its source's name."""
    frame = phrases.according_to(side.citation.source)
    if own is not None:
        return replace(own, frame=frame, layout=Layout.PARAGRAPH)
    text = phrases.closed(side.citation.quote)
    return Statement(text=text, citations=(side.citation,), frame=frame)


def _noticed(answer: Answer, notice: str) -> Answer:
    return replace(answer, notices=tuple(dict.fromkeys((notice, *answer.notices))))


def _cites_any(statements: Iterable[Statement], sides: Iterable[_Standing]) -> bool:
    return any(_cites(statement, side) for side in sides for statement in statements)


def _cites(statement: Statement, side: _Standing) -> bool:
    place = side.citation
    return any(c.source.id == place.source.id and c.span.overlaps(place.span) for c in statement.citations)


def says_any(wordings: Sequence[str], text: str) -> bool:
    """Whether a text has one of the wordings, whole words; a `*` leaves the end of a word free."""
    if not wordings:
        return False
    return _pattern(tuple(wordings)).search(" ".join(fold(word) for word in words(text))) is not None


@lru_cache(maxsize=256)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = (
        r"\W+".join(
            re.escape(fold(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "")
            for word in wording.split()
        )
        for wording in wordings
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
