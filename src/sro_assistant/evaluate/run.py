"""An evaluation run: every case through the code that serves, judged, with the settings it ran under."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Filters, Query, RetrievedPassage
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.given import AnswerBody, GivenAnswer, SourceTexts, given_answer
from sro_assistant.evaluate.scores import AnswerScore, score_answer
from sro_assistant.evaluate.twins import Pair


class Served(Protocol):
    """The search of an assistant, which tells how sure it was of its best passage."""

    def search(self, text: str, limit: int, filters: Filters) -> tuple[Query, Sequence[RetrievedPassage]]:
        """At most `limit` passages for a question, best first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answer with its judgement, and the score of the best passage for the question."""

    given: GivenAnswer
    score: AnswerScore
    found: float = 0.0

    @property
    def case(self) -> Case:
        """The question."""
        return self.score.case


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The judged answers of a run and the settings under which they were given."""

    settings: Mapping[str, str]
    judged: tuple[Judged, ...] = ()

    @property
    def scores(self) -> tuple[AnswerScore, ...]:
        """The judgements, in the order of the cases."""
        return tuple(one.score for one in self.judged)


Respond = Callable[[Request], AnswerBody]
"""Answers and renders a request as the API does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner:
    """Puts cases to an assistant and judges what it says; `clock` counts seconds.

    `filters` keep out what the question set knows nothing of.
    """

    respond: Respond
    sources: SourceTexts
    bank: bool = False
    filters: Filters = field(default_factory=Filters)
    clock: Callable[[], float] = time.perf_counter

    def answer(self, case: Case) -> tuple[GivenAnswer, str]:
        """The answer to a case, and the question as the assistant read it."""
        started = self.clock()
        body = self.respond(
            Request(question=case.question, history=case.history, filters=self.filters, bank=self.bank)
        )
        milliseconds = (self.clock() - started) * 1000
        return given_answer(body, milliseconds), body.query.resolved

    def score(self, case: Case) -> AnswerScore:
        """The judgement of the answer to a case."""
        return score_answer(case, self.answer(case)[0], self.sources)


def run(
    assistant: Served,
    cases: Sequence[Case],
    examiner: Examiner,
    *,
    settings: Mapping[str, str],
    pairs: Sequence[Pair] = (),
) -> Report:
    """The judged answers to every case in order; a case with a plain twin is held against it."""
    twins = {pair.case.id: pair.twin for pair in pairs}
    judged: list[Judged] = []
    for case in cases:
        given, resolved = examiner.answer(case)
        _, found = assistant.search(resolved, 1, examiner.filters)
        score = score_answer(case, given, examiner.sources)
        twin = twins.get(case.id)
        if twin is not None:
            score = replace(score, twin_right=examiner.score(twin).right)
        judged.append(Judged(given=given, score=score, found=found[0].score if found else 0.0))
    bank = "aan" if examiner.bank else "uit"
    return Report(
        settings={**settings, "antwoordenbank": bank, "vragen": str(len(cases))}, judged=tuple(judged)
    )
