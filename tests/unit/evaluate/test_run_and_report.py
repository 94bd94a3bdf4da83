"""A run over a fake assistant, and the page that reports it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.domain import (
    Channel,
    Document,
    Filters,
    Language,
    Passage,
    Query,
    RetrievedPassage,
    SourceFile,
    Turn,
    Validity,
    Why,
)
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.metrics import AnswerScore
from sro_assistant.evaluate.report import Interval, as_text, interval_of, quantile_of
from sro_assistant.evaluate.run import Report, Stage, run

TEXT = "De Smart Region Board bestaat uit vijf leidend ambtenaren van de Vlaamse overheid."
ANSWERABLE = Case(
    id="d001",
    type="single_fact",
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


@dataclass(frozen=True)
class FakeCitation:
    document_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class FakeQuery:
    resolved: str


@dataclass(frozen=True)
class FakeBody:
    status: str
    answer: str
    citations: tuple[FakeCitation, ...]
    query: FakeQuery


GOOD = FakeCitation("nota", TEXT, 0, len(TEXT))
SHIFTED = FakeCitation("nota", TEXT, 1, len(TEXT) + 1)
UNKNOWN = FakeCitation("elders", TEXT, 0, len(TEXT))


@dataclass
class FakeAssistant:
    """Answers every question with the one sentence that it has, and remembers what it was asked."""

    citations: tuple[FakeCitation, ...] = (GOOD,)
    asked: list[Request] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    def respond(self, request: Request) -> FakeBody:
        self.asked.append(request)
        return FakeBody("answered", f"{TEXT} [1]", self.citations, FakeQuery(f"heel: {request.question}"))

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
        return query, [RetrievedPassage(passage=passage, score=1.0, why=why)][:limit]

    def documents(self) -> Sequence[Document]:
        source = SourceFile(
            id="nota",
            path="nota.md",
            title="Nota",
            publisher="Smart Region Office",
            url=None,
            published="2023",
            kind="nota",
            validity=Validity.CURRENT,
            validity_reason="de laatste",
            licence="onbekend",
            sha256="0" * 64,
        )
        return (Document(source=source, text=TEXT, sections=(), lists=(), sentences=()),)


def judged(assistant: FakeAssistant, stage: Stage = "all") -> Report:
    ticks = itertools.count()
    return run(
        assistant,
        (ANSWERABLE, UNANSWERABLE),
        respond=assistant.respond,
        settings={"model": "klein"},
        stage=stage,
        clock=lambda: next(ticks) / 1000,
    )


def test_a_run_asks_each_case_with_its_history_and_searches_for_the_resolved_question() -> None:
    assistant = FakeAssistant()
    judged(assistant)

    assert assistant.asked == [
        Request(question=ANSWERABLE.question, history=ANSWERABLE.history),
        Request(question=UNANSWERABLE.question),
    ]
    assert assistant.searched == ["heel: Uit wie bestaat die?"]


def test_a_run_judges_every_case_and_keeps_its_settings() -> None:
    report = judged(FakeAssistant())

    assert report.settings == {"model": "klein", "onderdeel": "antwoorden en zoeken", "vragen": "2"}
    assert [(s.case.id, s.right, round(s.milliseconds, 6)) for s in report.answers] == [
        ("d001", True, 1.0),
        ("d002", False, 1.0),
    ]
    assert [(s.case.id, s.recall, s.ndcg) for s in report.retrieval] == [
        ("d001", {1: 1.0, 3: 1.0, 5: 1.0}, 1.0)
    ]


@pytest.mark.parametrize(
    ("stage", "answers", "rankings"), [("all", 2, 1), ("answers", 2, 0), ("retrieval", 0, 1)]
)
def test_a_stage_can_be_judged_alone(stage: Stage, answers: int, rankings: int) -> None:
    report = judged(FakeAssistant(), stage)

    assert (len(report.answers), len(report.retrieval)) == (answers, rankings)


@pytest.mark.parametrize("citation", [SHIFTED, UNKNOWN, FakeCitation("nota", "", 0, 0)])
def test_a_quote_that_does_not_stand_at_its_place_is_not_verbatim(citation: FakeCitation) -> None:
    report = judged(FakeAssistant(citations=(GOOD, citation)))

    assert report.answers[0].verbatim == (True, False)


def test_the_report_shows_settings_figures_groups_and_what_went_wrong() -> None:
    lines = as_text(judged(FakeAssistant())).splitlines()
    cells = [" ".join(line.split()) for line in lines]

    assert "model klein" in cells
    assert "juist 0.500 (0.000-1.000)" in cells
    assert "ten onrechte beantwoord 1.000 (1.000-1.000)" in cells
    assert "citaten woordelijk 1.000 (1.000-1.000)" in cells
    assert "woorden, mediaan 13" in cells
    assert "p95 1.0" in cells
    assert "recall@1 1.000 (1.000-1.000)" in cells
    assert "single_fact 1 1.00 1.00 1.00 1.00 1.00 1.00 1.00" in cells
    assert "unanswerable 1 0.00 - - 1.00 - - -" in cells
    assert "typo 1 1.00 1.00 1.00 1.00 1.00 1.00 1.00" in cells
    assert lines[-1] == "Niet juist: d002"


@pytest.mark.parametrize("stage", ["answers", "retrieval"])
def test_the_report_leaves_out_a_stage_that_was_not_judged(stage: Stage) -> None:
    text = as_text(judged(FakeAssistant(), stage))

    assert ("Antwoorden (" in text, "Zoeken (" in text) == (stage == "answers", stage == "retrieval")


def test_an_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    interval = interval_of(values)

    assert interval == interval_of(values)
    assert interval is not None
    assert interval.low < interval.mean == 0.6 < interval.high


def test_without_values_there_is_no_interval() -> None:
    assert interval_of(()) is None


def test_equal_values_have_an_interval_without_width() -> None:
    assert interval_of([1.0] * 4) == Interval(1.0, 1.0, 1.0)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.9, 9), (1.0, 10)])
def test_a_quantile_is_one_of_the_values(share: float, expected: int) -> None:
    assert quantile_of(range(1, 11), share) == expected
    assert quantile_of((), share) == 0.0


def test_judgements_compare_as_values() -> None:
    first, second = judged(FakeAssistant()), judged(FakeAssistant())

    assert first == second
    assert all(isinstance(score, AnswerScore) for score in first.answers)
