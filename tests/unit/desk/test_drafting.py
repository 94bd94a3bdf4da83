from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from sro_assistant.answer.generate.prompt import Drafting
from sro_assistant.desk.bank import BankLook
from sro_assistant.desk.drafting.asking import MOST_CHARACTERS, ask_about, objects_in
from sro_assistant.domain import Document, Passage
from sro_assistant.errors import LanguageModelError
from sro_assistant.ingest.curated.bank import Banked, Texts
from sro_assistant.ports import LanguageModel, Message

DocumentOf = Callable[[str], tuple[Document, Passage]]


@dataclass
class Failing:
    """A model that never answers and is given up after so many times."""

    times: int
    asked: int = 0
    name: str = "proef"

    @property
    def is_well(self) -> bool:
        return self.asked < self.times

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        self.asked += 1
        raise LanguageModelError("weg")
        yield ""


@dataclass
class Endless:
    """A model that does not stop."""

    name: str = "proef"
    is_well: bool = True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        while True:
            yield "nog " * MOST_CHARACTERS


def asked_of(model: LanguageModel, document_of: DocumentOf, passages: int) -> tuple[int, tuple[str, ...]]:
    document, passage = document_of("De raad telt drie leden.")
    texts = Texts(documents={document.source.id: document}, passages={document.source.id: (passage,)})
    seen = BankLook(documents=(document,), texts=texts, banked=Banked(entries=(), problems=()), advice=())
    asked = ask_about(
        [passage] * passages, Drafting.ENTRIES, seen, model, 1.0, lambda _passage, _found: iter(())
    )
    return asked.passages, asked.silent


def test_a_model_that_is_not_there_any_more_is_not_asked_on(document_of: DocumentOf) -> None:
    assert asked_of(Failing(times=2), document_of, 5) == (2, ("weg", "weg"))


def test_a_passage_without_an_answer_does_not_stop_the_others(document_of: DocumentOf) -> None:
    assert asked_of(Failing(times=9), document_of, 3) == (3, ("weg", "weg", "weg"))


def test_a_model_that_does_not_stop_is_stopped(document_of: DocumentOf) -> None:
    endless = ("Het taalmodel proef hield niet op met schrijven.",)
    assert asked_of(Endless(), document_of, 1) == (1, endless)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Hier:\n```json\n{"a": 1}\n{"b": {"c": 2}}\n```', [{"a": 1}, {"b": {"c": 2}}]),
        ('[{"a": 1}, {"b": 2},', [{"a": 1}, {"b": 2}]),
        ('{"a": {"b": 2}', [{"b": 2}]),
        ("{" * 5000, []),
        ("niets", []),
    ],
)
def test_objects_are_found_whatever_stands_around_them(text: str, found: list[dict[str, object]]) -> None:
    assert [*objects_in(text)] == found
