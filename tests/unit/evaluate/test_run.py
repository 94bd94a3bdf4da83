"""A run over a fake assistant, and the text that reports it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.domain import (
    Channel,
    Filters,
    Language,
    Passage,
    Query,
    RetrievedPassage,
    Turn,
    Why,
)
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.gates import Failure
from sro_assistant.evaluate.given import SourceText
from sro_assistant.evaluate.report.table import as_text
from sro_assistant.evaluate.run import Examiner, Report, run
from sro_assistant.evaluate.twins import Pair

TEXT = "De Smart Region Board bestaat uit vijf leidend ambtenaren van de Vlaamse overheid."
ANSWERABLE = Case(
    id="d001",
    type="follow_up",
    question="Uit wie bestaat die?",
    answerable=True,
    facts=(("leidend ambtenaren",),),
    evidence=(Evidence(doc="nota", quote=TEXT),),
    forbidden=(),
    history=(Turn(question="Wat is de SRB?"),),
    note="style=typo",
)
UNANSWERABLE = Case(
    id="d002",
    type="unanswerable",
    question="Hoeveel verdienen ze?",
    answerable=False,
    facts=(),
    evidence=(),
    forbidden=(),
)
TWIN = replace(ANSWERABLE, id="d001-plain", question="Uit wie bestaat de SRB?", history=(), note="")


@dataclass(frozen=True)
class FakeCitation:
    document_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class FakeSentence:
    text: str
    citations: tuple[int, ...]
    frame: str | None = None
    heading: str | None = None


@dataclass(frozen=True)
class FakeQuery:
    resolved: str


@dataclass(frozen=True)
class FakeBody:
    status: str
    answer: str
    sentences: tuple[FakeSentence, ...]
    citations: tuple[FakeCitation, ...]
    notices: tuple[str, ...]
    query: FakeQuery


@dataclass
class FakeAssistant:
    """Answers every question with the one sentence that it has, and remembers what it was asked."""

    asked: list[Request] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    def respond(self, request: Request) -> FakeBody:
        self.asked.append(request)
        return FakeBody(
            status="answered",
            answer=f"{TEXT} [1]",
            sentences=(FakeSentence(TEXT, (1,)),),
            citations=(FakeCitation("nota", TEXT, 0, len(TEXT)),),
            notices=(),
            query=FakeQuery(f"heel: {request.question}"),
        )

    def search(self, text: str, limit: int, filters: Filters) -> tuple[Query, Sequence[RetrievedPassage]]:
        self.searched.append(text)
        query = Query(
            question=text,
            meant=text,
            resolved=text,
            dutch=text,
            language=Language.DUTCH,
            terms={},
            filters=filters,
        )
        passage = Passage(
            id="nota:0001", document_id="nota", start=0, end=len(TEXT), headings=(), page=None, text=TEXT
        )
        why = Why(channels={Channel.KEYWORDS: 1.0}, terms=())
        return query, [RetrievedPassage(passage=passage, score=0.8, why=why)][:limit]


def judged(assistant: FakeAssistant, *pairs: Pair, bank: bool = False) -> Report:
    ticks = itertools.count()
    examiner = Examiner(
        respond=assistant.respond,
        sources={"nota": SourceText(text=TEXT)},
        bank=bank,
        clock=lambda: next(ticks) / 1000,
    )
    return run(assistant, (ANSWERABLE, UNANSWERABLE), examiner, settings={"model": "klein"}, pairs=pairs)


@pytest.mark.parametrize("bank", [False, True])
def test_a_run_asks_each_case_with_its_history_and_searches_for_the_resolved_question(bank: bool) -> None:
    assistant = FakeAssistant()
    report = judged(assistant, bank=bank)

    assert assistant.asked == [
        Request(question=ANSWERABLE.question, history=ANSWERABLE.history, bank=bank),
        Request(question=UNANSWERABLE.question, bank=bank),
    ]
    assert assistant.searched == ["heel: Uit wie bestaat die?", "heel: Hoeveel verdienen ze?"]
    assert report.settings["antwoordenbank"] == ("aan" if bank else "uit")


def test_a_run_judges_every_case_and_keeps_its_settings() -> None:
    report = judged(FakeAssistant())

    assert report.settings == {"model": "klein", "antwoordenbank": "uit", "vragen": "2"}
    assert [(s.case.id, s.right, round(s.milliseconds, 6), s.twin_right) for s in report.scores] == [
        ("d001", True, 1.0, None),
        ("d002", False, 1.0, None),
    ]
    assert [one.found for one in report.judged] == [0.8, 0.8]


def test_a_case_with_a_twin_is_held_against_the_answer_to_it() -> None:
    assistant = FakeAssistant()
    report = judged(assistant, Pair("follow_up", ANSWERABLE, TWIN))

    assert Request(question=TWIN.question, bank=False) in assistant.asked
    assert [score.twin_right for score in report.scores] == [True, None]


def test_the_report_shows_settings_figures_groups_and_what_went_wrong() -> None:
    report = judged(FakeAssistant(), Pair("follow_up", ANSWERABLE, TWIN))
    cells = [" ".join(line.split()) for line in as_text(report).splitlines()]

    assert "model klein" in cells
    assert "juist 0.500 (0.000-1.000)" in cells
    assert "nut (juist min fout) 0.000 (-1.000-1.000)" in cells
    assert "ten onrechte beantwoord 1.000" in cells
    assert "citaten woordelijk 1.000" in cells
    assert "woorden, mediaan 13" in cells
    assert "verlies in gesprek 0.000" in cells
    assert "tijd, 95 % hoogstens (ms) 1.0" in cells
    assert "follow_up 1 1.00 1.00 1.00 1.00 13" in cells
    assert "unanswerable 1 0.00 - - - -" in cells
    assert "typo 1 1.00 1.00 1.00 1.00 13" in cells
    assert "typo 1.00" in cells
    assert "Niet juist: d002" in cells
    assert "Alle poorten gehaald." in cells


def test_the_report_names_the_gates_that_are_not_passed() -> None:
    text = as_text(judged(FakeAssistant()), [Failure("right", "juist: 0.500, moet minstens 0.6 zijn")])

    assert text.endswith("Niet gehaald:\n  juist: 0.500, moet minstens 0.6 zijn\n")
