"""Long work, followed from the page."""

from dataclasses import replace

import pytest

from sro_assistant.errors import InputError
from sro_assistant.serve.workbench.services import TaskState
from sro_ui.tasks import ended_well, followed

RUNNING = TaskState(name="index", running=True, lines=(), exit_code=None, started="")
DONE = replace(RUNNING, running=False, exit_code=0)


def test_a_task_is_followed_until_it_ends() -> None:
    states = iter([RUNNING, DONE, RUNNING])
    assert list(followed(RUNNING, lambda: next(states), every=0)) == [RUNNING, RUNNING, DONE]


def test_no_task_is_nothing_to_follow() -> None:
    assert list(followed(None, lambda: RUNNING, every=0)) == []


def test_a_task_whose_state_is_lost_is_no_longer_followed() -> None:
    assert list(followed(RUNNING, lambda: None, every=0)) == [RUNNING]


@pytest.mark.parametrize("state", [DONE, RUNNING, None, replace(DONE, exit_code=None)])
def test_what_ended_well_or_not_yet_raises_nothing(state: TaskState | None) -> None:
    ended_well(state)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Lezen", "Fout: De nota is onleesbaar. Kijk ze na."), "De nota is onleesbaar. Kijk ze na."),
        ((), "Het werk is mislukt. De reden staat in het logboek van de assistent."),
    ],
)
def test_what_failed_says_why(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputError) as raised:
        ended_well(replace(DONE, exit_code=2, lines=lines))
    assert str(raised.value) == said
