"""What watches the process asks: does it live, can it answer, what has it counted."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from sro_assistant.serve.exchange import AssistantSource, Health
from sro_assistant.serve.http.metrics import MEDIA_TYPE, Metrics
from sro_assistant.serve.http.openapi import problems
from sro_assistant.serve.schemas import Told
from sro_assistant.settings import Settings

router = APIRouter()


class LivingResponse(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class ReadyResponse(BaseModel):
    """An index answers; "gedegradeerd" where a newer one was refused because it is damaged."""

    status: Literal["ok", "gedegradeerd"]
    generation: str
    refused: str | None = None
    model: str | None = Field(
        default=None, description='The language model: "ok" or "onbereikbaar"; null where none is set.'
    )
    detail: Told = Field(description="The same in Dutch, with what to do.")


@router.get("/healthz")
async def healthz() -> LivingResponse:
    """Says that the process lives."""
    return LivingResponse()


@router.get("/readyz", responses=problems(503))
def readyz(request: Request) -> ReadyResponse:
    """Says that an index is open and can answer, and whether a newer one was refused."""
    source: AssistantSource = request.app.state.assistant_source
    return _readiness(source().health())


_MODEL_AWAY = (
    " Het taalmodel gaf enkele keren na elkaar geen antwoord; de assistent antwoordt met zinnen uit de "
    "bronnen en probeert het vanzelf opnieuw."
)


def _readiness(health: Health) -> ReadyResponse:
    away = _MODEL_AWAY if health.model == "onbereikbaar" else ""
    if health.refused is None:
        detail = f"De assistent antwoordt uit {health.generation}.{away}"
        return ReadyResponse(status="ok", generation=health.generation, model=health.model, detail=detail)
    detail = (
        f"{health.refused} is beschadigd en geweigerd; de assistent antwoordt uit {health.generation}. "
        f"{health.reason} Bouw de index opnieuw met: sro index{'.' if away else ''}{away}"
    )
    return ReadyResponse(
        status="gedegradeerd",
        generation=health.generation,
        refused=health.refused,
        model=health.model,
        detail=detail,
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
def metrics(request: Request) -> Response:
    """Returns what the process counted, as Prometheus text."""
    counted: Metrics = request.app.state.metrics
    settings: Settings = request.app.state.settings
    text = counted.text(request.app.state.assistant_source, settings.index_dir)
    return Response(text, media_type=MEDIA_TYPE)
