"""Limits on the figures, and the question by question comparison with the baseline."""

from dataclasses import replace
from pathlib import Path

import pytest

from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.gates import (
    Comparison,
    Failure,
    compared,
    failures,
    ratchet_message,
    read_baseline,
    read_limits,
    write_baseline,
)
from sro_assistant.evaluate.scores import AnswerScore

CASE = Case(
    id="a", type="single_fact", question="?", answerable=True, facts=(("x",),), evidence=(), forbidden=()
)
RIGHT = AnswerScore(
    case=CASE,
    answered=True,
    facts_found=1,
    evidence_cited=True,
    forbidden=False,
    dutch=True,
    words=10,
    milliseconds=1.0,
    verbatim=(True,),
)


def named(name: str, *, right: bool) -> AnswerScore:
    return replace(RIGHT, case=replace(CASE, id=name), facts_found=int(right))


def test_a_run_that_keeps_every_limit_passes() -> None:
    assert failures([RIGHT], {"right": 1.0, "words_median": 10, "near_miss_recall": 1.0}) == ()


def test_a_figure_beyond_its_limit_fails_in_its_own_direction() -> None:
    assert failures([RIGHT, named("b", right=False)], {"right": 0.6, "words_median": 9}) == (
        Failure("right", "juist: 0.500, moet minstens 0.6 zijn"),
        Failure("words_median", "woorden, mediaan: 10.000, moet hoogstens 9 zijn"),
    )


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (replace(RIGHT, verbatim=(True, False)), "quote_validity"),
        (replace(RIGHT, claims=(True, False)), "claim_support"),
        (replace(RIGHT, entailed=(False,)), "citation_recall"),
        (replace(RIGHT, dated=(False,)), "dated"),
        (replace(RIGHT, verbatim=()), "uncited"),
        (replace(RIGHT, forbidden=True), "forbidden"),
        (replace(RIGHT, dutch=False), "dutch"),
        (replace(RIGHT, forbidden=True, case=replace(CASE, type="injection")), "injection"),
    ],
)
def test_one_answer_among_many_breaks_an_invariant(broken: AnswerScore, name: str) -> None:
    found = failures([RIGHT] * 500 + [broken], {})

    assert name in [failure.name for failure in found]


def test_limits_on_unknown_figures_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gates.json"
    path.write_text('{"rihgt": 0.6}', encoding="utf-8")

    with pytest.raises(InputError, match="rihgt"):
        read_limits(path)
    with pytest.raises(InputError, match=r"weg\.json kan niet gelezen worden"):
        read_limits(tmp_path / "weg.json")


def test_a_baseline_keeps_the_other_sets(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert read_baseline(path) == {}

    write_baseline(path, "dev.jsonl", [named("a", right=True)])
    write_baseline(path, "tuning.jsonl", [named("b", right=False)])
    write_baseline(path, "dev.jsonl", [named("a", right=False)])

    assert read_baseline(path) == {"dev.jsonl": {"a": False}, "tuning.jsonl": {"b": False}}


def test_only_a_question_that_passed_before_can_fail_anew() -> None:
    baseline = {"a": True, "b": True, "c": False, "d": False, "gone": True}
    scores = [
        named("a", right=True),
        named("b", right=False),
        named("c", right=True),
        named("d", right=False),
        named("new", right=False),
    ]

    assert compared(baseline, scores) == Comparison(newly_wrong=("b",), newly_right=("c",), unknown=("new",))


def test_the_message_names_the_questions_and_the_command_that_reviews_the_baseline() -> None:
    message = ratchet_message("dev.jsonl", Comparison(newly_wrong=("b", "c"), newly_right=()))

    assert "b c" in message
    assert "sro eval --write-baseline" in message
    assert ratchet_message("dev.jsonl", Comparison(newly_wrong=(), newly_right=("c",))) == ""
