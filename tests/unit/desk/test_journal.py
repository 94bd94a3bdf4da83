"""The keeper of the journal: nobody waits for it, nobody fails by it, and it forgets in time."""

import dataclasses
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from sro_assistant.desk.journal import JournalKeeper, Retention
from sro_assistant.domain import Mode, Status
from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Origin, Rating, Recheck, Wanting
from sro_assistant.errors import JournalError

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
GIVEN = GivenAnswer(
    id="A",
    at=NOON,
    origin=Origin.PUBLIC,
    status=Status.NOT_FOUND,
    mode=Mode.EXTRACTIVE,
    generation="gen-000001",
    milliseconds=1.0,
    question="Wie betaalt?",
)
VERDICT = Feedback(answer_id="A", at=NOON, rating=Rating.DOWN, comment="Slecht.")


@dataclass
class FakeJournal:
    """Keeps what it is told; refuses where a test says so."""

    refuses: bool = False
    answers: list[GivenAnswer] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    forgotten: list[tuple[datetime, bool]] = field(default_factory=list)
    closed: bool = False
    gate: threading.Event | None = None

    def write(self, answers: Sequence[GivenAnswer], feedback: Sequence[Feedback]) -> None:
        if self.gate is not None:
            self.gate.wait(5)
        if self.refuses:
            raise JournalError("De schijf is vol.")
        self.answers.extend(answers)
        self.feedback.extend(feedback)

    def forget(self, before: datetime, *, questions: bool) -> int:
        self.forgotten.append((before, questions))
        return 0

    def counts(self, since: datetime) -> Counts:
        assert since < NOON
        return Counts(total=len(self.answers), by_status={}, by_rating={}, from_bank=0)

    def wanting(self) -> Sequence[Wanting]:
        return ()

    def rechecks(self) -> Sequence[Recheck]:
        return ()

    def note(self, recheck: Recheck) -> None:
        pass

    def close(self) -> None:
        self.closed = True


def keeper_of(
    journal: FakeJournal, *, keeps: bool = False, days: int = 30, every: timedelta = timedelta(days=1)
) -> JournalKeeper:
    return JournalKeeper(lambda: journal, Retention(keeps, days), clock=lambda: NOON, every=every)


def test_the_words_of_readers_are_taken_out_unless_questions_are_kept() -> None:
    silent, talking = FakeJournal(), FakeJournal()
    for journal, keeps in ((silent, False), (talking, True)):
        keeper = keeper_of(journal, keeps=keeps)
        keeper.record(GIVEN)
        keeper.take(VERDICT)
        keeper.close()
    assert silent.answers == [dataclasses.replace(GIVEN, question=None)]
    assert silent.feedback == [dataclasses.replace(VERDICT, comment=None)]
    assert (talking.answers, talking.feedback) == ([GIVEN], [VERDICT])


def test_it_forgets_at_its_start_what_is_older_than_it_may_keep() -> None:
    journal = FakeJournal()
    keeper_of(journal, keeps=True, days=7).close()
    assert journal.forgotten == [(NOON - timedelta(days=7), False)]


def test_it_takes_kept_texts_out_once_they_may_not_be_kept() -> None:
    journal = FakeJournal()
    keeper_of(journal, keeps=False).close()
    assert journal.forgotten == [(NOON - timedelta(days=30), True)]


def test_it_forgets_again_when_its_time_has_come() -> None:
    journal = FakeJournal()
    keeper = keeper_of(journal, every=timedelta(0))
    for _ in range(3):
        keeper.flush()
    keeper.close()
    assert len(journal.forgotten) >= 3


def test_noting_an_answer_waits_for_nothing() -> None:
    journal = FakeJournal(gate=threading.Event())
    keeper = keeper_of(journal)
    for _ in range(100):
        keeper.record(GIVEN)  # the journal stands still, and this returns all the same
    assert journal.answers == []
    assert journal.gate is not None
    journal.gate.set()
    keeper.close()
    assert len(journal.answers) == 100


def test_a_journal_that_refuses_breaks_nothing_and_is_told_of_without_the_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    journal = FakeJournal(refuses=True)
    keeper = keeper_of(journal, keeps=True)
    with caplog.at_level(logging.ERROR):
        keeper.record(GIVEN)
        keeper.flush()
        keeper.record(GIVEN)
        keeper.flush()
    journal.refuses = False
    keeper.record(GIVEN)
    keeper.close()
    assert journal.answers == [GIVEN]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "De schijf is vol." in caplog.text
    assert "betaalt" not in caplog.text


def test_a_journal_that_does_not_open_is_tried_again_with_what_comes_next() -> None:
    journal = FakeJournal()
    tries: list[int] = []

    def opening() -> FakeJournal:
        tries.append(1)
        if len(tries) < 3:
            raise JournalError("Die map is er niet.")
        return journal

    keeper = JournalKeeper(opening, Retention(keeps_questions=True, days=30), clock=lambda: NOON)
    for _ in range(2):
        keeper.record(GIVEN)
        keeper.flush()
    keeper.close()
    assert journal.answers == [GIVEN]


def test_closing_writes_what_was_left_and_lets_go() -> None:
    journal = FakeJournal()
    keeper = keeper_of(journal, keeps=True)
    keeper.record(GIVEN)
    keeper.close()
    assert (journal.answers, journal.closed) == ([GIVEN], True)


def test_counting_counts_what_was_noted_before() -> None:
    keeper = keeper_of(FakeJournal())
    keeper.record(GIVEN)
    assert keeper.counts().total == 1
    keeper.close()
