"""Plain twins of styled questions, from the set itself or from a file beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from sro_assistant.domain import Turn
from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.twins import Pair, PlainWording, pairs_of, read_wordings, twins_path

PLAIN = Case(
    id="v001",
    type="single_fact",
    question="Wie beslist?",
    answerable=True,
    facts=(),
    evidence=(),
    forbidden=(),
    style="plain",
)
TYPO = replace(PLAIN, id="v002", question="wie besilst", style="typo", twin="v001")
FOLLOW_UP = replace(PLAIN, id="v003", question="en wie?", history=(Turn(question="Wat is de SRB?"),))


def test_a_styled_question_is_paired_with_the_twin_that_it_names() -> None:
    assert pairs_of([PLAIN, TYPO], ()) == (Pair("typo", TYPO, PLAIN),)


def test_a_wording_beside_the_set_makes_a_twin_with_the_same_evidence_and_no_history() -> None:
    (pair,) = pairs_of([FOLLOW_UP], [PlainWording(twin_of="v003", question="Wie zit er in de SRB?")])

    assert (pair.style, pair.case) == ("follow_up", FOLLOW_UP)
    assert (pair.twin.question, pair.twin.history, pair.twin.evidence) == ("Wie zit er in de SRB?", (), ())


def test_a_question_without_a_twin_or_with_an_unknown_one_is_in_no_pair() -> None:
    assert pairs_of([PLAIN, replace(TYPO, twin="v009")], [PlainWording(twin_of="v008", question="?")]) == ()


def test_the_wordings_of_a_set_stand_beside_it(tmp_path: Path) -> None:
    path = twins_path(tmp_path / "dev.jsonl")
    path.write_text('{"twin_of": "v003", "question": "Wie?"}\n', encoding="utf-8")

    assert path.name == "dev.twins.jsonl"
    assert read_wordings(path) == (PlainWording(twin_of="v003", question="Wie?"),)
    assert read_wordings(tmp_path / "none.twins.jsonl") == ()


def test_a_line_that_is_no_wording_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dev.twins.jsonl"
    path.write_text('{"twin_of": "v003", "question": "Wie?"}\n{"twin_of": 3}\n', encoding="utf-8")

    with pytest.raises(InputError, match="Lijn 2"):
        read_wordings(path)
