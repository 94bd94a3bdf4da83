"""What a reader thinks of an answer: taken from the API and from the form on the pages."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BeforeValidator, Field, ValidationError
from starlette.responses import Response

from sro_assistant.domain.journal import Feedback, Rating
from sro_assistant.serve.http.openapi import problems
from sro_assistant.serve.http.problems import bad_request
from sro_assistant.serve.journalled import Recorder
from sro_assistant.serve.schemas import Sent, Text

router = APIRouter()

MAX_COMMENT: Final = 2000
_MOST_CITATIONS: Final = 1000
_ANSWER_ID: Final = r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$"
"""A ULID, as every answer gets one."""


def _whole_number(value: object) -> object:
    """A number as JSON writes it: 7.0 is a whole number there."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class FeedbackIn(Sent):
    """A verdict on an answer, or on one of its sources."""

    answer_id: str = Field(pattern=_ANSWER_ID, description="The `answer_id` of the answer.")
    rating: Rating = Field(description="`wrong_source` is about the source that `citation` names.")
    citation: (
        Annotated[int, Field(strict=True, ge=1, le=_MOST_CITATIONS), BeforeValidator(_whole_number)] | None
    ) = Field(default=None, description="The number of the source in the answer.")
    comment: Annotated[Text, Field(max_length=MAX_COMMENT)] | None = Field(
        default=None, description="Kept only where questions are kept (`SRO_KEEP_QUESTIONS`)."
    )


def form_of(*, answer_id: str, rating: str, citation: str = "", comment: str = "") -> FeedbackIn:
    """The fields of a form as a verdict; raises BadRequestError that names each wrong field."""
    fields = {
        "answer_id": answer_id,
        "rating": rating,
        "citation": int(citation[:6]) if citation.isascii() and citation.isdecimal() else citation or None,
        "comment": comment.strip() or None,
    }
    try:
        return FeedbackIn.model_validate(fields)
    except ValidationError as error:
        raise bad_request([dict(e) for e in error.errors(include_url=False)]) from error


def take(request: Request, sent: FeedbackIn) -> None:
    """Notes a verdict; returns at once.

    An answer that the journal does not know is no error: it may have been forgotten already, or given by
    a process whose disk is full.
    """
    recorder: Recorder = request.app.state.journal
    recorder.take(
        Feedback(
            answer_id=sent.answer_id,
            at=datetime.now(tz=UTC),
            rating=sent.rating,
            citation=sent.citation,
            comment=sent.comment,
        )
    )


@router.post("/api/feedback", status_code=204, responses=problems(408, 413, 415, 422, 429))
async def feedback(sent: FeedbackIn, request: Request) -> Response:
    """Notes what a reader thinks of an answer; a second verdict on the same replaces the first."""
    take(request, sent)
    return Response(status_code=204)
