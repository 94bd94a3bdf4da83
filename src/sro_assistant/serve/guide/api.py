"""The HTTP API of the guide: programmes, the matcher, the glossary and the timeline."""

from typing import Annotated, Protocol, runtime_checkable

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from sro_assistant.errors import NotFoundError
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.situation import Situation, completed
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.guide.places import Places
from sro_assistant.serve.guide.render import Where, glossary_of, matching_of, programme_of, timeline_of
from sro_assistant.serve.guide.schemas import (
    GlossaryResponse,
    MatchRequest,
    MatchResponse,
    ProgrammesResponse,
    TimelineResponse,
)
from sro_assistant.serve.http.openapi import problems
from sro_assistant.serve.serving import Turn, assistant_of, sent

router = APIRouter(dependencies=[Turn])


@runtime_checkable
class Guided(Protocol):
    """An assistant that has the guide."""

    @property
    def guide(self) -> Guide:
        """The guide."""
        ...


def guide_in(assistant: Assistant) -> Guide:
    """The guide of an assistant; raises NotFoundError where it has none."""
    if not isinstance(assistant, Guided):
        raise NotFoundError("Deze assistent heeft geen gids. Start hem met: sro serve")
    return assistant.guide


def guide_of(request: Request) -> Guide:
    """The guide of the assistant that serves now; raises NotFoundError where it has none."""
    return guide_in(assistant_of(request))


def matched(guide: Guide, asked: MatchRequest, where: Where) -> MatchResponse:
    """The programmes held against what an applicant says of itself, best first."""
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
    return matching_of(guide.programmes().match(situation, today), today, where)


async def _guide(request: Request) -> Guide:
    return guide_of(request)


async def _where(request: Request) -> Where:
    return Places(assistant_of(request)).href


Guiding = Annotated[Guide, Depends(_guide)]
Placing = Annotated[Where, Depends(_where)]


@router.get("/api/programmes", response_model=ProgrammesResponse, responses=problems(404, 429, 503))
def programmes(guide: Guiding, where: Placing) -> Response:
    """Lists the programmes, instruments, building blocks and bodies, every fact with its sources."""
    today = guide.today()
    found = [programme_of(sheet, today, where) for sheet in guide.programmes().sheets.all]
    return sent(ProgrammesResponse(programmes=found))


@router.post(
    "/api/programmes/match",
    response_model=MatchResponse,
    responses=problems(404, 408, 413, 415, 422, 429, 503),
)
def match(asked: MatchRequest, guide: Guiding, where: Placing) -> Response:
    """Says of each programme whether it fits, might fit or does not, with the evidence for each criterion."""
    return sent(matched(guide, asked, where))


@router.get("/api/glossary", response_model=GlossaryResponse, responses=problems(404, 429, 503))
def glossary(guide: Guiding, where: Placing) -> Response:
    """Lists abbreviations, terms and former names, who is who, and the way in for a new colleague."""
    return sent(glossary_of(guide.book(), where))


@router.get("/api/timeline", response_model=TimelineResponse, responses=problems(404, 429, 503))
def timeline(guide: Guiding, where: Placing) -> Response:
    """Lists what happened since 2017, oldest first."""
    return sent(timeline_of(guide.book(), where))
