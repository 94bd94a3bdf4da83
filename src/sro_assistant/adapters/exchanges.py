"""Keeps what was said to a language model and what it answered, and answers from what was kept."""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import get_ident

from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import LanguageModel, Message

logger = logging.getLogger(__name__)

_DIGITS = 32


def key_of(messages: Sequence[Message]) -> str:
    """The name of an exchange: the same for the same messages, on every machine and for every model."""
    return hashlib.sha256(json.dumps(_told(messages)).encode()).hexdigest()[:_DIGITS]


class RecordedModel:
    """A language model whose whole exchanges are kept in a folder, `<key>.json` each."""

    def __init__(self, model: LanguageModel, folder: Path) -> None:
        self._model = model
        self._folder = folder

    @property
    def name(self) -> str:
        """What names the model to a reader."""
        return self._model.name

    @property
    def is_well(self) -> bool:
        """As the model itself."""
        return self._model.is_well

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        """As the model itself; what broke off is not kept."""
        pieces: list[str] = []
        for piece in self._model.stream(messages, seconds):
            pieces.append(piece)
            yield piece
        _write(self._folder, messages, {"model": self.name, "response": "".join(pieces)})


class ReplayedModel:
    """Answers from a folder of exchanges; what is not there is put in its `pending/` for somebody to answer.

    A request is answered by adding a field "response" to its file, or by laying the bare answer beside it as
    `<key>.txt`; either may stay in `pending/` or move one folder up.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder

    @property
    def name(self) -> str:
        """What names the model to a reader."""
        return self._name

    @property
    def is_well(self) -> bool:
        """A folder is always there to ask."""
        return True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:  # noqa: ARG002 - the port's
        """The recorded answer in one piece; raises LanguageModelError where there is none."""
        key = key_of(messages)
        answer = self._answer(key)
        if answer is None:
            path = _write(self._folder / "pending", messages, {"model": self.name})
            logger.warning("Op deze vraag aan het taalmodel is nog geen antwoord bewaard: %s", path)
            raise LanguageModelError(f"Op deze vraag is nog geen antwoord bewaard. Vul het aan in {path}.")
        yield answer

    def _answer(self, key: str) -> str | None:
        for folder in (self._folder, self._folder / "pending"):
            for path, read in ((folder / f"{key}.txt", _bare), (folder / f"{key}.json", _response)):
                if path.exists() and (answer := _understood(path, key, read)) is not None:
                    return answer
        return None


def _understood(path: Path, key: str, read: Callable[[str, str], str | None]) -> str | None:
    try:
        return read(path.read_text("utf-8"), key)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LanguageModelError(
            f"Het bewaarde antwoord {path} is niet leesbaar of hoort bij een andere vraag. "
            "Herstel of verwijder het bestand."
        ) from error


def _bare(text: str, _key: str) -> str:
    return text


def _response(text: str, key: str) -> str | None:
    """The answer in an exchange; None where nobody has answered yet, ValueError where it is not this one."""
    exchange = json.loads(text)
    told = [Message(message["role"], message["content"]) for message in exchange["messages"]]
    response = exchange.get("response")
    if key_of(told) != key or not isinstance(response, str | None):
        raise ValueError(key)
    return response


def _told(messages: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.text} for message in messages]


def _write(folder: Path, messages: Sequence[Message], known: dict[str, str]) -> Path:
    path = folder / f"{key_of(messages)}.json"
    exchange = {**known, "messages": _told(messages)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A name of its own: another thread or run may be writing the same exchange.
        fresh = path.with_suffix(f".{os.getpid()}-{get_ident()}.new")
        fresh.write_text(json.dumps(exchange, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise LanguageModelError(f"{path} is niet te schrijven. Kies een andere map.") from error
    return path
