"""Language models through llama-index: any OpenAI-compatible endpoint, and Ollama."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING
from weakref import finalize

from sro_assistant.adapters.llm_server import (
    LINE,
    Line,
    client_options,
    ollama_base,
    openai_base,
    wants_newer_words,
    why,
)
from sro_assistant.errors import LanguageModelError, ModelError
from sro_assistant.ports import Message

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatResponse

_NO_KEY = "geen"
"""Given where no key is set: the libraries would otherwise take OPENAI_API_KEY from the environment."""
_WHOLE = frozenset({"stop", "eos", "eos_token", "stop_sequence", "end_turn"})
_MISSING_EXTRA = (
    "Er is een taalmodel ingesteld, maar de onderdelen daarvoor ontbreken. Installeer ze met: "
    "pip install 'sro-assistant[llm]', of haal SRO_LLM_URL weg."
)


def require_installed() -> None:
    """Raises ModelError, with what to install, where the libraries for language models are not there."""
    if find_spec("llama_index") is None or find_spec("openai") is None or find_spec("ollama") is None:
        raise ModelError(_MISSING_EXTRA)


Opening = Callable[[], "LLM"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A language model on a server: where, by which name and key, and what it may take."""

    url: str
    model: str
    key: str
    tokens: int
    context: int
    seconds: float


def openai_compatible(server: Server, *, is_newest: bool = False) -> Opening:
    """What opens a model behind an OpenAI-compatible address: vLLM, LM Studio, llama.cpp, Azure's v1.

    OpenAI's newest models have another word for the length of an answer, and a tone of their own.
    """

    def opening() -> "LLM":
        try:
            from httpx import Client  # noqa: PLC0415 - as below
            from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415 - it takes seconds
        except ImportError as error:
            raise ModelError(_MISSING_EXTRA) from error
        import_module("openai.resources.chat.completions")  # else the first question would load it
        client = Client(**client_options(server.seconds))
        opened: LLM = OpenAILike(
            model=server.model,
            api_base=openai_base(server.url),
            api_key=server.key or _NO_KEY,
            is_chat_model=True,
            context_window=server.context,
            max_tokens=None if is_newest else server.tokens,
            temperature=1.0 if is_newest else 0.0,
            additional_kwargs={"max_completion_tokens": server.tokens} if is_newest else {},
            timeout=server.seconds,
            max_retries=0,
            http_client=client,
        )
        finalize(opened, client.close)  # the library leaves its connections open
        return opened

    return opening


def ollama(server: Server) -> Opening:
    """What opens a model of an Ollama server."""

    def opening() -> "LLM":
        try:
            from llama_index.llms.ollama import Ollama  # noqa: PLC0415 - as above
            from ollama import Client  # noqa: PLC0415 - as above
        except ImportError as error:
            raise ModelError(_MISSING_EXTRA) from error
        base = ollama_base(server.url)
        # A key is always given: the library would otherwise take OLLAMA_API_KEY from the environment.
        headers = {"Authorization": f"Bearer {server.key or _NO_KEY}"}
        opened: LLM = Ollama(
            model=server.model,
            base_url=base,
            context_window=server.context,
            request_timeout=server.seconds,
            temperature=0.0,
            thinking=False,
            additional_kwargs={"num_predict": server.tokens},
            client=Client(base, headers=headers, **client_options(server.seconds)),
        )
        return opened

    return opening


class LlamaIndexModel:
    """A llama-index LLM that ends in its time, whatever its server does; safe to share between threads."""

    def __init__(self, name: str, opening: Opening, at_once: int, newest: Opening | None = None) -> None:
        """A model that is opened when first asked, and asked by at most `at_once` at the same time.

        `newest` opens it in the words of OpenAI's newest models, for a server that refuses the older ones.
        """
        self._name = name
        self._opening = opening
        self._newest = newest
        self._slots = BoundedSemaphore(at_once)
        self._opened: LLM | None = None
        self._lock = Lock()

    def warm(self) -> None:
        """Loads the library now, which takes seconds, so that the first question need not wait."""
        self._llm()

    @property
    def name(self) -> str:
        """What names the model to a reader."""
        return self._name

    @property
    def is_well(self) -> bool:
        """A model does not know; what guards it counts its failures."""
        return True

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        """The pieces of its text; raises LanguageModelError where it is not whole after so many seconds."""
        self.warm()  # loading counts for nobody's time
        until = time.monotonic() + seconds
        if not self._slots.acquire(timeout=seconds):
            raise LanguageModelError(f"Het taalmodel {self.name} is te druk bezet.")
        # A server that says nothing holds up the thread that reads it, never the reader who waits.
        arrived: SimpleQueue[str | LanguageModelError | None] = SimpleQueue()
        line = Line()
        Thread(target=self._read, args=(messages, arrived, line), name="taalmodel", daemon=True).start()
        try:
            while True:
                piece = arrived.get(timeout=max(0.0, until - time.monotonic()))
                if isinstance(piece, LanguageModelError):
                    raise piece
                if piece is None:
                    return
                yield piece
        except Empty as error:
            raise LanguageModelError(
                f"Het taalmodel {self.name} was niet klaar na {seconds:.0f} seconden."
            ) from error
        finally:
            line.cut()  # nobody reads on; what a server keeps writing would hold the slot for as long

    def _read(
        self, messages: Sequence[Message], arrived: SimpleQueue[str | LanguageModelError | None], line: Line
    ) -> None:
        LINE.set(line)  # this thread's own: it ends with the call
        try:
            for piece in self._pieces(messages):
                arrived.put(piece)
            arrived.put(None)
        except LanguageModelError as error:
            arrived.put(error)
        finally:
            self._slots.release()

    def _pieces(self, messages: Sequence[Message]) -> Iterator[str]:
        """The text as the library gives it; every failure of library, network and server gets one name."""
        try:
            yield from self._chat(messages)
        except Exception as error:
            if isinstance(error, LanguageModelError):
                raise
            raise LanguageModelError(f"Het taalmodel {self.name} {why(error)}.") from error

    def _chat(self, messages: Sequence[Message]) -> Iterator[str]:
        ending: str | None = None
        for response in self._responses(messages):
            if response.delta:
                yield response.delta
            ending = _ending(response) or ending
        if ending not in _WHOLE:
            reason = "liep in zijn grens van tokens" if ending == "length" else "brak zijn antwoord af"
            raise LanguageModelError(f"Het taalmodel {self.name} {reason}.")

    def _responses(self, messages: Sequence[Message]) -> "Iterator[ChatResponse]":
        """What the library gives; a server that refuses the older words gets the newest from then on."""
        from llama_index.core.llms import ChatMessage  # noqa: PLC0415 - as above
        from openai import BadRequestError  # noqa: PLC0415 - as above

        said = [ChatMessage(role=message.role, content=message.text) for message in messages]
        try:
            yield from self._llm().stream_chat(said)
        except BadRequestError as error:  # a refusal, before anything was said
            if self._newest is None or not wants_newer_words(error):
                raise
            with self._lock:
                self._opened, self._opening = None, self._newest
            yield from self._llm().stream_chat(said)

    def _llm(self) -> "LLM":
        """The model, opened when it is first needed."""
        with self._lock:
            if self._opened is None:
                self._opened = self._opening()
            return self._opened


def _ending(response: "ChatResponse") -> str | None:
    """Why the text ended, where this piece says so; both servers name it in their own way."""
    raw = response.raw
    if isinstance(raw, dict):
        return str(raw.get("done_reason") or "stop") if raw.get("done") else None
    choices = getattr(raw, "choices", None)
    return choices[0].finish_reason if choices else None
