"""What a chat window has its model do beside answering: name a conversation, label it, think of what is next.

Open WebUI sends these to the model of the conversation, as questions. They are done from the conversation
itself, without a search or a language model: an answer with sources makes no title.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from sro_assistant.serve.openai.footnotes import NEXT_QUESTIONS, SOURCES

MOST_LABELS: Final = 3
MOST_CHARACTERS: Final = 60
_TASK: Final = re.compile(r"\s*#+ Task:")
_WANTED: Final = re.compile(r'"(title|tags|follow_ups|queries|text|prompt)"\s*:')
_HISTORY: Final = re.compile(r"<chat_history>(.*)</chat_history>", re.DOTALL)
_TURN: Final = re.compile(r"^(USER|ASSISTANT): ", re.MULTILINE)
_READ_FIRST: Final = re.compile(r"<context>.*</context>", re.DOTALL)
_ASKED: Final = re.compile(r"<user_query>(.*?)</user_query>", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([^\w\s])")
_LINK: Final = re.compile(r"\d+\. \[((?:\\.|[^\]\\])*)\]")
_BULLET: Final = re.compile(r"- (?:Bedoelt u: )?(.*\?)")

Turns = list[tuple[str, str]]


def done(message: str) -> str | None:
    """The outcome of a chore as JSON, in the shape that it asks for; None where a message is no chore."""
    history = _HISTORY.search(message)
    wanted = _WANTED.search(message)
    if _TASK.match(message) is None or history is None or wanted is None:
        return None
    turns = _turns(history[1])
    name = wanted[1]
    return json.dumps({name: _CHORES[name](turns)}, ensure_ascii=False)


def question_in(message: str) -> str:
    """The question in a message round which a chat window wrote what to read first and how to answer."""
    if _TASK.match(message) is None:
        return message
    asked = _ASKED.search(message)
    if asked is not None:
        return asked[1]
    _, found, after = message.rpartition("</context>")
    return after if found and _READ_FIRST.search(message) and after.strip() else message


def _turns(history: str) -> Turns:
    """Who said what, in order."""
    _, *rest = _TURN.split(history)
    return [(who, text.strip()) for who, text in zip(rest[::2], rest[1::2], strict=True)]


def _title(turns: Turns) -> str:
    """The first question, cut at a word where it is long."""
    first = " ".join(next((text for who, text in turns if who == "USER"), "").split())
    if len(first) <= MOST_CHARACTERS:
        return first
    return f"{first[:MOST_CHARACTERS].rpartition(' ')[0] or first[:MOST_CHARACTERS]} …"


def _labels(turns: Turns) -> list[str]:
    """The titles of the sources under the last answer."""
    titles = (_ESCAPED.sub(r"\1", found) for found in _LINK.findall(_below(turns, SOURCES)))
    return list(dict.fromkeys(titles))[:MOST_LABELS]


def _next_questions(turns: Turns) -> list[str]:
    """What stands under the last answer to ask next."""
    return [_ESCAPED.sub(r"\1", found) for found in _BULLET.findall(_below(turns, NEXT_QUESTIONS))]


def _below(turns: Turns, heading: str) -> str:
    """What the last answer has under a heading, up to the next one."""
    last = next((text for who, text in reversed(turns) if who == "ASSISTANT"), "")
    return last.partition(heading)[2].partition("\n**")[0]


_CHORES: Final[Mapping[str, Callable[[Turns], str | list[str]]]] = {
    "title": _title,
    "tags": _labels,
    "follow_ups": _next_questions,
    "queries": lambda _turns: [],  # the sources are searched anyway
    "text": lambda _turns: "",
    "prompt": lambda _turns: "",
}
