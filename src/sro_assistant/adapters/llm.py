"""Language models through llama-index: any OpenAI-compatible endpoint, and Ollama."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from typing import TYPE_CHECKING
from weakref import finalize

from sro_assistant.errors import LanguageModelError, ModelError
from sro_assistant.ports import Message

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatResponse

_NO_KEY = "geen"
"""Given where no key is set: the libraries would otherwise take OPENAI_API_KEY from the environment."""
_WHOLE = frozenset({"stop", "eos", "end_turn"})
_MISSING_EXTRA = (
    "Er is een taalmodel ingesteld, maar de onderdelen daarvoor ontbreken. Installeer ze met: "
    "pip install 'sro-assistant[llm]', of haal SRO_LLM_URL weg."
)


def require_installed() -> None:
    """Raises ModelError, with what to install, where the libraries for language models are not there."""
    if find_spec("llama_index") is None or find_spec("openai") is None or find_spec("ollama") is None:
        raise ModelError(_MISSING_EXTRA)


Opening = Callable[[], "LLM"]


def openai_compatible(
    *, url: str, model: str, key: str, tokens: int, context: int, seconds: float
) -> Opening:
    """What opens a model behind an OpenAI-compatible address: vLLM, LM Studio, llama.cpp, Azure's v1."""

    def opening() -> "LLM":
        try:
            from httpx import Client  # noqa: PLC0415 - as below
            from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415 - it takes seconds
        except ImportError as error:
            raise ModelError(_MISSING_EXTRA) from error
        client = Client(timeout=seconds)
        opened: LLM = OpenAILike(
            model=model,
            api_base=url,
            api_key=key or _NO_KEY,
            is_chat_model=True,
            context_window=context,
            max_tokens=tokens,
            temperature=0.0,
            timeout=seconds,
            max_retries=0,
            http_client=client,
        )
        finalize(opened, client.close)  # the library leaves its connections open
        return opened

    return opening


def ollama(*, url: str, model: str, key: str, tokens: int, context: int, seconds: float) -> Opening:
    """What opens a model of an Ollama server."""

    def opening() -> "LLM":
        try:
            from llama_index.llms.ollama import Ollama  # noqa: PLC0415 - as above
        except ImportError as error:
            raise ModelError(_MISSING_EXTRA) from error
        opened: LLM = Ollama(
            model=model,
            base_url=url,
            context_window=context,
            request_timeout=seconds,
            temperature=0.0,
            thinking=False,
            additional_kwargs={"num_predict": tokens},
            headers={"Authorization": f"Bearer {key}"} if key else None,
        )
        return opened

    return opening


class LlamaIndexModel:
    """A llama-index LLM that ends in its time, whatever its server does; safe to share between threads."""

    def __init__(self, name: str, opening: Opening, at_once: int) -> None:
        """A model that is opened when first asked, and asked by at most `at_once` at the same time."""
        self._name = name
        self._opening = opening
        self._slots = BoundedSemaphore(at_once)

    def warm(self) -> None:
        """Loads the library now, which takes seconds, so that the first question need not wait."""
        _ = self._llm

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
        left = Event()
        Thread(target=self._read, args=(messages, arrived, left), name="taalmodel", daemon=True).start()
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
            left.set()

    def _read(
        self, messages: Sequence[Message], arrived: SimpleQueue[str | LanguageModelError | None], left: Event
    ) -> None:
        try:
            for piece in self._pieces(messages):
                arrived.put(piece)
                if left.is_set():
                    return
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
            raise LanguageModelError(
                f"Het taalmodel {self.name} gaf geen antwoord ({type(error).__name__})."
            ) from error

    def _chat(self, messages: Sequence[Message]) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage  # noqa: PLC0415 - as above

        said = [ChatMessage(role=message.role, content=message.text) for message in messages]
        ending: str | None = None
        for response in self._llm.stream_chat(said):
            if response.delta:
                yield response.delta
            ending = _ending(response) or ending
        if ending not in _WHOLE:
            why = "liep in zijn grens van tokens" if ending == "length" else "brak zijn antwoord af"
            raise LanguageModelError(f"Het taalmodel {self.name} {why}.")

    @cached_property
    def _llm(self) -> "LLM":
        return self._opening()


def _ending(response: "ChatResponse") -> str | None:
    """Why the text ended, where this piece says so; both servers name it in their own way."""
    raw = response.raw
    if isinstance(raw, dict):
        return str(raw.get("done_reason") or "stop") if raw.get("done") else None
    choices = getattr(raw, "choices", None)
    return choices[0].finish_reason if choices else None
