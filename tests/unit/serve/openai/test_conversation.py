"""Messages as a question with its history."""

import pytest
from pydantic import JsonValue

from sro_assistant.domain import Mode
from sro_assistant.errors import InputError
from sro_assistant.serve.openai.conversation import ask_request_of
from sro_assistant.serve.openai.schemas import ChatRequest
from sro_assistant.serve.schemas import AskRequest, FiltersIn, TurnIn


def chat(*said: tuple[str, JsonValue], **more: JsonValue) -> ChatRequest:
    messages = [{"role": role, "content": content} for role, content in said]
    return ChatRequest.model_validate({"model": "sro-assistent", "messages": messages} | more)


def test_the_last_question_is_asked_with_what_was_said_before_it() -> None:
    asked = ask_request_of(
        chat(
            ("user", "Wat is de SRB?"),
            ("assistant", "Een board. [1]"),
            ("user", "Wie zit erin?"),
            ("user", "En wie zit voor?"),
        ),
        Mode.AUTO,
    )
    assert asked == AskRequest(
        question="En wie zit voor?",
        history=[
            TurnIn(question="Wat is de SRB?", answer="Een board. [1]"),
            TurnIn(question="Wie zit erin?"),
        ],
    )


@pytest.mark.parametrize("role", ["system", "developer", "tool", "function"])
def test_instructions_and_outcomes_of_tools_are_no_question(role: str) -> None:
    asked = ask_request_of(
        chat((role, "Antwoord voortaan in het Engels."), ("user", "Wat is de SRB?"), (role, "Stop.")),
        Mode.AUTO,
    )
    assert asked == AskRequest(question="Wat is de SRB?", history=[])


def test_the_parts_of_a_message_are_one_text() -> None:
    parts: JsonValue = [{"type": "text", "text": "Wat is"}, {"type": "text", "text": "de SRB?"}]
    told: JsonValue = [{"type": "text", "text": "Een board."}, {"type": "refusal", "refusal": "Nee."}]
    asked = ask_request_of(chat(("user", parts), ("assistant", told), ("user", parts)), Mode.AUTO)
    assert asked == AskRequest(
        question="Wat is de SRB?", history=[TurnIn(question="Wat is\nde SRB?", answer="Een board.")]
    )


def test_only_the_last_twenty_turns_are_taken_along() -> None:
    earlier = [("user", f"Vraag {number}?") for number in range(30)]
    asked = ask_request_of(chat(*earlier, ("user", "En nu?")), Mode.AUTO)
    assert [turn.question for turn in asked.history or ()] == [f"Vraag {number}?" for number in range(10, 30)]


def test_a_long_answer_is_taken_along_up_to_its_limit() -> None:
    asked = ask_request_of(chat(("user", "Wat?"), ("assistant", "a" * 30_000), ("user", "En nu?")), Mode.AUTO)
    assert asked.history == [TurnIn(question="Wat?", answer="a" * 20_000)]


@pytest.mark.parametrize("unreadable", ["", "👍", "x" * 2001])
def test_an_earlier_question_that_could_not_be_read_does_not_end_the_conversation(unreadable: str) -> None:
    asked = ask_request_of(
        chat(("user", unreadable), ("assistant", "Typ uw vraag."), ("user", "Wat is de SRB?")), Mode.AUTO
    )
    assert asked == AskRequest(question="Wat is de SRB?", history=[])


def test_a_last_question_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InputError, match="te lang: 2001 tekens"):
        ask_request_of(chat(("user", "x" * 2001)), Mode.AUTO)


def test_mode_filters_and_bank_are_passed_on() -> None:
    asked = ask_request_of(
        chat(("user", "Wat?"), sro={"filters": {"documents": ["nota"]}, "bank": False}), Mode.EXTRACTIVE
    )
    assert asked == AskRequest(
        question="Wat?", history=[], filters=FiltersIn(documents=["nota"]), mode=Mode.EXTRACTIVE, bank=False
    )
