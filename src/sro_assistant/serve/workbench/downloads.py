"""What staff take away from the workbench: reviewed answers as a file, and the report of an evaluation."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Protocol

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from sro_assistant.desk.webinar.export import Kind
from sro_assistant.errors import NotFoundError
from sro_assistant.serve.workbench.entrance import PREFIX

EXPORT: Final = f"{PREFIX}/uitvoer/"
REPORT: Final = f"{PREFIX}/verslag"

_MEDIA_TYPES: Final[Mapping[Kind, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
_CLOSED: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_NO_REPORT = "Er is nog geen verslag. Start op het tabblad Evaluatie een meting."


class File(Protocol):
    """A file to take away."""

    @property
    def name(self) -> str:
        """Its name, in plain letters."""
        ...

    @property
    def data(self) -> bytes:
        """What is in it."""
        ...


Exporting = Callable[[str, Kind], File]
"""The answers of a session as a file; raises NotFoundError where the session is gone."""


def offering(exporting: Exporting, report: Callable[[], Path | None]) -> APIRouter:
    """What hands out files at EXPORT and the last report at REPORT."""
    router = APIRouter()

    @router.get(f"{EXPORT}{{session_id}}/{{kind}}")
    def export(session_id: str, kind: Kind) -> Response:
        file = exporting(session_id, kind)
        headers = _CLOSED | {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return Response(file.data, media_type=_MEDIA_TYPES[kind], headers=headers)

    @router.get(REPORT)
    def last_report() -> Response:
        path = report()
        if path is None or not path.is_file():
            raise NotFoundError(_NO_REPORT)
        return HTMLResponse(path.read_text("utf-8"), headers=_CLOSED)

    return router
