"""Long work in a process of its own: building the index, measuring the answers. One of each at a time."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from sro_assistant.desk.locks import try_lock
from sro_assistant.errors import InputError, SroError

Name = Literal["index", "eval"]
COMMAND: Final = (sys.executable, "-m", "sro_assistant.cli")
LAST_LINES: Final = 20
ERROR_PREFIX: Final = "Fout: "
"""How a command of `sro` begins the line that says why it failed."""
_LOOK_SECONDS = 0.2
_BUSY: Final[Mapping[str, str]] = {
    "index": "De index wordt nu al bijgewerkt. Wacht tot dat klaar is.",
    "eval": "Er loopt al een meting. Wacht tot ze klaar is.",
}


class TaskError(SroError):
    """A piece of work in a process of its own failed; carries what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """The state of a task: its last lines of output and, once it has ended, its exit code (0 is well).

    `exit_code` is None while it runs, and where a server that is gone started it. `started` is its time as
    people here write it, "22/11/2026 09:30".
    """

    name: Name
    running: bool
    lines: tuple[str, ...]
    exit_code: int | None
    started: str

    @property
    def complaint(self) -> str:
        """What it said last, as a reason why it failed; empty where it said nothing."""
        return self.lines[-1].removeprefix(ERROR_PREFIX) if self.lines else ""


class TaskDesk:
    """Starts `sro` commands and tells their state; a lock that each holds keeps a second one out."""

    def __init__(
        self,
        folder: Path,
        commands: Mapping[Name, Sequence[str]],
        environment: Mapping[str, str],
        program: Sequence[str] = COMMAND,
    ) -> None:
        """A desk whose logs and locks are in a folder; `commands` are the arguments of `sro` by task."""
        self._folder = folder
        self._commands = commands
        self._environment = environment
        self._program = program
        self._running: dict[Name, subprocess.Popen[bytes]] = {}

    def start_index(self) -> TaskState:
        """Starts bringing the index up to date; raises InputError where that is being done."""
        return self._start("index")

    def start_evaluation(self) -> TaskState:
        """Starts a measurement; raises InputError where one runs."""
        return self._start("eval")

    def state(self, name: Name) -> TaskState | None:
        """How a task is, or how it ended last; None where it never ran."""
        log = self._log(name)
        if not log.exists():
            return None
        text = log.read_text("utf-8", "replace")
        started = datetime.fromtimestamp(self._lock(name).stat().st_mtime, tz=UTC).astimezone()
        process = self._running.get(name)
        exit_code = process.poll() if process is not None else None
        return TaskState(
            name=name,
            running=self._is_taken(name),
            lines=tuple(line for line in text.splitlines() if line.strip())[-LAST_LINES:],
            exit_code=exit_code,
            started=started.strftime("%d/%m/%Y %H:%M"),
        )

    def wait(self, name: Name, seen: Callable[[TaskState], None]) -> TaskState:
        """The state at the end of a task that this process started; `seen` is told how it fares meanwhile.

        Raises TaskError where it failed.
        """
        while (state := self.state(name)) is not None and state.exit_code is None and state.running:
            seen(state)
            time.sleep(_LOOK_SECONDS)
        if state is None or state.exit_code != 0:
            said = state.complaint if state is not None else ""
            raise TaskError(said or "Het werk is afgebroken.")
        return state

    def _start(self, name: Name) -> TaskState:
        descriptor = try_lock(self._lock(name))
        if descriptor is None:
            raise InputError(_BUSY[name])
        try:
            os.utime(self._lock(name))
            with self._log(name).open("wb") as log:
                self._running[name] = subprocess.Popen(  # noqa: S603 - our own command, by our own Python
                    [*self._program, *self._commands[name]],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=dict(self._environment),
                    pass_fds=(descriptor,),  # the command holds the lock, also when this server is gone
                )
        finally:
            os.close(descriptor)
        state = self.state(name)
        if state is None:
            raise TaskError(f"Het werk ‘{name}’ kon niet starten.")
        return state

    def _is_taken(self, name: Name) -> bool:
        process = self._running.get(name)
        if process is not None and process.poll() is None:
            return True
        descriptor = try_lock(self._lock(name))
        if descriptor is None:
            return True
        os.close(descriptor)
        return False

    def _lock(self, name: Name) -> Path:
        return self._folder / f".{name}.lock"

    def _log(self, name: Name) -> Path:
        return self._folder / f"{name}.log"
