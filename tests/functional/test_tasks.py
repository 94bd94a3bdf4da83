"""Long work runs in a process of its own, once at a time, and tells how it fares."""

import os
import sys
import time
from pathlib import Path

import pytest

from sro_assistant.desk.tasks import TaskDesk, TaskError, TaskState
from sro_assistant.errors import InputError

pytestmark = pytest.mark.functional

WAITS = """
import pathlib, sys, time
print('Bezig', flush=True)
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.01)
"""


def desk_of(folder: Path, program: str, *arguments: str) -> TaskDesk:
    commands = {"index": arguments, "eval": arguments}
    return TaskDesk(folder, commands, os.environ, (sys.executable, "-c", program))  # type: ignore[arg-type]  # both names are there


def test_work_that_never_ran_has_no_state(tmp_path: Path) -> None:
    assert desk_of(tmp_path, "").state("index") is None


def test_work_tells_its_last_lines_and_how_it_ended(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "for n in range(30): print('regel', n)")
    desk.start_index()
    seen: list[TaskState] = []
    state = desk.wait("index", seen.append)
    assert (state.running, state.exit_code) == (False, 0)
    assert state.lines == tuple(f"regel {n}" for n in range(10, 30))


def test_the_same_work_does_not_run_twice_at_once_but_other_work_does(tmp_path: Path) -> None:
    go_on = tmp_path / "ga"
    desk, elsewhere = desk_of(tmp_path, WAITS, str(go_on)), desk_of(tmp_path, WAITS, str(go_on))
    assert desk.start_index().running
    for other in (desk, elsewhere):
        with pytest.raises(InputError, match="nu al bijgewerkt"):
            other.start_index()
    assert elsewhere.start_evaluation().running
    go_on.touch()
    desk.wait("index", lambda _state: None)
    elsewhere.wait("eval", lambda _state: None)
    assert desk.start_index().name == "index"
    desk.wait("index", lambda _state: None)


def test_another_server_sees_that_work_runs_and_that_it_ended(tmp_path: Path) -> None:
    go_on = tmp_path / "ga"
    desk, elsewhere = desk_of(tmp_path, WAITS, str(go_on)), desk_of(tmp_path, WAITS, str(go_on))
    desk.start_index()
    running = elsewhere.state("index")
    assert running is not None
    assert (running.running, running.exit_code) == (True, None)
    go_on.touch()
    desk.wait("index", lambda _state: None)
    deadline = time.monotonic() + 5
    while (ended := elsewhere.state("index")) is not None and ended.running:
        assert time.monotonic() < deadline
    assert ended is not None
    assert ended.lines == ("Bezig",)


def test_work_that_fails_says_why(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "import sys; print('Fout: de schijf is vol.', file=sys.stderr); sys.exit(1)")
    desk.start_evaluation()
    with pytest.raises(TaskError, match=r"^de schijf is vol\.$"):
        desk.wait("eval", lambda _state: None)
