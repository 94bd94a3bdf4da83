import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.domain import Turn
from sro_assistant.errors import InputError
from sro_assistant.retrieve.question import MAX_CHARACTERS, checked_question, resolve


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Wat is de SRB? ", "Wat is de SRB?"),
        ("Wat\nis\tde  SRB?", "Wat is de SRB?"),
        ("cafe\u0301", "café"),
        ("x" * MAX_CHARACTERS, "x" * MAX_CHARACTERS),
        ("<b>Wat</b> is de SRB?", "<b>Wat</b> is de SRB?"),
    ],
)
def test_a_question_is_read_trimmed_and_composed(typed: str, read: str) -> None:
    assert checked_question(typed) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "leeg"),
        (" \n\t ", "leeg"),
        ("?!…", "leeg"),
        ("x" * (MAX_CHARACTERS + 1), "te lang"),
        ("Wat is\x00 de SRB?", "stuurtekens"),
        ("Wat is \ud800?", "stuurtekens"),
        ("\x1b[31mrood", "stuurtekens"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_the_reason(typed: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        checked_question(typed)


@given(st.text(max_size=200))
def test_reading_a_question_twice_changes_nothing_more(text: str) -> None:
    try:
        once = checked_question(text)
    except InputError:
        return
    assert checked_question(once) == once


@pytest.mark.parametrize(
    ("asked", "before", "resolved"),
    [
        ("en wie betaalt dat?", ["Wat is VLOCA?"], "Wat is VLOCA? en wie betaalt dat?"),
        ("hoe bereik ik hem?", ["Wie zit er voor VLAIO in?"], "Wie zit er voor VLAIO in? hoe bereik ik hem?"),
        ("en VLAIO?", ["Wat doet ABB in de werking?"], "Wat doet VLAIO in de werking?"),
        (
            "Welke strategische doelstellingen staan er in de strategienota van de Smart Region Office?",
            ["Wat is VLOCA?"],
            "Welke strategische doelstellingen staan er in de strategienota van de Smart Region Office?",
        ),
        ("en de derde?", ["Wat doet ABB?", "En VLAIO?"], "Wat doet VLAIO? en de derde?"),
        (
            "en die van de office zelf?",
            ["Welke rollen heeft de Smart Region Board?"],
            "Welke rollen heeft de office?",
        ),
        ("Wat is VLOCA?", [], "Wat is VLOCA?"),
    ],
)
def test_a_question_that_leans_on_what_was_asked_is_made_whole(
    asked: str, before: list[str], resolved: str
) -> None:
    assert resolve(asked, [Turn(question=q) for q in before]) == resolved
