"""A question put anew by a language model where the rules read it unsurely; held to what was typed."""

import logging
import re
from collections.abc import Iterator, Sequence

from sro_assistant.answer.generate.prompt import LAST_TURNS, asking_to_reword
from sro_assistant.domain import Language, Query, Turn
from sro_assistant.dutch.tokens import fold, words
from sro_assistant.errors import LanguageModelError
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.names import Names
from sro_assistant.ports import LanguageModel
from sro_assistant.retrieve.language import language_of

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 300
MOST_READ = 2000
"""What is longer is no question: a model that does not stop is stopped."""
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_WRAPPING = " \n\t\"'“”‘’«»`*"
_ONE_QUESTION = re.compile(r"[^?\n]*\w[^?\n]*\?")
_SENTENCE_ENDS = re.compile(r"[.!…]\s+[A-Z]")


class Rewording:
    """Asks a language model for one Dutch question that stands by itself."""

    def __init__(self, model: LanguageModel, seconds: float, names: Names) -> None:
        """What gives the model `seconds` for it; `names` are those that may be said in full or short."""
        self._model = model
        self._seconds = seconds
        self._names = names

    def of(self, query: Query, history: Sequence[Turn]) -> str | None:
        """The question anew; None where the model gave none in time, nothing else, or one that says more."""
        turns = history[-LAST_TURNS:]
        try:
            said = self._asked(query, turns)
        except LanguageModelError as error:
            logger.warning("De vraag blijft zoals de regels ze lezen. %s", error)
            return None
        text = _THOUGHT.sub("", said).strip(_WRAPPING)
        if _told(text) in (_told(query.question), _told(query.resolved)):
            return None
        lack = _why_not(text, query, turns, self._names)
        if lack:
            logger.warning("De vraag blijft zoals de regels ze lezen. %s", lack)
        return None if lack else text

    def _asked(self, query: Query, turns: Sequence[Turn]) -> str:
        text = ""
        for piece in self._model.stream(asking_to_reword(query.question, turns), self._seconds):
            text += piece
            if len(text) > MOST_READ:
                raise LanguageModelError(f"Het taalmodel {self._model.name} hield niet op met schrijven.")
        return text


def _why_not(text: str, query: Query, turns: Sequence[Turn], names: Names) -> str:
    """Why a question is not taken over (Dutch, for the log); empty where it is."""
    if len(text) > MOST_CHARACTERS or not _ONE_QUESTION.fullmatch(text) or _SENTENCE_ENDS.search(text):
        return "Het taalmodel gaf geen ene vraag."
    if language_of(text) is not Language.DUTCH:
        return "Het taalmodel gaf geen Nederlandse vraag."
    said, typed, known = facts_of(text), facts_of(query.meant), [*_known(query, turns)]
    heard = facts_of("\n".join(known))
    if said.numbers - heard.numbers:
        return "Het taalmodel bracht een getal in de vraag."
    if said.names - names.told_by(known):
        return "Het taalmodel bracht een naam in de vraag."
    if query.language is Language.DUTCH and not typed.negations <= said.negations <= heard.negations:
        return "Het taalmodel keerde de vraag om."
    return ""


def _known(query: Query, turns: Sequence[Turn]) -> Iterator[str]:
    """Every text whose names and numbers a question anew may have: the conversation, and its Dutch."""
    yield from (query.question, query.meant, query.resolved, query.dutch)
    yield from (phrase for phrases in query.expansions.values() for phrase in phrases)
    for turn in turns:
        yield turn.question
        yield turn.answer or ""


def _told(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words(text))
