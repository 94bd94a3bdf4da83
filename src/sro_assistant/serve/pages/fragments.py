"""An answer as a stream of pieces of its page: made by the templates that make the whole page."""

from collections.abc import Iterator

from pydantic import BaseModel

from sro_assistant.domain import Layout
from sro_assistant.serve.render import blocks_of
from sro_assistant.serve.schemas import AskResponse
from sro_assistant.serve.stream import event
from sro_assistant.serve.templating import macro
from sro_assistant.serve.words import status_words

_TURN = "turn.html"


class Fragment(BaseModel):
    """A piece of HTML, everything in it escaped."""

    html: str


class LastFragment(Fragment):
    """What stands under the answer; what the status line says; the question as it can be asked anew."""

    status: str
    question: str


def events_of(question: str, response: AskResponse, again: str, *, keeps_comments: bool) -> Iterator[bytes]:
    """The events `begin` (an answer without sentences), `sentence` for each, and `done` (the rest).

    `again` is the question as a link asks it anew.
    """
    yield event("begin", Fragment(html=macro(_TURN, "article", question, response, whole=False)))
    for block in blocks_of(response.sentences):
        for sentence in block:
            starts = sentence is block[0]
            name = "item" if sentence.layout is Layout.ITEM and not starts else "block"
            given = sentence if name == "item" else [sentence]
            yield event("sentence", Fragment(html=macro(_TURN, name, given, response.citations)))
    rest = macro(_TURN, "closing", question, response, again, keeps_comments)
    yield event("done", LastFragment(html=rest, status=status_words(response), question=again))
