import numpy as np

from sro_assistant.domain import ExpectedQuestion, Place, Span
from sro_assistant.index.asked import AskedRows

QUESTIONS = (
    ExpectedQuestion(text="Wie beslist?", style="plain", places=(Place("nota:0001", Span(0, 15)),)),
    ExpectedQuestion(text="wie beslst?", style="typo", places=(), entry="raad"),
    ExpectedQuestion(
        text="Hoeveel geld?",
        style="short",
        places=(Place("nota:0002", Span(20, 30)), Place("folder:0001", Span(3, 9))),
        entry="geld",
    ),
    ExpectedQuestion(text="Wie zit er in de raad?", style="plain", places=(), entry="raad"),
)
ROWS = AskedRows.of(QUESTIONS)


def test_the_questions_are_those_it_was_made_of() -> None:
    assert tuple(ROWS) == QUESTIONS
    assert (ROWS[2], tuple(ROWS[1:3]), len(ROWS)) == (QUESTIONS[2], QUESTIONS[1:3], 4)


def test_each_place_that_answers_is_told_with_its_question() -> None:
    found = list(ROWS.answered_by(np.array([2, 0, 1])))
    assert found == [(2, "nota:0002", 1), (2, "folder:0001", 2), (0, "nota:0001", 0)]
    assert ROWS.span_of(2) == Span(3, 9)


def test_the_questions_of_a_document_are_those_that_any_of_its_passages_answers() -> None:
    assert ROWS.answered_in(frozenset({"folder"})).tolist() == [False, False, True, False]
    assert ROWS.answered_in(frozenset({"nota", "elders"})).tolist() == [True, False, True, False]


def test_a_question_with_a_typing_error_does_not_ask_an_entry_once_more() -> None:
    assert ROWS.bank_rows().tolist() == [2, 3]
    assert ROWS.rows_by_entry() == {"geld": [2], "raad": [3]}
    assert [ROWS.entry_of(row) for row in range(4)] == [None, "raad", "geld", "raad"]


def test_no_question_at_all_is_as_good() -> None:
    none = AskedRows.of(())
    assert tuple(none) == ()
    assert none.answered_in(frozenset({"nota"})).tolist() == []
    assert none.bank_rows().tolist() == []
