"""The HTTP API of the guide: programmes, the matcher, the glossary and the timeline."""

from typing import Annotated, Protocol, runtime_checkable

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from sro_assistant.errors import NotFoundError
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.situation import Situation, completed
from sro_assistant.serve.guide_render import glossary_of, matching_of, programme_of, timeline_of
from sro_assistant.serve.guide_schemas import (
    GlossaryResponse,
    MatchRequest,
    MatchResponse,
    ProgrammesResponse,
    TimelineResponse,
)
from sro_assistant.serve.openapi import problems
from sro_assistant.serve.serving import Turn, assistant_of, sent

router = APIRouter(dependencies=[Turn])


@runtime_checkable
class Guided(Protocol):
    """An assistant that has the guide."""

    @property
    def guide(self) -> Guide:
        """The guide."""
        ...


async def _guide(request: Request) -> Guide:
    assistant = assistant_of(request)
    if not isinstance(assistant, Guided):
        raise NotFoundError("Deze assistent heeft geen gids. Start hem met: sro serve")
    return assistant.guide


Guiding = Annotated[Guide, Depends(_guide)]


@router.get("/api/programmes", response_model=ProgrammesResponse, responses=problems(404, 429, 503))
def programmes(guide: Guiding) -> Response:
    """Lists the programmes, instruments, building blocks and bodies, every fact with its sources."""
    today = guide.today()
    found = [programme_of(sheet, today) for sheet in guide.programmes().sheets.all]
    return sent(ProgrammesResponse(programmes=found))


@router.post(
    "/api/programmes/match",
    response_model=MatchResponse,
    responses=problems(404, 408, 413, 415, 422, 429, 503),
)
def match(asked: MatchRequest, guide: Guiding) -> Response:
    """Says of each programme whether it fits, might fit or does not, with the evidence for each criterion."""
    situation = completed(
        Situation(
            need=asked.need.strip(),
            organisation=asked.organisation,
            together=asked.together,
            parties=asked.parties,
            inhabitants=asked.inhabitants,
            phase=asked.phase,
            euros=asked.euros,
        )
    )
    today = guide.today()
    return sent(matching_of(guide.programmes().match(situation, today), today))


@router.get("/api/glossary", response_model=GlossaryResponse, responses=problems(404, 429, 503))
def glossary(guide: Guiding) -> Response:
    """Lists abbreviations, terms and former names, who is who, and the way in for a new colleague."""
    return sent(glossary_of(guide.book()))


@router.get("/api/timeline", response_model=TimelineResponse, responses=problems(404, 429, 503))
def timeline(guide: Guiding) -> Response:
    """Lists what happened since 2017, oldest first."""
    return sent(timeline_of(guide.book()))
