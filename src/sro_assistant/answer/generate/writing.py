"""What words an answer: a language model where one is set, and nothing where none is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sro_assistant.answer import phrases
from sro_assistant.domain import Answer, Mode, Status, Turn


class AnswerWriter(Protocol):
    """Words answers anew."""

    @property
    def state(self) -> str | None:
        """The word on the model for who watches: None without one, otherwise "ok" or "onbereikbaar"."""
        ...

    def written(
        self, answer: Answer, mode: Mode, notices: Sequence[str] = (), history: Sequence[Turn] = ()
    ) -> Answer:
        """The answer in other words, or the given one; `notices` is what the reader is told anyway."""
        ...


class NoWriter:
    """Leaves every answer as it is: most have no language model, and load nothing of what works with one."""

    state = None

    def written(
        self,
        answer: Answer,
        mode: Mode,
        notices: Sequence[str] = (),  # noqa: ARG002 - the port's
        history: Sequence[Turn] = (),  # noqa: ARG002 - the port's
    ) -> Answer:
        """The given answer; who asked for a model by name is told that there is none."""
        if mode is Mode.GENERATIVE and may_be_written(answer, mode):
            return noticed(answer, phrases.no_model())
        return answer


def may_be_written(answer: Answer, mode: Mode) -> bool:
    """Whether a model may word an answer: not one that refuses, nor what the office approved.

    A prepared one that nobody of the office has read may be where the generative mode is asked for by name.
    What the rules take for another subject may be too: who has read the passages knows better.
    """
    if mode is Mode.EXTRACTIVE or answer.status is Status.REFUSED:
        return False
    if answer.approved is None:
        return bool(answer.retrieved)
    return mode is Mode.GENERATIVE and answer.approved.reviewed is None


def noticed(answer: Answer, notice: str) -> Answer:
    """The answer with one more notice, first."""
    return replace(answer, notices=(notice, *answer.notices))
