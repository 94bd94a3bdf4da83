"""The journal in one SQLite file that several processes may write; what it forgets is gone from the disk."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sro_assistant.domain import Status
from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Rating, Recheck, Wanting
from sro_assistant.errors import JournalError

FILE_NAME = "journal.sqlite"
WAIT_SECONDS = 10.0
"""How long one process waits for another that is writing."""
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
"""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, origin TEXT NOT NULL, status TEXT NOT NULL, mode TEXT NOT NULL,
  generation TEXT NOT NULL, milliseconds REAL NOT NULL, documents TEXT NOT NULL, approved TEXT,
  question TEXT);
CREATE INDEX IF NOT EXISTS answers_by_time ON answers (at);
CREATE TABLE IF NOT EXISTS feedback (
  answer_id TEXT NOT NULL, about TEXT NOT NULL, at INTEGER NOT NULL, rating TEXT NOT NULL, citation INTEGER,
  comment TEXT, PRIMARY KEY (answer_id, about));
CREATE TABLE IF NOT EXISTS rechecks (
  question TEXT PRIMARY KEY, generation TEXT, is_closed INTEGER NOT NULL, at INTEGER NOT NULL);
"""
_WANTING = """
SELECT question, count(*), sum(is_declined), sum(is_disliked),
       max(CASE WHEN is_declined OR is_disliked THEN at END),
       group_concat(DISTINCT CASE WHEN is_declined OR is_disliked THEN status END)
FROM (SELECT question, at, status, status IN ('not_found', 'out_of_scope') AS is_declined,
             EXISTS (SELECT 1 FROM feedback WHERE answer_id = answers.id AND rating = 'down') AS is_disliked
      FROM answers WHERE question IS NOT NULL)
GROUP BY question HAVING sum(is_declined) + sum(is_disliked) > 0 ORDER BY 5 DESC, question
"""


class SqliteJournal:
    """A `Journal` in a folder of its own; one connection behind a lock, so that any thread may use it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The journal in a folder, made where there is none; only this user can read it."""
        path = folder / FILE_NAME
        with _named_errors(path):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            connection = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
            connection.executescript(_SETTINGS + _SCHEMA)
            return cls(path, connection)

    def write(self, answers: Sequence[GivenAnswer], feedback: Sequence[Feedback]) -> None:
        """Adds what was given and what was thought of it, all or nothing."""
        with self._transaction() as transaction:
            transaction.executemany(
                "INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, answers)
            )
            transaction.executemany(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)", map(_feedback_row, feedback)
            )

    def forget(self, before: datetime, *, questions: bool) -> int:
        """Erases what is older, and every text where `questions` says so; gives how many rows went."""
        limit = _stamp(before)
        with self._transaction() as transaction:
            gone = sum(
                transaction.execute(f"DELETE FROM {table} WHERE at < ?", (limit,)).rowcount  # noqa: S608 - our own names
                for table in ("answers", "feedback", "rechecks")
            )
            if questions:
                transaction.execute("UPDATE answers SET question = NULL WHERE question IS NOT NULL")
                transaction.execute("UPDATE feedback SET comment = NULL WHERE comment IS NOT NULL")
                transaction.execute("DELETE FROM rechecks")
        # What was erased still stands in the log of writes until that is folded into the file.
        with _named_errors(self._path), self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone

    def counts(self, since: datetime) -> Counts:
        """How many answers there were since then."""
        after = (_stamp(since),)
        statuses = self._rows("SELECT status, count(*) FROM answers WHERE at >= ? GROUP BY status", after)
        ratings = self._rows("SELECT rating, count(*) FROM feedback WHERE at >= ? GROUP BY rating", after)
        banked = self._rows(
            "SELECT count(*) FROM answers WHERE at >= ? AND approved IS NOT NULL AND status IN"
            " ('answered', 'partial')",
            after,
        )
        return Counts(
            total=sum(int(str(count)) for _, count in statuses),
            by_status={Status(str(status)): int(str(count)) for status, count in statuses},
            by_rating={Rating(str(rating)): int(str(count)) for rating, count in ratings},
            from_bank=int(str(banked[0][0])),
        )

    def wanting(self) -> Sequence[Wanting]:
        """The questions that were declined or disliked, as far as they are kept; the newest first."""
        return tuple(
            Wanting(
                question=str(question),
                asked=int(str(asked)),
                declined=int(str(declined)),
                disliked=int(str(disliked)),
                last=_moment(last),
                statuses=frozenset(Status(status) for status in str(statuses).split(",")),
            )
            for question, asked, declined, disliked, last, statuses in self._rows(_WANTING)
        )

    def rechecks(self) -> Sequence[Recheck]:
        """What became of wanting questions, one for each."""
        return tuple(
            Recheck(
                question=str(question),
                generation=None if generation is None else str(generation),
                is_closed=bool(closed),
                at=_moment(at),
            )
            for question, generation, closed, at in self._rows("SELECT * FROM rechecks")
        )

    def note(self, recheck: Recheck) -> None:
        """Keeps what became of a question, in place of what was known of it."""
        row = (recheck.question, recheck.generation, recheck.is_closed, _stamp(recheck.at))
        with self._transaction() as transaction:
            transaction.execute("INSERT OR REPLACE INTO rechecks VALUES (?, ?, ?, ?)", row)

    def close(self) -> None:
        """Lets go of the file."""
        with _named_errors(self._path), self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction that has the right to write from its start."""
        with _named_errors(self._path), self._lock, self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with _named_errors(self._path), self._lock:
            return self._connection.execute(query, tuple(values)).fetchall()


def _row(given: GivenAnswer) -> tuple[object, ...]:
    return (
        given.id, _stamp(given.at), given.origin.value, given.status.value, given.mode.value,
        given.generation, round(given.milliseconds, 1), json.dumps(given.documents),
        given.approved, _storable(given.question),
    )  # fmt: skip


def _feedback_row(given: Feedback) -> tuple[object, ...]:
    about = f"bron {given.citation or 0}" if given.rating is Rating.WRONG_SOURCE else "antwoord"
    return (
        given.answer_id,
        about,
        _stamp(given.at),
        given.rating.value,
        given.citation,
        _storable(given.comment),
    )


def _storable(text: str | None) -> str | None:
    """A text without half characters, which SQLite refuses."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(stamp: object) -> datetime:
    return datetime.fromtimestamp(int(str(stamp)), tz=UTC)


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Gives what the disk or SQLite refuses our own name, without what was being written."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise JournalError(
            f"Het logboek {path} kan niet gelezen of geschreven worden ({reason}). "
            "Kijk na of de schijf vol is en of de map beschreven mag worden, of kies een andere map met "
            "SRO_JOURNAL. De antwoorden gaan gewoon door."
        ) from error
