"""An answer as a chat completion, whole or in chunks."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import BaseModel

from sro_assistant.serve.openai.footnotes import Footnoted, footnoted
from sro_assistant.serve.openai.schemas import (
    AssistantMessage,
    ChatChunk,
    ChatCompletion,
    ChatRequest,
    Choice,
    ChunkChoice,
    Delta,
    Usage,
    Whole,
)
from sro_assistant.serve.render import new_answer_id
from sro_assistant.serve.schemas import AskResponse, Problem

DONE = b"data: [DONE]\n\n"
_WORD = re.compile(r"\w+|[^\w\s]")


def _now() -> int:
    return int(time.time())


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is said to a conversation: an answer, or what is wrong with its question."""

    chat: ChatRequest
    generation: str
    whole: Whole
    told: Footnoted
    id: str
    created: int = field(default_factory=_now)

    @property
    def refusal(self) -> str | None:
        """What is wrong with the question, in Dutch."""
        return self.told.text if isinstance(self.whole, Problem) else None

    @property
    def usage(self) -> Usage:
        """How much was read and said."""
        read = sum(_count(message.text) for message in self.chat.messages)
        said = _count(self.told.text)
        return Usage(prompt_tokens=read, completion_tokens=said, total_tokens=read + said)

    def at_once(self) -> ChatCompletion:
        """All of it."""
        message = AssistantMessage(
            content=self.told.text, refusal=self.refusal, annotations=list(self.told.annotations)
        )
        return ChatCompletion(
            id=self.id,
            created=self.created,
            model=self.chat.model,
            system_fingerprint=self.generation,
            choices=[Choice(message=message)],
            usage=self.usage,
            sro=self.whole,
        )

    def events(self) -> Iterator[bytes]:
        """Server-sent events: the role, each sentence, what stands below them, the end, `[DONE]`."""
        yield self._event(Delta(role="assistant", content=""))
        for piece in self.told.said:
            yield self._event(Delta(content=piece))
        if self.told.below:
            yield self._event(Delta(content=self.told.below, annotations=list(self.told.annotations)))
        end = ChunkChoice(delta=Delta(refusal=self.refusal), finish_reason="stop")
        yield _event(self._chunk(end, whole=self.whole))
        if self.chat.stream_options is not None and self.chat.stream_options.include_usage:
            yield _event(self._chunk(usage=self.usage))
        yield DONE

    def _event(self, delta: Delta) -> bytes:
        return _event(self._chunk(ChunkChoice(delta=delta)))

    def _chunk(self, *choices: ChunkChoice, whole: Whole = None, usage: Usage | None = None) -> ChatChunk:
        return ChatChunk(
            id=self.id,
            created=self.created,
            model=self.chat.model,
            system_fingerprint=self.generation,
            choices=list(choices),
            usage=usage,
            sro=whole,
        )


def answering(chat: ChatRequest, response: AskResponse, base: str) -> Completion:
    """The completion that tells an answer; `base` stands before the paths of its sources."""
    return Completion(
        chat=chat,
        generation=response.generation,
        whole=response,
        told=footnoted(response, base),
        id=f"chatcmpl-{response.answer_id}",
    )


def refusing(chat: ChatRequest, found: Problem, generation: str) -> Completion:
    """The completion that tells what is wrong with a question."""
    told = Footnoted(said=(found.detail,), below="", annotations=())
    return Completion(
        chat=chat, generation=generation, whole=found, told=told, id=f"chatcmpl-{new_answer_id()}"
    )


def plain(chat: ChatRequest, text: str, generation: str) -> Completion:
    """The completion that holds a text which is no answer."""
    told = Footnoted(said=(text,), below="", annotations=())
    return Completion(
        chat=chat, generation=generation, whole=None, told=told, id=f"chatcmpl-{new_answer_id()}"
    )


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _event(data: BaseModel) -> bytes:
    # JSON has no line ends of its own, so one `data:` line holds it.
    return f"data: {data.model_dump_json()}\n\n".encode()
