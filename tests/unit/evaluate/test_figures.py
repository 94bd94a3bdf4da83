"""What the answers add to each figure."""

from dataclasses import replace

import pytest

from sro_assistant.domain import Turn
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.figures import FIGURE, by_style, figures_of, retention
from sro_assistant.evaluate.scores import AnswerScore

CASE = Case(
    id="d001",
    type="single_fact",
    question="Hoeveel?",
    answerable=True,
    facts=(("3,8",), ("miljoen",)),
    evidence=(),
    forbidden=(),
)
RIGHT = AnswerScore(
    case=CASE,
    answered=True,
    facts_found=2,
    evidence_cited=True,
    forbidden=False,
    dutch=True,
    words=20,
    milliseconds=5.0,
    verbatim=(True,),
)
WRONG = replace(RIGHT, facts_found=1, words=60, milliseconds=9.0)
DECLINED = replace(RIGHT, answered=False, facts_found=0, evidence_cited=False, words=12, verbatim=())
NEAR_MISS = replace(CASE, type="unanswerable", answerable=False, facts=())
TEMPORAL = replace(CASE, type="temporal")


def of(name: str, *scores: AnswerScore) -> float | None:
    return FIGURE[name].of(scores)


@pytest.mark.parametrize(
    ("name", "scores", "value"),
    [
        ("right", (RIGHT, WRONG, DECLINED), 1 / 3),
        ("utility", (RIGHT, WRONG, DECLINED), 0.0),
        ("fact_recall", (RIGHT, WRONG, DECLINED), 0.5),
        ("false_refusal", (RIGHT, WRONG, DECLINED), 1 / 3),
        ("false_answer", (RIGHT,), None),
        ("false_answer", (replace(RIGHT, case=NEAR_MISS), replace(DECLINED, case=NEAR_MISS)), 0.5),
        ("near_miss_recall", (replace(RIGHT, case=NEAR_MISS), replace(DECLINED, case=NEAR_MISS)), 0.5),
        ("out_of_scope_recall", (replace(RIGHT, case=NEAR_MISS),), None),
        ("out_of_scope_recall", (replace(DECLINED, case=replace(NEAR_MISS, type="out_of_scope")),), 1.0),
        ("abstention_precision", (RIGHT, DECLINED, replace(DECLINED, case=NEAR_MISS)), 0.5),
        ("temporal", (replace(RIGHT, case=TEMPORAL, dated=(True,)),), 1.0),
        ("temporal", (replace(RIGHT, case=TEMPORAL, dated=(False,)), replace(WRONG, case=TEMPORAL)), 0.0),
        ("conflict", (replace(RIGHT, sides=(True, True)), replace(RIGHT, sides=(True, False)), RIGHT), 0.5),
        ("words_per_fact", (RIGHT, WRONG, DECLINED), 35.0),
        ("words_median", (RIGHT, WRONG, DECLINED), 40.0),
        ("latency_p95", (RIGHT, WRONG), 5.0),
        ("uncited", (RIGHT, replace(RIGHT, verbatim=()), DECLINED), 0.5),
    ],
)
def test_a_figure_is_what_the_answers_that_it_concerns_add_up_to(
    name: str, scores: tuple[AnswerScore, ...], value: float | None
) -> None:
    assert of(name, *scores) == (pytest.approx(value) if value is not None else None)


def test_a_conversation_loses_what_the_twin_has_and_the_follow_up_has_not() -> None:
    follow_up = replace(CASE, history=(Turn(question="Wat?"),))
    lost = replace(WRONG, case=follow_up, twin_right=True)
    kept = replace(RIGHT, case=follow_up, twin_right=True)
    styled = replace(WRONG, case=replace(CASE, style="typo"), twin_right=True)

    assert of("multi_turn_loss", lost, kept, styled, RIGHT) == 0.5
    assert of("style_loss", lost, kept, styled, RIGHT) == 1.0


def test_retention_is_what_a_style_keeps_of_its_plain_twins() -> None:
    typo = replace(CASE, style="typo")
    scores = (
        replace(RIGHT, case=typo, twin_right=True),
        replace(WRONG, case=typo, twin_right=True),
        replace(WRONG, case=typo, twin_right=False),
        replace(RIGHT, case=replace(CASE, style="french"), twin_right=False),
    )

    assert retention(scores) == {"typo": 0.5}
    assert list(by_style(scores)) == ["typo", "french"]


def test_figures_that_concern_no_answer_are_left_out() -> None:
    assert "injection" not in figures_of([RIGHT])
    assert figures_of([RIGHT])["right"] == 1.0


def test_a_higher_share_of_errors_is_worse_and_a_higher_share_of_facts_is_not() -> None:
    assert FIGURE["false_answer"].is_worse(0.1, 0.2)
    assert not FIGURE["fact_recall"].is_worse(0.1, 0.2)
    assert not FIGURE["fact_recall"].is_worse(None, 0.2)
