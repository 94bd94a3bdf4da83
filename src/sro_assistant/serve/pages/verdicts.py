"""The form under an answer without JavaScript: a verdict, and a page that says thanks."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from sro_assistant.serve.feedback import form_of, take
from sro_assistant.serve.serving import READ
from sro_assistant.serve.templating import page

THANKS = "/bedankt"
router = APIRouter()


@router.post("/feedback")
def feedback(
    request: Request,
    answer_id: Annotated[str, Form()] = "",
    rating: Annotated[str, Form()] = "",
    citation: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """Notes a verdict; only one on a source says which source."""
    about = citation if rating == "wrong_source" else ""
    take(request, form_of(answer_id=answer_id, rating=rating, citation=about, comment=comment))
    return RedirectResponse(THANKS, status_code=303)


@router.api_route(THANKS, methods=READ)
def thanks(request: Request) -> Response:
    """Says thanks."""
    return page(request, "thanks.html")
