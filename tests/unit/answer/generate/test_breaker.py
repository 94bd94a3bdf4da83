from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from sro_assistant.answer.generate.breaker import FAILURES, PAUSE_SECONDS, GuardedModel
from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import Message


@dataclass
class Server:
    """A model that fails while it is down; it counts who came."""

    is_down: bool = True
    asked: int = 0
    now: float = 0.0
    name: str = "proef"
    is_well: bool = True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        self.asked += 1
        if self.is_down:
            raise LanguageModelError("weg")
        yield "hallo"

    def clock(self) -> float:
        return self.now


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def model(server: Server) -> GuardedModel:
    return GuardedModel(server, server.clock)


def fail(model: GuardedModel, times: int) -> None:
    for _ in range(times):
        with pytest.raises(LanguageModelError):
            list(model.stream([], 1))


def test_a_model_that_keeps_failing_is_left_alone(server: Server, model: GuardedModel) -> None:
    fail(model, FAILURES + 5)
    assert (server.asked, model.is_well) == (FAILURES, False)


def test_after_the_pause_one_tries_and_a_failure_starts_it_anew(server: Server, model: GuardedModel) -> None:
    fail(model, FAILURES)
    server.now = PAUSE_SECONDS
    fail(model, 3)
    assert server.asked == FAILURES + 1


def test_the_first_whole_answer_after_the_pause_closes_the_circuit(
    server: Server, model: GuardedModel
) -> None:
    fail(model, FAILURES)
    server.now, server.is_down = PAUSE_SECONDS, False
    assert (list(model.stream([], 1)), model.is_well) == (["hallo"], True)
    server.is_down = True
    fail(model, 1)
    assert model.is_well


def test_failures_far_apart_do_not_add_up(server: Server, model: GuardedModel) -> None:
    for _ in range(FAILURES):
        server.is_down = True
        fail(model, FAILURES - 1)
        server.is_down = False
        list(model.stream([], 1))
    assert model.is_well
