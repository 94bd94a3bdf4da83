"""The journal's file: what it counts, what it replaces, and that what it forgets is gone from the disk."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sro_assistant.adapters.journal_sqlite import SqliteJournal
from sro_assistant.domain import Mode, Status
from sro_assistant.domain.journal import Counts, Feedback, GivenAnswer, Origin, Rating, Recheck, Wanting
from sro_assistant.errors import JournalError

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def given(name: str, status: Status, question: str | None = None, at: datetime = NOON) -> GivenAnswer:
    return GivenAnswer(
        id=name,
        at=at,
        origin=Origin.PUBLIC,
        status=status,
        mode=Mode.EXTRACTIVE,
        generation="gen-000001",
        milliseconds=12.34,
        documents=("nota",),
        question=question,
    )


def verdict(name: str, rating: Rating, at: datetime = NOON, **more: object) -> Feedback:
    return Feedback(answer_id=name, at=at, rating=rating, **more)  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    opened = SqliteJournal.open(tmp_path / "logboek")
    yield opened
    opened.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_answers_and_verdicts_are_counted_from_a_moment_on(journal: SqliteJournal) -> None:
    journal.write(
        [
            given("A", Status.ANSWERED),
            given("B", Status.NOT_FOUND),
            given("C", Status.NOT_FOUND, at=NOON - timedelta(days=9)),
        ],
        [verdict("A", Rating.UP), verdict("A", Rating.WRONG_SOURCE, citation=2)],
    )
    assert journal.counts(NOON - timedelta(days=1)) == Counts(
        total=2,
        by_status={Status.ANSWERED: 1, Status.NOT_FOUND: 1},
        by_rating={Rating.UP: 1, Rating.WRONG_SOURCE: 1},
        from_bank=0,
    )


def test_a_change_of_mind_replaces_the_verdict_and_each_source_has_its_own(journal: SqliteJournal) -> None:
    journal.write([], [verdict("A", Rating.UP), verdict("A", Rating.WRONG_SOURCE, citation=1)])
    journal.write([], [verdict("A", Rating.DOWN), verdict("A", Rating.WRONG_SOURCE, citation=2)])
    assert journal.counts(NOON).by_rating == {Rating.DOWN: 1, Rating.WRONG_SOURCE: 2}


def test_questions_that_were_declined_or_disliked_are_wanting(journal: SqliteJournal) -> None:
    later = NOON + timedelta(hours=2)
    journal.write(
        [
            given("A", Status.NOT_FOUND, "Wie betaalt?"),
            given("B", Status.NOT_FOUND, "Wie betaalt?", at=later),
            given("C", Status.ANSWERED, "Wat is de SRO?"),
            given("D", Status.ANSWERED, "Wat is een board?", at=later),
            given("E", Status.NOT_FOUND),
        ],
        [verdict("C", Rating.DOWN)],
    )
    assert journal.wanting() == (
        Wanting(
            question="Wie betaalt?",
            asked=2,
            declined=2,
            disliked=0,
            last=later,
            statuses=frozenset({Status.NOT_FOUND}),
        ),
        Wanting(
            question="Wat is de SRO?",
            asked=1,
            declined=0,
            disliked=1,
            last=NOON,
            statuses=frozenset({Status.ANSWERED}),
        ),
    )


def test_what_became_of_a_question_replaces_what_was_known(journal: SqliteJournal) -> None:
    first = Recheck(question="Wie betaalt?", generation="gen-000001", is_closed=False, at=NOON)
    second = Recheck(question="Wie betaalt?", generation=None, is_closed=True, at=NOON + timedelta(days=1))
    journal.note(first)
    journal.note(second)
    assert journal.rechecks() == (second,)


def test_old_rows_go_and_young_ones_stay(journal: SqliteJournal) -> None:
    old = NOON - timedelta(days=31)
    journal.write(
        [given("A", Status.NOT_FOUND, "Oud?", at=old), given("B", Status.NOT_FOUND, "Jong?")],
        [verdict("A", Rating.DOWN, at=old, comment="Oud!")],
    )
    assert journal.forget(NOON - timedelta(days=30), questions=False) == 2
    assert [one.question for one in journal.wanting()] == ["Jong?"]


def test_texts_are_taken_out_where_questions_are_no_longer_kept(journal: SqliteJournal) -> None:
    journal.write(
        [given("A", Status.NOT_FOUND, "Wie betaalt?")], [verdict("A", Rating.DOWN, comment="Slecht.")]
    )
    journal.note(Recheck(question="Wie betaalt?", generation="g", is_closed=False, at=NOON))
    assert journal.forget(NOON - timedelta(days=30), questions=True) == 0
    assert (journal.wanting(), journal.rechecks()) == ((), ())
    assert journal.counts(NOON).total == 1


def test_what_was_forgotten_no_longer_stands_in_any_file(journal: SqliteJournal, tmp_path: Path) -> None:
    rare = "Waar woont mevrouw Zonderlingenzaad?"
    journal.write([given(f"A{n}", Status.NOT_FOUND, rare) for n in range(50)], [])
    assert b"Zonderlingenzaad" in everything_in(tmp_path)
    journal.forget(NOON + timedelta(days=1), questions=False)
    assert b"Zonderlingenzaad" not in everything_in(tmp_path)


def test_half_a_character_is_kept_as_a_question_mark(journal: SqliteJournal) -> None:
    journal.write([given("A", Status.NOT_FOUND, "Wie\ud83d?")], [])
    assert [one.question for one in journal.wanting()] == ["Wie??"]


def test_only_its_owner_can_read_it(journal: SqliteJournal, tmp_path: Path) -> None:
    journal.write([given("A", Status.ANSWERED)], [])
    modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "logboek").iterdir()}
    assert set(modes.values()) == {0}
    assert (tmp_path / "logboek").stat().st_mode & 0o077 == 0


def test_a_full_disk_gets_its_own_error_without_the_words(journal: SqliteJournal) -> None:
    journal._connection.execute("PRAGMA max_page_count = 1")
    long = given("A", Status.NOT_FOUND, "geheim " * 5000)
    with pytest.raises(JournalError, match="SRO_JOURNAL") as caught:
        journal.write([long], [])
    assert "geheim" not in str(caught.value)
    assert journal.counts(NOON).total == 0


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    file.write_bytes(b"geen sqlite, wel van iemand\n" * 50)
    with pytest.raises(JournalError, match=r"journal\.sqlite"):
        SqliteJournal.open(tmp_path)
    assert file.read_bytes().startswith(b"geen sqlite")


def test_a_folder_that_cannot_be_made_gets_its_own_error(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("in de weg", "utf-8")
    with pytest.raises(JournalError, match="schijf"):
        SqliteJournal.open(tmp_path / "bestand")
