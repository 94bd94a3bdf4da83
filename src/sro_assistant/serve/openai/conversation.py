"""A conversation of messages, as the question and history of `POST /api/ask`."""

from collections.abc import Iterator, Sequence

from sro_assistant.domain import Mode
from sro_assistant.errors import InputError
from sro_assistant.retrieve.question import checked_question
from sro_assistant.serve.openai.chores import question_in
from sro_assistant.serve.openai.schemas import ChatRequest, Message, SroOptions, UserMessage
from sro_assistant.serve.schemas import MAX_ANSWER_CHARACTERS, MAX_TURNS, AskRequest, TurnIn

_MORE_THAN_TEXT = (
    "Bij uw vraag staat een afbeelding, een geluid of een bestand. Dat kan ik niet lezen. "
    "Stel uw vraag in tekst."
)


def ask_request_of(chat: ChatRequest, mode: Mode) -> AskRequest:
    """The last question with the turns before it; raises InputError where it cannot be read.

    Instructions and outcomes of tools are nobody's question and are left out. So are earlier questions
    that could not be read: each was told so, and the conversation goes on.
    """
    asked = max(place for place, message in enumerate(chat.messages) if isinstance(message, UserMessage))
    question = checked_question(question_in(_readable(chat.messages[asked])))
    turns = [turn for turn in _turns(chat.messages[:asked]) if _is_readable(turn.question)]
    options = chat.sro or SroOptions()
    return AskRequest(
        question=question,
        history=turns[-MAX_TURNS:],
        filters=options.filters,
        mode=mode,
        bank=options.bank,
    )


def _readable(message: Message) -> str:
    if isinstance(message, UserMessage) and not message.is_text:
        raise InputError(_MORE_THAN_TEXT)
    return message.text


def _turns(messages: Sequence[Message]) -> Iterator[TurnIn]:
    """Each question with what the assistant said before the next one."""
    question, answers = "", list[str]()
    for message in messages:
        if isinstance(message, UserMessage):
            yield from _turn(question, answers)
            question, answers = question_in(message.text), []
        elif message.role == "assistant":
            answers.append(message.text)
    yield from _turn(question, answers)


def _turn(question: str, answers: Sequence[str]) -> Iterator[TurnIn]:
    if question:
        answer = "\n\n".join(answers)[:MAX_ANSWER_CHARACTERS]
        yield TurnIn(question=question, answer=answer or None)


def _is_readable(question: str) -> bool:
    try:
        checked_question(question)
    except InputError:
        return False
    return True
