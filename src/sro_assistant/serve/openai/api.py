"""`/v1`: the assistant for Open WebUI and every other client that speaks to OpenAI."""

import hmac
import re
from collections.abc import AsyncIterator, Iterable
from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.security.utils import get_authorization_scheme_param
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from sro_assistant.domain import Mode
from sro_assistant.errors import InputError
from sro_assistant.serve import stream
from sro_assistant.serve.exchange import Assistant, answered
from sro_assistant.serve.http.openapi import CHAT_EVENT_SCHEMA, openai_problems
from sro_assistant.serve.http.problems import problem
from sro_assistant.serve.openai.chores import done
from sro_assistant.serve.openai.completion import Completion, answering, plain, refusing
from sro_assistant.serve.openai.conversation import ask_request_of
from sro_assistant.serve.openai.errors import PREFIX, openai_event, openai_response
from sro_assistant.serve.openai.models import MODELS, NamedMode
from sro_assistant.serve.openai.schemas import ChatCompletion, ChatRequest, ModelOut, ModelsResponse
from sro_assistant.serve.schemas import FieldProblem
from sro_assistant.serve.serving import Serving, Turn, sent
from sro_assistant.settings import Settings

_BASE: Final = re.compile(r"https?://[\w.:\[\]-]+")
_CREATED: Final = 1_767_225_600
"""The first of January 2026: clients sort models by age, and ours have none."""
_UNKNOWN_MODEL: Final = "Het model ‘{name}’ bestaat niet. Kies uit: {names}."


async def _keyed(request: Request) -> None:
    """Lets in who has the key, where one is set."""
    settings: Settings = request.app.state.settings
    wanted = settings.api_key.get_secret_value()
    scheme, given = get_authorization_scheme_param(request.headers.get("authorization"))
    # Both are compared to their end, so that the time it takes tells nothing of the key.
    if wanted and not (
        hmac.compare_digest(given.encode("latin-1"), wanted.encode()) and scheme.lower() == "bearer"
    ):
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})


router = APIRouter(prefix=PREFIX, dependencies=[Depends(_keyed), Turn])


def _base_of(request: Request) -> str:
    """What stands before a path to make a link: as set, or as the client called; empty where neither can."""
    settings: Settings = request.app.state.settings
    written = str(request.base_url).rstrip("/")
    return settings.public_url.rstrip("/") or (written if _BASE.fullmatch(written) else "")


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses=openai_problems(400, 401, 404, 408, 413, 415, 429, 503)
    | {
        200: {
            "description": "The answer; with `stream` as server-sent events, the last one `[DONE]`.",
            "content": {stream.MEDIA_TYPE: {"schema": CHAT_EVENT_SCHEMA}},
        }
    },
)
def chat_completions(chat: ChatRequest, assistant: Serving, request: Request) -> Response:
    """Answers the last question of a conversation, every statement with verified citations.

    Instructions (system messages) and tools are passed over, as are settings of a model's style: the
    answer is what the sources say.
    """
    model = MODELS.get(chat.model)
    if model is None:
        return _unknown_model(chat.model)
    completion = _completed(chat, model.mode, assistant, request)
    if not chat.stream:
        return sent(completion.at_once())
    request.state.stream_error = openai_event
    return StreamingResponse(_unhurried(completion.events()), media_type=stream.MEDIA_TYPE)


def _completed(chat: ChatRequest, mode: Mode, assistant: Assistant, request: Request) -> Completion:
    """The answer, or the chore that a chat window wants done.

    A question that cannot be read is told so in the conversation, which then goes on.
    """
    outcome = done(chat.messages[-1].text)
    if outcome is not None:
        return plain(chat, outcome, assistant.generation)
    try:
        asked = ask_request_of(chat, mode)
    except InputError as error:
        return refusing(chat, problem(422, str(error)), assistant.generation)
    response = answered(assistant, asked)
    request.state.answer_status = response.status
    return answering(chat, response, _base_of(request))


async def _unhurried(events: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The events as the connection takes them, without a thread for each."""
    for event in events:
        yield event


@router.get("/models", responses=openai_problems(401, 429, 503))
def models() -> ModelsResponse:
    """Lists the ways in which the assistant answers."""
    return ModelsResponse(data=[_told(name, model) for name, model in MODELS.items()])


@router.get("/models/{model_id}", response_model=ModelOut, responses=openai_problems(401, 404, 429, 503))
def model(model_id: str) -> Response:
    """Returns one of them."""
    found = MODELS.get(model_id)
    return _unknown_model(model_id) if found is None else sent(_told(model_id, found))


def _told(name: str, model: NamedMode) -> ModelOut:
    return ModelOut(id=name, created=_CREATED, owned_by="sro", name=model.name, description=model.description)


def _unknown_model(name: str) -> Response:
    detail = _UNKNOWN_MODEL.format(name=name, names=", ".join(MODELS))
    found = problem(404, detail, [FieldProblem(field="model", detail="bestaat niet")])
    return openai_response(found, "model_not_found")
