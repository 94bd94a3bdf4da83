"""The conversation with a language model; its Dutch instructions are files under `prompts/`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template

from sro_assistant.answer.generate.material import Material, defused
from sro_assistant.domain import Query
from sro_assistant.ports import Message

VERSION = "v1"
"""The folder of the instructions. A changed instruction is a new folder: what was recorded stays valid."""


def asking(query: Query, material: Material) -> tuple[Message, ...]:
    """The instructions, the passages and the question, in that order."""
    asked = Template(_instruction("vraag")).substitute(
        passages=material.text, question=defused(query.resolved)
    )
    return Message("system", _instruction("opdracht")), Message("user", asked)


def asking_again(
    said: Sequence[Message], draft: str, refused: Sequence[tuple[str, str]]
) -> tuple[Message, ...]:
    """The same conversation with its draft, and the refused sentences, each with the reason."""
    listed = "\n".join(f"{place}. “{text}” — {why}" for place, (text, why) in enumerate(refused, start=1))
    again = Template(_instruction("opnieuw")).substitute(refused=listed)
    return *said, Message("assistant", draft), Message("user", again)


@cache
def _instruction(name: str) -> str:
    return (Path(__file__).parent / "prompts" / VERSION / f"{name}.md").read_text("utf-8").strip()
