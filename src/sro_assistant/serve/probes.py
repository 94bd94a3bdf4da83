"""What watches the process asks: does it live, can it answer, what has it counted."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from sro_assistant.serve.exchange import AssistantSource, Health
from sro_assistant.serve.metrics import MEDIA_TYPE, Metrics
from sro_assistant.serve.openapi import problems
from sro_assistant.serve.schemas import LivingResponse, ReadyResponse
from sro_assistant.settings import Settings

router = APIRouter()


@router.get("/healthz")
def healthz() -> LivingResponse:
    """Says that the process lives."""
    return LivingResponse()


@router.get("/readyz", responses=problems(503))
def readyz(request: Request) -> ReadyResponse:
    """Says that an index is open and can answer, and whether a newer one was refused."""
    source: AssistantSource = request.app.state.assistant_source
    return _readiness(source().health())


def _readiness(health: Health) -> ReadyResponse:
    if health.refused is None:
        detail = f"De assistent antwoordt uit {health.generation}."
        return ReadyResponse(status="ok", generation=health.generation, detail=detail)
    detail = (
        f"{health.refused} is beschadigd en geweigerd; de assistent antwoordt uit {health.generation}. "
        f"{health.reason} Bouw de index opnieuw met: sro index"
    )
    return ReadyResponse(
        status="gedegradeerd", generation=health.generation, refused=health.refused, detail=detail
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
