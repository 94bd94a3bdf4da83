"""The dependencies of an endpoint: its turn, and the assistant that serves."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from sro_assistant.serve.exchange import Assistant, AssistantSource
from sro_assistant.serve.http.limits import Admission


async def admitted(request: Request) -> AsyncIterator[None]:
    """Holds a turn while the answer is made; it is given back before a slow reader reads it."""
    admission: Admission = request.app.state.admission
    async with admission.slot():
        yield


def assistant_of(request: Request) -> Assistant:
    """The assistant that serves now; raises an SroError while there is none."""
    source: AssistantSource = request.app.state.assistant_source
    return source()


async def _serving(request: Request) -> Assistant:
    """`assistant_of` as a dependency; asynchronous, so that FastAPI runs it without a thread."""
    return assistant_of(request)


def sent(content: BaseModel) -> Response:
    """A response as JSON; our own models need not be checked once more on their way out."""
    return Response(content.model_dump_json(), media_type="application/json")


READ = ["GET", "HEAD"]
"""The methods of a page that is only read."""
Turn = Depends(admitted, scope="function")
Serving = Annotated[Assistant, Depends(_serving)]
