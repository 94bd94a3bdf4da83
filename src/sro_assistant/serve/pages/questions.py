"""The page Vragen: a question, its answer, and the conversation that came before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from sro_assistant.domain import Document
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.serve import stream
from sro_assistant.serve.exchange import answered
from sro_assistant.serve.journalled import Recorder
from sro_assistant.serve.pages import fragments
from sro_assistant.serve.pages.examples import EXAMPLES
from sro_assistant.serve.schemas import MAX_TURNS, AskRequest, AskResponse, FiltersIn, TurnIn
from sro_assistant.serve.serving import READ, Turn, assistant_of
from sro_assistant.serve.templating import page

router = APIRouter()

Year = Annotated[int | None, Form(ge=1900, le=2999)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form sent: a question, the ones before it, oldest first, and the filters."""

    question: str = ""
    earlier: Sequence[str] = ()
    documents: Sequence[str] = ()
    after: int | None = None
    before: int | None = None

    @property
    def request(self) -> AskRequest:
        """The form as a request of the API."""
        return AskRequest(
            question=self.question,
            history=[TurnIn(question=question) for question in self.earlier],
            filters=self._filters if self.is_filtered else None,
        )

    def again(self, response: AskResponse) -> str:
        """The question as a link asks it anew: its own words, made whole where it leans on earlier ones.

        A link that is opened leads to itself: what was corrected is not corrected once more.
        """
        return response.query.resolved if self.earlier else self.question.strip()

    @property
    def is_filtered(self) -> bool:
        """Whether the reader left documents out."""
        return bool(self.documents or self.after or self.before)

    @property
    def filters(self) -> Iterator[tuple[str, str]]:
        """The filters as hidden fields carry them."""
        yield from (("bron", document) for document in self.documents)
        yield from (("vanaf", str(year)) for year in (self.after,) if year)
        yield from (("tot", str(year)) for year in (self.before,) if year)

    @property
    def _filters(self) -> FiltersIn:
        return FiltersIn(
            documents=list(self.documents) or None,
            published_after=date(self.after, 1, 1) if self.after else None,
            published_before=date(self.before, 12, 31) if self.before else None,
        )


def asked(
    vraag: Annotated[str, Form()] = "",
    eerder: Annotated[list[str] | None, Form()] = None,
    bron: Annotated[list[str] | None, Form()] = None,
    vanaf: Year = None,
    tot: Year = None,
) -> Asked:
    """The form's fields; what is blank or beyond the longest conversation is left out."""
    earlier = [question for question in eerder or [] if question.strip()][-MAX_TURNS:]
    documents = sorted(set(bron or []))
    return Asked(question=vraag, earlier=earlier, documents=documents, after=vanaf, before=tot)


Sent = Annotated[Asked, Depends(asked)]


@router.api_route("/", methods=READ)
def home(request: Request) -> Response:
    """The empty form; a browser may keep the conversation in memory for who comes back to it."""
    reply = _page(request, Asked())
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@router.api_route("/vraag", methods=READ)
@router.api_route("/vraag/stroom", methods=READ)
def no_question() -> Response:
    """An address that somebody kept: questions are posted, so there is nothing here to read."""
    return RedirectResponse("/", status_code=303)


@router.post("/vraag", dependencies=[Turn])
def ask(request: Request, sent: Sent) -> Response:
    """The answer as a whole page, under the questions that came before it."""
    try:
        response = answered(assistant_of(request), sent.request)
    except (InputError, NotFoundError) as error:
        return _page(request, sent, error=str(error), status=422)
    request.state.answer_status = response.status
    return _page(request, sent, response=response)


@router.post("/vraag/stroom", dependencies=[Turn])
def ask_in_pieces(request: Request, sent: Sent) -> Response:
    """The answer as a stream of pieces of that page, a verified sentence at a time."""
    response = answered(assistant_of(request), sent.request)
    request.state.answer_status = response.status
    pieces = fragments.events_of(
        sent.question.strip(),
        response,
        sent.again(response),
        keeps_comments=_recorder(request).keeps_questions,
    )
    return StreamingResponse(stream.unhurried(pieces), media_type=stream.MEDIA_TYPE)


def _page(
    request: Request,
    sent: Asked,
    *,
    response: AskResponse | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    before = [("eerder", question) for question in sent.earlier]
    kept = [*before, ("eerder", sent.question.strip())] if response else before
    documents = assistant_of(request).documents()
    return page(
        request,
        "question.html",
        status=status,
        here="/",
        response=response,
        error=error,
        again=sent.again(response) if response else "",
        question=sent.question.strip(),
        earlier=sent.earlier,
        kept=kept[-MAX_TURNS:],
        carried=[*kept[-MAX_TURNS:], *sent.filters],
        chosen=sent.documents,
        after=sent.after,
        before=sent.before,
        filtered=sent.is_filtered,
        documents=documents,
        years=_years(documents),
        examples=EXAMPLES,
        keeps_comments=_recorder(request).keeps_questions,
    )


def _years(documents: Sequence[Document]) -> list[int]:
    """The years of which there is a source, latest first."""
    dates = [document.source.published for document in documents]
    return sorted({int(day[:4]) for day in dates if day}, reverse=True)


def _recorder(request: Request) -> Recorder:
    recorder: Recorder = request.app.state.journal
    return recorder
