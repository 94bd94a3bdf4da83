"""What goes over the wire at `/v1`, as OpenAI's chat completions have it."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, Field, JsonValue, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from sro_assistant.serve.openai.models import MODELS
from sro_assistant.serve.schemas import AskResponse, FiltersIn, Problem, Sent, Text, Told

_WITH_A_QUESTION: Final[dict[str, JsonValue]] = {
    "minItems": 1,
    "contains": {"type": "object", "properties": {"role": {"const": "user"}}, "required": ["role"]},
}


def _is_none(value: object) -> bool:
    return value is None


class TextPart(Sent):
    """A piece of a message's text."""

    type: Literal["text"]
    text: Text


class OtherPart(Sent):
    """An image, sound or file; nothing here can look at one."""

    type: Text


class UserMessage(Sent):
    """What was asked."""

    role: Literal["user"]
    content: Text | list[TextPart | OtherPart] = Field(
        description=(
            "A question. One that cannot be read (empty, over 2,000 characters, with an image) is told so."
        )
    )

    @property
    def text(self) -> str:
        """The question."""
        parts = self.content
        if isinstance(parts, str):
            return parts
        return "\n".join(part.text for part in parts if isinstance(part, TextPart))

    @property
    def is_text(self) -> bool:
        """Whether it holds nothing else."""
        return isinstance(self.content, str) or all(isinstance(part, TextPart) for part in self.content)


class OtherMessage(Sent):
    """What anybody else said: an instruction, an answer, the outcome of a tool. It is never obeyed."""

    role: Literal["system", "developer", "assistant", "tool", "function"]
    content: JsonValue = None

    @property
    def text(self) -> str:
        """What of it is text."""
        parts = self.content if isinstance(self.content, list) else [{"text": self.content}]
        texts = (part.get("text") for part in parts if isinstance(part, dict))
        return "\n".join(text for text in texts if isinstance(text, str))


Message = Annotated[UserMessage | OtherMessage, Field(discriminator="role")]


def _with_a_question(messages: list[Message]) -> list[Message]:
    if not any(isinstance(message, UserMessage) for message in messages):
        raise PydanticCustomError("no_question", "nobody asks anything")
    return messages


class ToolChoice(StrEnum):
    """Whether tools may be called; none ever is, so that one cannot be ordered."""

    NONE = "none"
    AUTO = "auto"


class ResponseFormat(Sent):
    """How the answer is written: always as text."""

    type: Literal["text"]


class StreamOptions(Sent):
    """What a stream tells beside the answer."""

    include_usage: StrictBool | None = None


class SroOptions(Sent):
    """What only this assistant can be told."""

    filters: FiltersIn | None = None
    bank: StrictBool = Field(default=True, description="false leaves the answer bank out.")


class ChatRequest(Sent):
    """A conversation whose last question is to be answered; what is not named here is passed over."""

    model: Text = Field(json_schema_extra={"enum": list(MODELS)})
    messages: Annotated[
        list[Message], AfterValidator(_with_a_question), Field(json_schema_extra=_WITH_A_QUESTION)
    ]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[StrictInt, Field(ge=1, le=1)] | None = None
    tool_choice: ToolChoice | None = None
    response_format: ResponseFormat | None = None
    sro: SroOptions | None = None


class UrlCitation(BaseModel):
    """A source of the answer, and where its first marker stands in the text."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation as OpenAI's own answers carry it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AssistantMessage(BaseModel):
    """The answer; `refusal` is set where the question could not be read."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: str | None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer."""

    index: Literal[0] = 0
    message: AssistantMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Words and marks, counted in the texts: an answer need not cost any tokens of a model."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


Whole = AskResponse | Problem | None
"""The response of `POST /api/ask`, what is wrong with the question, or nothing where there was none."""


class ChatCompletion(BaseModel):
    """An answer with its sources as footnotes, and the whole of it in `sro`."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    system_fingerprint: str
    choices: list[Choice]
    usage: Usage
    sro: Whole = Field(
        description=(
            "As of POST /api/ask; a Problem where the question could not be read; null for a chore of a chat "
            "window, such as a title."
        )
    )


class Delta(BaseModel):
    """What a chunk adds to the answer; what it does not add is not there."""

    role: Literal["assistant"] | None = Field(default=None, exclude_if=_is_none)
    content: str | None = Field(default=None, exclude_if=_is_none)
    refusal: str | None = Field(default=None, exclude_if=_is_none)
    annotations: list[Annotation] | None = Field(default=None, exclude_if=_is_none)


class ChunkChoice(BaseModel):
    """The one answer, a piece further."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None
    logprobs: None = None


class ChatChunk(BaseModel):
    """A piece of the stream; the one that ends the answer holds `sro`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    system_fingerprint: str
    choices: list[ChunkChoice]
    usage: Usage | None = Field(default=None, exclude_if=_is_none)
    sro: Whole = Field(default=None, exclude_if=_is_none)


class ModelOut(BaseModel):
    """A way in which the assistant answers."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str
    name: str
    description: str


class ModelsResponse(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


class ErrorOut(BaseModel):
    """What went wrong; `message` is Dutch and says what to do."""

    message: Told
    type: str
    param: str | None
    code: str | None


class ErrorResponse(BaseModel):
    """An error as OpenAI's clients read it."""

    error: ErrorOut
