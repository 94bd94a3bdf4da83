"""What is wanting stands in a list until the index answers it, or a person says that it is dealt with."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.desk.gaps import Gap, GapDesk, GapList
from sro_assistant.desk.journal import JournalKeeper, Retention
from sro_assistant.desk.webinar.likeness import Likeness
from sro_assistant.domain import (
    Answer,
    Approved,
    Document,
    Language,
    Mode,
    Passage,
    Query,
    Statement,
    Status,
    Validity,
)
from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Recheck, Wanting
from sro_assistant.errors import NotFoundError
from sro_assistant.ports import Vectors

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
PAYS = Wanting(
    question="Wie betaalt dat?",
    asked=3,
    declined=3,
    disliked=0,
    last=NOON,
    statuses=frozenset({Status.NOT_FOUND}),
)
WHAT = Wanting(
    question="Wat is de SRO?",
    asked=1,
    declined=0,
    disliked=1,
    last=NOON,
    statuses=frozenset({Status.ANSWERED}),
)


@dataclass
class FakeJournal:
    """What is wanting, and what became of it."""

    found: list[Wanting]
    noted: dict[str, Recheck] = field(default_factory=dict)
    forgot: tuple[datetime, bool] | None = None

    def write(self, answers: Sequence[GivenAnswer], feedback: Sequence[Feedback]) -> None:
        pass

    def forget(self, before: datetime, *, questions: bool) -> int:
        self.forgot = before, questions
        return 0

    def counts(self, since: datetime) -> Counts:
        assert since < NOON
        return Counts(total=len(self.found), by_status={}, by_rating={}, from_bank=0)

    def wanting(self) -> Sequence[Wanting]:
        return self.found

    def rechecks(self) -> Sequence[Recheck]:
        return tuple(self.noted.values())

    def note(self, recheck: Recheck) -> None:
        self.noted[recheck.question] = recheck

    def close(self) -> None:
        pass


@dataclass
class FakeAssistant:
    """Answers what it was taught, as the bank or without it."""

    statement: Statement
    taught: dict[str, Approved | None] = field(default_factory=dict)
    generation: str = "gen-000001"
    asked: list[str] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request.question)
        known = request.question in self.taught
        return Answer(
            question=request.question,
            status=Status.ANSWERED if known else Status.NOT_FOUND,
            mode=Mode.EXTRACTIVE,
            query=Query(
                question=request.question,
                meant=request.question,
                resolved=request.question,
                dutch=request.question,
                language=Language.DUTCH,
                terms={},
            ),
            statements=(self.statement,) if known else (),
            approved=self.taught.get(request.question),
        )

    def document(self, document_id: str) -> Document:
        raise NotImplementedError(document_id)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        raise NotImplementedError(document_id)


def likeness() -> Likeness:
    def vectors(texts: Sequence[str]) -> Vectors:
        return np.eye(max(1, len(texts)), dtype=np.float32)[: len(texts)]

    return Likeness(lambda text: text.lower().rstrip("?").split(), vectors)


@dataclass
class Desk:
    """A desk on fakes, that takes its time from a clock that a test sets."""

    journal: FakeJournal
    assistant: FakeAssistant
    keeps: bool = True
    now: datetime = NOON + timedelta(hours=1)

    def opened(self) -> GapDesk:
        keeper = JournalKeeper(
            lambda: self.journal, Retention(keeps_questions=self.keeps, days=30), clock=lambda: self.now
        )
        return GapDesk(keeper, likeness, lambda: self.assistant)


StatementFrom = Callable[[Validity], Statement]


@pytest.fixture
def desk(statement_from: StatementFrom) -> Desk:
    return Desk(FakeJournal([PAYS, WHAT]), FakeAssistant(statement_from(Validity.CURRENT)))


def quietly(_label: str, _done: int, _total: int) -> None:
    pass


def questions(gaps: Sequence[Gap]) -> list[str]:
    return [gap.question for gap in gaps]


def test_gaps_stand_in_order_of_how_often_they_were_asked(desk: Desk) -> None:
    found = desk.opened().list()
    assert found == GapList(
        open=(
            Gap(
                question="Wie betaalt dat?",
                others=(),
                asked=3,
                declined=3,
                disliked=0,
                last="2026-12-01",
                statuses=(Status.NOT_FOUND,),
            ),
            Gap(
                question="Wat is de SRO?",
                others=(),
                asked=1,
                declined=0,
                disliked=1,
                last="2026-12-01",
                statuses=(Status.ANSWERED,),
            ),
        ),
        unchecked=2,
    )


def test_questions_that_ask_the_same_are_one_gap(desk: Desk) -> None:
    desk.journal.found = [PAYS, dataclasses.replace(PAYS, question="wie betaalt DAT", asked=1, declined=1)]
    (gap,) = desk.opened().list().open
    assert (gap.question, gap.others, gap.asked) == ("Wie betaalt dat?", ("wie betaalt DAT",), 4)


def test_a_gap_closes_when_the_index_of_now_answers(desk: Desk) -> None:
    desk.assistant.taught[PAYS.question] = None
    found = desk.opened().refresh(quietly)
    assert (questions(found.open), questions(found.closed)) == ([WHAT.question], [PAYS.question])
    assert found.unchecked == 0


def test_only_a_new_index_is_asked_again(desk: Desk) -> None:
    opened = desk.opened()
    opened.refresh(quietly)
    opened.refresh(quietly)
    assert desk.assistant.asked == [PAYS.question, WHAT.question]
    desk.assistant.generation = "gen-000002"
    assert opened.list().unchecked == 2
    opened.refresh(quietly)
    assert len(desk.assistant.asked) == 4


def test_what_a_reader_disliked_closes_by_an_answer_that_the_office_read(desk: Desk) -> None:
    opened = desk.opened()
    desk.assistant.taught[WHAT.question] = Approved("sro", None)
    assert WHAT.question in questions(opened.refresh(quietly).open)
    desk.assistant.generation = "gen-000002"
    desk.assistant.taught[WHAT.question] = Approved("sro", "2026-12-01")
    assert WHAT.question in questions(opened.refresh(quietly).closed)


def test_a_person_may_settle_a_gap_and_a_new_question_opens_it_again(desk: Desk) -> None:
    opened = desk.opened()
    gap = opened.list().open[0]
    assert questions(opened.settle(gap.id).closed) == [PAYS.question]
    desk.journal.found = [dataclasses.replace(PAYS, asked=4, last=desk.now + timedelta(minutes=1)), WHAT]
    assert questions(opened.list().open) == [PAYS.question, WHAT.question]


def test_a_gap_that_is_gone_cannot_be_settled(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="Vernieuw"):
        desk.opened().settle("weg")


def test_without_kept_questions_there_is_nothing_to_show_or_ask(desk: Desk) -> None:
    desk.keeps = False
    opened = desk.opened()
    assert opened.list() == opened.refresh(quietly) == GapList(kept=False)
    assert desk.assistant.asked == []
