"""An assistant whose answers are noted in the journal, whatever face they are shown on."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol, cast

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer
from sro_assistant.domain.journal import Feedback, GivenAnswer, Origin
from sro_assistant.serve.exchange import Assistant, AssistantSource
from sro_assistant.serve.render import new_answer_id


class Recorder(Protocol):
    """Takes note of answers and of what is thought of them; returns at once and never fails."""

    @property
    def keeps_questions(self) -> bool:
        """Whether the words of readers are kept for a while."""
        ...

    def record(self, given: GivenAnswer) -> None:
        """Notes an answer that was given."""
        ...

    def take(self, given: Feedback) -> None:
        """Notes a reader's verdict."""
        ...


class NoJournal:
    """Takes note of nothing: for an application that keeps no journal."""

    keeps_questions = False

    def record(self, given: GivenAnswer) -> None:
        """Lets it go."""

    def take(self, given: Feedback) -> None:
        """Lets it go."""


class Journalled:
    """Asks another assistant and notes what it answered; all but `ask` is that assistant's own."""

    def __init__(self, assistant: Assistant, recorder: Recorder, origin: Origin) -> None:
        self._assistant = assistant
        self._recorder = recorder
        self._origin = origin

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    def ask(self, request: Request) -> Answer:
        """The answer, under the id by which the journal knows it; raises what the assistant raises."""
        started = time.perf_counter()
        answer = replace(self._assistant.ask(request), id=new_answer_id())
        cited = [citation for statement in answer.statements for citation in statement.citations]
        self._recorder.record(
            GivenAnswer(
                id=answer.id,
                at=datetime.now(tz=UTC),
                origin=self._origin,
                status=answer.status,
                mode=answer.mode,
                generation=self._assistant.generation,
                milliseconds=(time.perf_counter() - started) * 1000,
                documents=tuple(dict.fromkeys(citation.source.id for citation in cited)),
                approved=answer.approved.entry if answer.approved is not None else None,
                question=answer.query.resolved,
            )
        )
        return answer


def journalled(source: AssistantSource, recorder: Recorder, origin: Origin) -> AssistantSource:
    """A source of the same assistants, whose answers are noted in the journal."""

    def noted() -> Assistant:
        # What it hands on to the assistant it is made of, no type checker can see.
        return cast("Assistant", Journalled(source(), recorder, origin))

    return noted
