"""The conversation with a language model; its Dutch instructions are files under `prompts/`."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template

from sro_assistant.answer.generate.material import Material, defused
from sro_assistant.domain import Query, Turn
from sro_assistant.ports import Message

VERSION = "v2"
"""The folder of the instructions. A changed instruction is a new folder: what was recorded stays valid."""
LAST_TURNS = 4
"""Of a conversation, so many turns go along."""
_REMEMBERED = 1000
"""Of an answer that was shown before, so many characters go along."""


class Drafting(StrEnum):
    """What a model drafts from a passage, for the office to review; the name of its instructions."""

    ENTRIES = "bank"
    QUESTIONS = "vragen"


def asking(query: Query, material: Material, history: Sequence[Turn] = ()) -> tuple[Message, ...]:
    """The instructions, the passages, what was said before and the question, in that order.

    The question goes as it was typed: a model reads mistakes and follow-ups better than our rules do.
    """
    before = Template(_instruction("gesprek")).substitute(turns=_told(history)) if history else ""
    asked = Template(_instruction("vraag")).substitute(
        passages=material.text, before=before, question=defused(query.question)
    )
    return Message("system", _instruction("opdracht")), Message("user", asked)


def asking_again(
    said: Sequence[Message], draft: str, refused: Sequence[tuple[str, str]]
) -> tuple[Message, ...]:
    """The same conversation with its draft, and the refused sentences, each with the reason."""
    listed = "\n".join(f"{place}. “{text}” — {why}" for place, (text, why) in enumerate(refused, start=1))
    again = Template(_instruction("opnieuw")).substitute(refused=listed)
    return *said, Message("assistant", draft), Message("user", again)


def asking_to_reword(question: str, turns: Sequence[Turn]) -> tuple[Message, ...]:
    """The instructions for reading a question, the conversation before it, and the question."""
    asked = Template(_instruction("leesvraag")).substitute(turns=_told(turns), question=defused(question))
    return Message("system", _instruction("lezen")), Message("user", asked)


def asking_to_draft(kind: Drafting, material: Material) -> tuple[Message, ...]:
    """The instructions for drafting, and the passage to draft from."""
    asked = Template(_instruction("passage")).substitute(passage=material.text)
    return Message("system", _instruction(kind)), Message("user", asked)


def _told(turns: Sequence[Turn]) -> str:
    return "\n\n".join(
        f"Vraag: {defused(turn.question)}\nAntwoord: {defused((turn.answer or '')[:_REMEMBERED])}"
        for turn in turns
    )


@cache
def _instruction(name: str) -> str:
    return (Path(__file__).parent / "prompts" / VERSION / f"{name}.md").read_text("utf-8").strip()
