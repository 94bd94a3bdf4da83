"""Keeps the journal beside the answers: no answer waits for it, and none fails because of it."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Final

from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Recheck, Wanting
from sro_assistant.errors import JournalError
from sro_assistant.ports import Journal

logger = logging.getLogger(__name__)

PURGE_EVERY: Final = timedelta(hours=24)
MOST_WAITING: Final = 10_000
"""What waits to be written; beyond it the journal falls short, never the answers."""
SILENCE_SECONDS: Final = 60.0
"""The log tells of a journal that cannot be written at most this often."""
_AT_ONCE = 500
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Retention:
    """Whether words of readers are kept, and after how many days everything is forgotten."""

    keeps_questions: bool
    days: int

    def limit(self, now: datetime) -> datetime:
        """The moment before which everything is erased."""
        return now - timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class _Flush:
    """Asks the writer to say when all before it was written."""

    done: threading.Event


def now_utc() -> datetime:
    """The time now in UTC; the journal keeps whole seconds."""
    return datetime.now(tz=UTC)


class JournalKeeper:
    """Writes the journal in a thread of its own, and erases what is too old: at its start, then every day.

    Where words of readers may not be kept, they are taken out before they reach that thread. A journal that
    cannot be opened or written is tried again at the next row; the log counts the rows that were lost.
    """

    def __init__(
        self,
        opening: Callable[[], Journal],
        retention: Retention,
        *,
        clock: Callable[[], datetime] = now_utc,
        every: timedelta = PURGE_EVERY,
    ) -> None:
        self.retention = retention
        self._opening = opening
        self._clock = clock
        self._every = every
        self._journal: Journal | None = None
        self._opened = threading.Lock()
        self._queue: SimpleQueue[GivenAnswer | Feedback | _Flush | None] = SimpleQueue()
        self._lost = 0
        self._told_at: datetime | None = None
        self._writer = threading.Thread(target=self._run, name="journal", daemon=True)
        self._writer.start()

    @property
    def keeps_questions(self) -> bool:
        """Whether the words of readers are kept for a while."""
        return self.retention.keeps_questions

    def record(self, given: GivenAnswer) -> None:
        """Notes an answer; returns at once."""
        self._put(given if self.retention.keeps_questions else replace(given, question=None))

    def take(self, given: Feedback) -> None:
        """Notes a reader's verdict on an answer; returns at once."""
        self._put(given if self.retention.keeps_questions else replace(given, comment=None))

    def counts(self) -> Counts:
        """How many answers there were in the days that are kept; raises JournalError."""
        self.flush()
        return self._open().counts(self.retention.limit(self._clock()))

    def wanting(self) -> Sequence[Wanting]:
        """The questions that were declined or disliked; none where questions are not kept."""
        if not self.retention.keeps_questions:
            return ()
        self.flush()
        return self._open().wanting()

    def rechecks(self) -> Sequence[Recheck]:
        """What became of such questions since; raises JournalError."""
        return self._open().rechecks()

    def note(self, recheck: Recheck) -> None:
        """Keeps what became of such a question; raises JournalError."""
        self._open().note(recheck)

    def flush(self) -> None:
        """Waits until what was noted before is written, or cannot be."""
        if self._writer.is_alive():
            done = threading.Event()
            self._queue.put(_Flush(done))
            done.wait(_PATIENCE)

    def close(self) -> None:
        """Writes what is left and lets go of the journal."""
        self._queue.put(None)
        self._writer.join(_PATIENCE)
        with self._opened:
            if self._journal is not None:
                self._journal.close()
                self._journal = None

    def now(self) -> datetime:
        """The time by the journal's clock."""
        return self._clock()

    def _put(self, given: GivenAnswer | Feedback) -> None:
        if self._queue.qsize() < MOST_WAITING:
            self._queue.put(given)
        else:
            self._fell_short(1, "er wacht te veel om te schrijven")

    def _open(self) -> Journal:
        with self._opened:
            if self._journal is None:
                self._journal = self._opening()
            return self._journal

    def _run(self) -> None:
        due = self._clock()
        goes_on = True
        while goes_on:
            if self._clock() >= due:
                self._forget()
                due = self._clock() + self._every
            goes_on = self._write_next(max(0.0, (due - self._clock()).total_seconds()))

    def _forget(self) -> None:
        try:
            gone = self._open().forget(
                self.retention.limit(self._clock()), questions=not self.retention.keeps_questions
            )
        except JournalError as error:
            self._fell_short(0, str(error))
        else:
            if gone:
                logger.info(
                    "Het logboek is opgeruimd: %d regels ouder dan %d dagen.", gone, self.retention.days
                )

    def _write_next(self, seconds: float) -> bool:
        """Writes what comes in within these seconds; False where that was the end."""
        try:
            first = self._queue.get(timeout=seconds)
        except Empty:
            return True
        taken = [first, *self._waiting()]
        answers = [one for one in taken if isinstance(one, GivenAnswer)]
        feedback = [one for one in taken if isinstance(one, Feedback)]
        if answers or feedback:
            self._write(answers, feedback)
        for one in taken:
            if isinstance(one, _Flush):
                one.done.set()
        return None not in taken

    def _waiting(self) -> list[GivenAnswer | Feedback | _Flush | None]:
        found: list[GivenAnswer | Feedback | _Flush | None] = []
        while len(found) < _AT_ONCE:
            try:
                found.append(self._queue.get_nowait())
            except Empty:
                break
        return found

    def _write(self, answers: Sequence[GivenAnswer], feedback: Sequence[Feedback]) -> None:
        try:
            self._open().write(answers, feedback)
        except JournalError as error:
            self._fell_short(len(answers) + len(feedback), str(error))

    def _fell_short(self, lost: int, reason: str) -> None:
        """Logs that rows were lost, at most once a minute, and without their contents."""
        self._lost += lost
        now = self._clock()
        if self._told_at is None or (now - self._told_at).total_seconds() >= SILENCE_SECONDS:
            self._told_at = now
            logger.error("Het logboek mist %d regels. %s", self._lost, reason)
            self._lost = 0
