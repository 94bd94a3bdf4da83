import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sro_assistant.adapters.exchanges import RecordedModel, ReplayedModel, key_of
from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import Message

ASKED = (Message("system", "Antwoord in het Nederlands."), Message("user", "Wie stuurt één regio?"))


class Echo:
    """A model that says back what it was told last."""

    name = "echo"
    is_well = True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        assert seconds > 0
        yield from messages[-1].text.split(" ")


def said(model: ReplayedModel | RecordedModel) -> str:
    return "".join(model.stream(ASKED, 1.0))


def test_the_name_of_an_exchange_depends_on_its_messages_alone() -> None:
    assert key_of(ASKED) == key_of([Message(one.role, one.text) for one in ASKED])
    assert key_of(ASKED) == "77ed34d827141bf37ae88b76605726dd"
    assert key_of(ASKED) != key_of(ASKED[:1])


def test_what_was_recorded_is_replayed(tmp_path: Path) -> None:
    recorded = said(RecordedModel(Echo(), tmp_path))
    assert said(ReplayedModel("bewaard", tmp_path)) == recorded == "Wiestuurtéénregio?"


class Breaking(Echo):
    """Breaks off after the first piece."""

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        yield next(super().stream(messages, seconds))
        raise LanguageModelError("afgebroken")


def test_what_broke_off_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match="afgebroken"):
        said(RecordedModel(Breaking(), tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_request_without_an_answer_is_put_in_pending_and_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match="nog geen antwoord bewaard"):
        said(ReplayedModel("bewaard", tmp_path))
    (path,) = (tmp_path / "pending").iterdir()
    assert path.name == f"{key_of(ASKED)}.json"
    assert json.loads(path.read_text("utf-8")) == {
        "model": "bewaard",
        "messages": [{"role": one.role, "content": one.text} for one in ASKED],
    }


@pytest.mark.parametrize("folder", ["", "pending"])
@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_somebody_answers_in_either_way_and_either_place(tmp_path: Path, folder: str, suffix: str) -> None:
    with pytest.raises(LanguageModelError):
        said(ReplayedModel("bewaard", tmp_path))
    pending = tmp_path / "pending" / f"{key_of(ASKED)}.json"
    exchange = {**json.loads(pending.read_text("utf-8")), "response": "De SRB."}
    place = tmp_path / folder / f"{key_of(ASKED)}{suffix}"
    place.write_text("De SRB." if suffix == ".txt" else json.dumps(exchange), "utf-8")
    assert said(ReplayedModel("bewaard", tmp_path)) == "De SRB."


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'"tekst"',
        b"\xff\xfe",
        json.dumps({"response": "zonder de vraag"}).encode(),
        json.dumps({"messages": [{"role": "user", "content": "iets anders"}], "response": "x"}).encode(),
        json.dumps(
            {"messages": [{"role": m.role, "content": m.text} for m in ASKED], "response": {"zin": "x"}}
        ).encode(),
    ],
)
def test_a_bad_or_foreign_file_is_a_dutch_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{key_of(ASKED)}.json").write_bytes(content)
    with pytest.raises(LanguageModelError, match=rf"{key_of(ASKED)}\.json is niet leesbaar of hoort bij"):
        said(ReplayedModel("bewaard", tmp_path))


def test_many_that_record_the_same_at_once_disturb_nobody(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: said(RecordedModel(Echo(), tmp_path)), range(200)))
    assert set(told) == {"Wiestuurtéénregio?"}
    assert [path.name for path in tmp_path.iterdir()] == [f"{key_of(ASKED)}.json"]
