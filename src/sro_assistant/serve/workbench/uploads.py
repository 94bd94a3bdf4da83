"""Files that staff send to the workbench: kept while they are worked on, and an hour at the most."""

import asyncio
import json
import secrets
import shutil
import tempfile
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.serve.http.problems import MEDIA_TYPE, problem_of
from sro_assistant.serve.workbench.entrance import PREFIX

UPLOAD: Final = f"{PREFIX}/bestand"
NAME_HEADER: Final = "x-bestandsnaam"
KEPT_SECONDS: Final = 60 * 60
_MOST_FILES: Final = 20
_LONGEST_NAME: Final = 120
_FOLDER: Final = "sro-werkbank-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on disk under a name of our own, and the name that its sender gave it."""

    path: Path
    name: str


class Uploads:
    """The files that were sent, each under a token; in a folder that only this user can read.

    A process that was killed leaves its folder behind: the next one removes it when it is too old.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._root = Path(tempfile.gettempdir()) if folder is None else folder
        self._remove_older()
        self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=self._root))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._files: dict[str, Upload] = {}

    def keep(self, name: str, data: bytes) -> str:
        """The token of a file that is kept from now; raises InputError where too many wait."""
        if len(self._files) >= _MOST_FILES:
            raise InputError("Er wachten te veel bestanden. Probeer het over een uur opnieuw.")
        token = secrets.token_urlsafe(24)
        path = self._folder / f"{token}{_suffix(name)}"
        path.parent.mkdir(mode=0o700, exist_ok=True)  # another process may have found it too old
        path.write_bytes(data)
        self._files[token] = Upload(path=path, name=_shown(name))
        return token

    def find(self, token: str) -> Upload:
        """The file of a token; raises NotFoundError where it is gone."""
        if token not in self._files:
            raise NotFoundError("Dit bestand is er niet meer. Kies het opnieuw.")
        return self._files[token]

    def forget(self, token: str) -> None:
        """Removes a file, if it is still there."""
        upload = self._files.pop(token, None)
        if upload is not None:
            upload.path.unlink(missing_ok=True)

    def _remove_older(self) -> None:
        for folder in self._root.glob(f"{_FOLDER}*"):
            with suppress(FileNotFoundError):  # another process does the same
                if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)


def receiving(uploads: Uploads, suffixes: Sequence[str]) -> APIRouter:
    """What takes a file in at UPLOAD: its bytes as the body, its name in a header, its token in return."""
    router = APIRouter()

    @router.post(UPLOAD)
    async def receive(request: Request) -> Response:
        name = unquote(request.headers.get(NAME_HEADER, ""))
        try:
            _check_suffix(name, suffixes)
            data = await _received(request)
            token = await run_in_threadpool(uploads.keep, name, data)
        except InputError as error:
            found = problem_of(error)
            return Response(found.model_dump_json(), status_code=found.status, media_type=MEDIA_TYPE)
        asyncio.get_running_loop().call_later(KEPT_SECONDS, uploads.forget, token)
        return Response(json.dumps({"bestand": token}), status_code=201, media_type="application/json")

    return router


async def _received(request: Request) -> bytes:
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise InputError("Het bestand kwam niet helemaal aan. Kies het opnieuw.") from error


def _check_suffix(name: str, suffixes: Sequence[str]) -> None:
    if _suffix(name) not in suffixes:
        raise InputError(f"Dit soort bestand kan niet. Kies een van deze: {', '.join(suffixes)}.")


def _suffix(name: str) -> str:
    return Path(name.replace("\\", "/")).suffix.lower()


def _shown(name: str) -> str:
    """A name without folders, line breaks or length that a reader would trip over."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter if letter.isprintable() else " " for letter in last).strip()
    return printable[-_LONGEST_NAME:]
