"""Questions that were declined or got a "Nee", until the sources answer them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sro_assistant.answer.compose import Request
from sro_assistant.desk.answering import Answering
from sro_assistant.desk.journal import JournalKeeper
from sro_assistant.desk.webinar.likeness import Likeness
from sro_assistant.domain import Answer, Status
from sro_assistant.domain.journal import Recheck, Wanting
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.ports import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Questions that ask the same and were not answered well; `last` is a day ("2026-12-01").

    `asked` counts how often, `declined` how often without an answer, `disliked` how often with a "Nee".
    """

    question: str
    others: tuple[str, ...]
    asked: int
    declined: int
    disliked: int
    last: str
    statuses: tuple[Status, ...]

    @property
    def id(self) -> str:
        """A short name made of its question, the same at each look as long as that question leads it."""
        return sha256(self.question.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """The gaps, most asked first; `kept` is false where questions are not kept, and then there are none.

    `unchecked` counts the open questions that were not yet asked of the present index.
    """

    open: tuple[Gap, ...] = ()
    closed: tuple[Gap, ...] = ()
    kept: bool = True
    unchecked: int = 0


class GapDesk:
    """Groups the questions that were not answered well, and asks them again when the index has changed."""

    def __init__(
        self,
        journal: JournalKeeper,
        likeness: Callable[[], Likeness],
        assistant: Callable[[], Answering],
    ) -> None:
        """A desk over a journal; `assistant` gives one whose answers are not noted."""
        self._journal = journal
        self._likeness = likeness
        self._assistant = assistant

    def list(self) -> GapList:
        """The gaps as they are; raises JournalError."""
        if not self._journal.keeps_questions:
            return GapList(kept=False)
        wanting = self._journal.wanting()
        known = {recheck.question: recheck for recheck in self._journal.rechecks()}
        places = self._likeness().grouped([one.question for one in wanting]) if wanting else []
        groups = [[wanting[place] for place in group] for group in places]
        generation = self._assistant().generation
        return GapList(
            open=_gaps(group for group in groups if not _are_closed(group, known)),
            closed=_gaps(group for group in groups if _are_closed(group, known)),
            unchecked=sum(_is_due(one, known, generation) for one in wanting),
        )

    def refresh(self, progress: Progress) -> GapList:
        """The gaps after every open question was asked once more of the present index."""
        if not self._journal.keeps_questions:
            return GapList(kept=False)
        assistant = self._assistant()
        known = {recheck.question: recheck for recheck in self._journal.rechecks()}
        due = [one for one in self._journal.wanting() if _is_due(one, known, assistant.generation)]
        for done, one in enumerate(due):
            progress("Vragen opnieuw stellen", done, len(due))
            self._journal.note(
                Recheck(
                    question=one.question,
                    generation=assistant.generation,
                    is_closed=_closes(one, assistant),
                    at=self._journal.now(),
                )
            )
        progress("Vragen opnieuw stellen", len(due), len(due))
        return self.list()

    def settle(self, gap_id: str) -> GapList:
        """The gaps after a person said that one is dealt with; it opens again when it is asked again."""
        gap = next((gap for gap in self.list().open if gap.id == gap_id), None)
        if gap is None:
            raise NotFoundError("Deze vraag staat niet meer open. Vernieuw de lijst.")
        for question in (gap.question, *gap.others):
            self._journal.note(
                Recheck(question=question, generation=None, is_closed=True, at=self._journal.now())
            )
        return self.list()


def _closes(one: Wanting, assistant: Answering) -> bool:
    """Whether the present index answers; after a "Nee" only an answer that the office has read will do."""
    try:
        answer = assistant.ask(Request(question=one.question))
    except InputError:
        return False
    return answer.status is Status.ANSWERED and (not one.disliked or _is_read(answer))


def _is_read(answer: Answer) -> bool:
    return answer.approved is not None and answer.approved.reviewed is not None


def _is_closed(one: Wanting, known: Mapping[str, Recheck]) -> bool:
    found = known.get(one.question)
    return found is not None and found.is_closed and found.at >= one.last


def _are_closed(group: Sequence[Wanting], known: Mapping[str, Recheck]) -> bool:
    return all(_is_closed(one, known) for one in group)


def _is_due(one: Wanting, known: Mapping[str, Recheck], generation: str) -> bool:
    found = known.get(one.question)
    return not _is_closed(one, known) and (found is None or found.generation != generation)


def _gaps(groups: Iterable[Sequence[Wanting]]) -> tuple[Gap, ...]:
    found = (_gap(group) for group in groups)
    return tuple(sorted(found, key=lambda gap: (-gap.asked, gap.question)))


def _gap(group: Sequence[Wanting]) -> Gap:
    first, *others = sorted(group, key=lambda one: (-one.asked, one.question))
    return Gap(
        question=first.question,
        others=tuple(one.question for one in others),
        asked=sum(one.asked for one in group),
        declined=sum(one.declined for one in group),
        disliked=sum(one.disliked for one in group),
        last=max(one.last for one in group).date().isoformat(),
        statuses=tuple(sorted(frozenset[Status]().union(*(one.statuses for one in group)))),
    )
