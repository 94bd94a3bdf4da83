"""HTTP on the wire: how we refuse what is no request, and how we stop."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import HANDLED_SIGNALS

from sro_assistant.serve.http.problems import MEDIA_TYPE, problem
from sro_assistant.serve.render import new_answer_id

logger = logging.getLogger(__name__)

HEADER_SECONDS: Final = 15.0
"""How long the headers of a request may take."""
_OVERDUE_SECONDS: Final = 1.0
_OVERDUE_STATUS: Final = 1


class Connection(H11Protocol):
    """One client's connection; h11 bounds the headers at 64 kB, whatever else is installed."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Starts to wait for a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Takes in what the client sends."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        self._stop_watching()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's English words
        """Says in our own words that this is no HTTP request."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()  # half a response is on its way; nothing can be added to it
            return
        request_id = new_answer_id()
        body = problem(400).model_copy(update={"request_id": request_id}).model_dump_json().encode()
        headers = [
            ("Content-Type", MEDIA_TYPE),
            ("Content-Length", str(len(body))),
            ("X-Request-ID", request_id),
            ("Connection", "close"),
        ]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _watch(self) -> None:
        if self._is_busy():
            self._stop_watching()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _stop_watching(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self._is_busy():
            self.transport.close()

    def _is_busy(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete


class Server(uvicorn.Server):
    """uvicorn's server: says when it is ready, and finishes its running answers when it is told to stop.

    A second order to stop ends the process at once, and so does an answer that outlives the grace.
    """

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[str], None], address: str) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to answer, and says so."""
        await super().startup(sockets)
        self._on_ready(self._address)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Takes the first order to stop; the next one is the system's own."""
        self.should_exit = True
        for number in HANDLED_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        grace = self.config.timeout_graceful_shutdown or 0
        overdue = threading.Timer(grace + _OVERDUE_SECONDS, _end_overdue)
        overdue.daemon = True
        overdue.start()


def _end_overdue() -> None:
    """Ends a process whose last answer hangs: its thread can't be stopped in another way."""
    logger.error("Een antwoord was niet op tijd klaar. De assistent stopt nu toch.")
    os._exit(_OVERDUE_STATUS)
