"""Long work that goes on in a process of its own, followed from the page."""

import time
from collections.abc import Callable, Iterator

from sro_assistant.errors import InputError
from sro_assistant.serve.workbench.services import TaskState

LOOK_SECONDS = 1.0

_FAILED = "Het werk is mislukt. De reden staat in het logboek van de assistent."


def followed(
    first: TaskState | None, look: Callable[[], TaskState | None], every: float = LOOK_SECONDS
) -> Iterator[TaskState]:
    """The state of a task, again and again until it has ended; nothing where there is none."""
    state = first
    while state is not None:
        yield state
        if not state.running:
            return
        time.sleep(every)
        state = look()


def ended_well(state: TaskState | None) -> None:
    """Raises InputError with what a task last said, where it did not end well."""
    if state is not None and state.exit_code:
        raise InputError(state.complaint or _FAILED)
