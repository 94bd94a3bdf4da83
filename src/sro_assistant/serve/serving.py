"""What an endpoint asks for: its turn, and the assistant that serves."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from sro_assistant.serve.exchange import Assistant, AssistantSource
from sro_assistant.serve.limits import Admission


async def admitted(request: Request) -> AsyncIterator[None]:
    """Holds a turn while the answer is made; it is given back before a slow reader reads it."""
    admission: Admission = request.app.state.admission
    async with admission.slot():
        yield


def assistant_of(request: Request) -> Assistant:
    """The assistant that serves now; raises an SroError while there is none."""
    source: AssistantSource = request.app.state.assistant_source
    return source()


Turn = Depends(admitted, scope="function")
Serving = Annotated[Assistant, Depends(assistant_of)]
