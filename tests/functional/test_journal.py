"""The journal on a real disk: two processes, a full disk, no disk at all, and what it keeps of a question."""

import logging
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from fastapi.testclient import TestClient

from sro_assistant.adapters.journal_sqlite import SqliteJournal
from sro_assistant.answer.compose import Assistant
from sro_assistant.desk.journal import JournalKeeper, Retention
from sro_assistant.domain import Mode, Status
from sro_assistant.domain.journal import GivenAnswer, Origin, Rating
from sro_assistant.serve.application import create_app
from sro_assistant.settings import Settings
from sro_assistant.wiring.desk import open_journal

pytestmark = pytest.mark.functional

RARE = "Wie betaalt de zonderlingenzaadbank in 2031?"
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sro_assistant.adapters.journal_sqlite import SqliteJournal
from sro_assistant.desk.journal import JournalKeeper, Retention
from sro_assistant.domain import Mode, Status
from sro_assistant.domain.journal import GivenAnswer, Origin

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if len(sys.argv) > 4:
    import logging, resource
    logging.basicConfig(format="%(levelname)s %(message)s")
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
keeper = JournalKeeper(lambda: SqliteJournal.open(folder), Retention(keeps_questions=True, days=30))
for number in range(count):
    keeper.record(GivenAnswer(
        id=f"{name}{number}", at=datetime.now(tz=UTC), origin=Origin.PUBLIC, status=Status.ANSWERED,
        mode=Mode.EXTRACTIVE, generation="g", milliseconds=1.0, question="geheim " * 400,
    ))
    if number % 20 == 0:
        keeper.flush()
keeper.close()
print("klaar")
"""


class Served(Protocol):
    """The server under test."""

    @property
    def address(self) -> str: ...


def writer(folder: Path, name: str, count: int, *limit: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", WRITER, str(folder), name, str(count), *limit],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def asked(served: Served, question: str) -> str:
    response = httpx.post(
        f"{served.address}/api/ask", json={"question": question}, trust_env=False, timeout=60
    )
    return str(response.raise_for_status().json()["answer_id"])


def counted(folder: Path, least: int) -> int:
    """How many answers a journal has, once it has so many; its server writes in a moment of its own."""
    journal = SqliteJournal.open(folder)
    deadline = time.monotonic() + 20
    while True:
        total = journal.counts(datetime.now(tz=UTC) - timedelta(days=1)).total
        if total >= least or time.monotonic() > deadline:
            journal.close()
            return total
        time.sleep(0.1)


def test_two_processes_write_one_journal_and_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, name, 200) for name in ("A", "B")]
    ended = [process.communicate(timeout=120) for process in writers]
    assert [out for out, _ in ended] == ["klaar\n", "klaar\n"], ended
    assert counted(tmp_path, 400) == 400


def test_a_full_disk_is_told_of_once_and_stops_nothing(tmp_path: Path) -> None:
    out, err = writer(tmp_path, "A", 200, "150000").communicate(timeout=120)
    assert out == "klaar\n"
    lines = [line for line in err.splitlines() if line.startswith("ERROR")]
    assert len(lines) == 1, err
    assert "SRO_JOURNAL" in lines[0]
    assert "geheim" not in err


def test_a_served_question_leaves_no_words_where_they_are_not_kept(
    served: Served, settings: Settings
) -> None:
    answer_id = asked(served, RARE)
    verdict = {"answer_id": answer_id, "rating": "down", "comment": "Die zonderlingenzaadbank bestaat."}
    sent = httpx.post(f"{served.address}/api/feedback", json=verdict, trust_env=False, timeout=60)
    assert (sent.status_code, sent.content) == (204, b"")
    assert counted(settings.journal_dir, 1) >= 1
    kept = everything_in(settings.journal_dir)
    assert answer_id.encode() in kept
    assert b"zonderlingenzaad" not in kept
    assert b"127.0.0.1" not in kept


def test_words_are_kept_where_the_office_says_so_and_go_when_it_no_longer_does(
    settings: Settings, assistant: Assistant, tmp_path: Path
) -> None:
    keeping = open_journal(Settings(home=settings.home, journal=tmp_path, keep_questions=True))
    with TestClient(create_app(lambda: assistant, settings, keeping)) as client:
        answer_id = client.post("/api/ask", json={"question": RARE}).json()["answer_id"]
        verdict = {"answer_id": answer_id, "rating": "down", "comment": "De zonderlingenzaadbank bestaat."}
        assert client.post("/api/feedback", json=verdict).status_code == 204
    assert keeping.counts().by_rating == {Rating.DOWN: 1}
    assert [(one.question, one.disliked) for one in keeping.wanting()] == [(RARE, 1)]
    keeping.close()
    assert everything_in(tmp_path).count(b"zonderlingenzaad") >= 2
    forgetting = open_journal(Settings(home=settings.home, journal=tmp_path))
    assert forgetting.counts().total == 1
    forgetting.close()
    assert b"zonderlingenzaad" not in everything_in(tmp_path)


def test_without_a_place_to_write_every_question_is_answered(
    settings: Settings, assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = open_journal(Settings(home=settings.home, journal=Path("/proc/nergens"), keep_questions=True))
    with (
        caplog.at_level(logging.ERROR),
        TestClient(create_app(lambda: assistant, settings, nowhere)) as client,
    ):
        for _ in range(3):
            assert client.post("/api/ask", json={"question": RARE}).status_code == 200
        nowhere.flush()
    nowhere.close()
    assert "SRO_JOURNAL" in caplog.text
    assert "zonderlingenzaad" not in caplog.text


def test_what_is_too_old_goes_when_the_journal_opens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = SqliteJournal.open(tmp_path)
    long_ago = datetime.now(tz=UTC) - timedelta(days=31)
    old = GivenAnswer(
        id="oud",
        at=long_ago,
        origin=Origin.PUBLIC,
        status=Status.NOT_FOUND,
        mode=Mode.EXTRACTIVE,
        generation="g",
        milliseconds=1.0,
        question=RARE,
    )
    journal.write([old], [])
    journal.close()
    with caplog.at_level(logging.INFO):
        JournalKeeper(lambda: SqliteJournal.open(tmp_path), Retention(keeps_questions=True, days=30)).close()
    assert "1 regels ouder dan 30 dagen" in caplog.text
    assert b"zonderlingenzaad" not in everything_in(tmp_path)
