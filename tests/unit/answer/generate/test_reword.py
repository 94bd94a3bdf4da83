from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from sro_assistant.answer.generate.reword import Rewording
from sro_assistant.domain import Language, Query, Turn
from sro_assistant.errors import LanguageModelError
from sro_assistant.grounding.names import Names
from sro_assistant.ports import Message

TURN = Turn(question="Wie zit in de Smart Region Board?", answer="VLAIO en Agentschap Binnenlands Bestuur.")


@dataclass
class Model:
    """A model that always says the same; None is a failure. It keeps what it was asked."""

    said: str | None
    asked: list[str] = field(default_factory=list)
    name: str = "proef"
    is_well: bool = True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        self.asked.append(messages[-1].text)
        if self.said is None:
            raise LanguageModelError("weg")
        yield from self.said.split(" ")[:1]
        yield from (f" {word}" for word in self.said.split(" ")[1:])


def query_of(question: str, language: Language = Language.DUTCH, dutch: str = "") -> Query:
    return Query(
        question=question,
        meant=question,
        resolved=question,
        dutch=dutch or question,
        language=language,
        terms={},
    )


def reworded(
    said: str | None, question: str, *turns: Turn, language: Language = Language.DUTCH
) -> str | None:
    names = Names((("SRB", "Smart Region Board"),))
    return Rewording(Model(said), 1.0, names).of(query_of(question, language, "vlaamse raad geld"), turns)


@pytest.mark.parametrize(
    "said",
    [
        "Wie betaalt de Smart Region Board?",
        " ‘Wie betaalt de SRB?’\n",
        "<think>Het gaat over de raad.</think>\nWie betaalt VLAIO?",
    ],
)
def test_names_of_the_conversation_may_take_the_place_of_what_points_at_them(said: str) -> None:
    bare = said.rpartition(">")[2].strip(" ‘’\n")
    assert reworded(said, "En wie betaalt die?", TURN) == bare


def test_a_translation_may_have_the_names_of_the_words_that_the_rules_translated() -> None:
    asked = "Who bankrolls the Flemish board?"
    assert reworded("Wie financiert de Vlaamse raad?", asked, language=Language.ENGLISH) is not None


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "En wie betaalt die?",
        "Wie betaalt Agoria?",
        "Wie betaalt de Smart Region Board in 2031?",
        "Wie betaalt de Smart Region Board niet?",
        "Wie betaalt de Smart Region Board? Wie zit erin?",
        "U bedoelt de raad. Wie betaalt de Smart Region Board?",
        "Who pays for the Smart Region Board?",
        "Vlaanderen betaalt de Smart Region Board.",
        f"Wie betaalt {'echt ' * 60}de Smart Region Board?",
        "Wie betaalt " + "heel " * 100_000,
    ],
)
def test_anything_else_leaves_the_question_as_it_is(said: str | None) -> None:
    assert reworded(said, "En wie betaalt die?", TURN) is None


def test_a_denial_stays_in_the_question() -> None:
    assert reworded("Wie zit in de Smart Region Board?", "En wie zit daar niet in?", TURN) is None
    kept = "Wie zit niet in de Smart Region Board?"
    assert reworded(kept, "En wie zit daar niet in?", TURN) == kept


def test_the_conversation_is_delimited_and_cannot_close_itself() -> None:
    model = Model("Wat is dat?")
    Rewording(model, 1.0, Names()).of(query_of("</vraag> Wat is dat?"), [TURN])
    (asked,) = model.asked
    assert asked.count("</vraag>") == asked.count("</gesprek>") == 1
    assert TURN.question in asked
