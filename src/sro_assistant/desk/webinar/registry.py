"""The webinars that are being worked on: in memory, and gone two hours after they were last touched."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sro_assistant.desk.webinar.likeness import Likeness, groups_of
from sro_assistant.desk.webinar.reading import (
    PLAIN_SUFFIXES,
    TableReader,
    Upload,
    read_pasted,
    read_upload,
)
from sro_assistant.desk.webinar.session import Tools, WebinarSession
from sro_assistant.errors import InputError, NotFoundError

KEPT_SECONDS: Final = 2 * 60 * 60
MOST_SESSIONS: Final = 20


@dataclass(slots=True)
class _Held:
    session: WebinarSession
    touched: float


class Webinars:
    """Opens webinars and finds them again; the oldest makes room, and nothing is ever written."""

    def __init__(
        self,
        likeness: Callable[[], Likeness],
        office: Callable[[], Mapping[str, TableReader]],
        tools: Tools,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._likeness = likeness
        self._office = office
        self._tools = tools
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of files that can be read."""
        return (*PLAIN_SUFFIXES, *self._office())

    def start_file(self, path: Path, name: str = "") -> WebinarSession:
        """The questions of an uploaded file, grouped; raises InputError. The file may go at once."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError("Ik kan dit bestand niet lezen. Laad het opnieuw op.") from error
        return self._start(read_upload(name or path.name, data, self._office()))

    def start_text(self, text: str) -> WebinarSession:
        """Pasted questions, grouped; raises InputError."""
        return self._start(read_pasted(text))

    def find(self, session_id: str) -> WebinarSession:
        """A webinar that was opened before; raises NotFoundError where it is gone."""
        with self._lock:
            self._forget()
            held = self._held.get(session_id)
            if held is None:
                raise NotFoundError(
                    "Deze vragen zijn er niet meer: ze verdwijnen twee uur na het laatste gebruik. "
                    "Laad ze opnieuw op."
                )
            held.touched = self._clock()
            return held.session

    def end(self, session_id: str) -> None:
        """Forgets a webinar at once; one that is gone already is no matter."""
        with self._lock:
            self._held.pop(session_id, None)

    def _start(self, upload: Upload) -> WebinarSession:
        groups = groups_of(upload.questions, self._likeness())
        session = WebinarSession(secrets.token_urlsafe(16), groups, upload.notices, self._tools)
        with self._lock:
            self._forget()
            while len(self._held) >= MOST_SESSIONS:
                del self._held[min(self._held, key=lambda name: self._held[name].touched)]
            self._held[session.id] = _Held(session, self._clock())
        return session

    def _forget(self) -> None:
        limit = self._clock() - KEPT_SECONDS
        self._held = {name: held for name, held in self._held.items() if held.touched > limit}
