import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sro_assistant.adapters.exchanges import RecordedModel, ReplayedModel, key_of
from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import Message

ASKED = (Message("system", "Antwoord."), Message("user", "Wie?"))


class Parrot:
    """Says the last message again, in two pieces; breaks off after the first where told to."""

    name = "papegaai"
    is_well = True

    def __init__(self, *, breaks: bool = False) -> None:
        self._breaks = breaks

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        yield messages[-1].text
        if self._breaks:
            raise LanguageModelError("afgebroken")
        yield "!"


def test_what_was_recorded_is_replayed(tmp_path: Path) -> None:
    said = list(RecordedModel(Parrot(), tmp_path).stream(ASKED, 1))
    assert said == ["Wie?", "!"]
    assert list(ReplayedModel("bewaard", tmp_path).stream(ASKED, 1)) == ["Wie?!"]


def test_what_broke_off_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError):
        list(RecordedModel(Parrot(breaks=True), tmp_path).stream(ASKED, 1))
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_request_is_put_aside_whole_and_answered_once_somebody_did(tmp_path: Path) -> None:
    model = ReplayedModel("sterk", tmp_path)
    with pytest.raises(LanguageModelError, match="nog geen antwoord bewaard"):
        list(model.stream(ASKED, 1))
    (pending,) = (tmp_path / "pending").iterdir()
    request = json.loads(pending.read_text("utf-8"))
    assert request == {
        "model": "sterk",
        "messages": [{"role": "system", "content": "Antwoord."}, {"role": "user", "content": "Wie?"}],
    }
    (tmp_path / pending.name).write_text(json.dumps({**request, "response": "Niemand."}), "utf-8")
    assert list(model.stream(ASKED, 1)) == ["Niemand."]


def test_a_bare_answer_is_taken_too(tmp_path: Path) -> None:
    (tmp_path / f"{key_of(ASKED)}.txt").write_text("Niemand.", "utf-8")
    assert list(ReplayedModel("sterk", tmp_path).stream(ASKED, 1)) == ["Niemand."]


def test_a_damaged_answer_is_named(tmp_path: Path) -> None:
    (tmp_path / f"{key_of(ASKED)}.json").write_text("{", "utf-8")
    with pytest.raises(LanguageModelError, match="niet leesbaar"):
        list(ReplayedModel("sterk", tmp_path).stream(ASKED, 1))


def test_another_word_is_another_request() -> None:
    assert key_of(ASKED) != key_of((ASKED[0], Message("user", "Wat?")))
    assert key_of(ASKED) == key_of(tuple(ASKED))
