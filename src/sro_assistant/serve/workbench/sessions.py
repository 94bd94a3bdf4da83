"""Sessions of staff who signed in: a signed token each, and nothing kept but those that were ended."""

import hashlib
import hmac
import logging
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from sro_assistant.errors import reason_of

SESSION_SECONDS = 8 * 60 * 60
"""How long somebody stays signed in: a working day."""

logger = logging.getLogger(__name__)


class Sessions:
    """Starts, recognises and ends the sessions of those who know one password.

    The key comes from the password alone. So a session outlives a restart and holds in each process
    that serves, and a new password ends them all. A session that was ended before its time leaves an
    empty file in `folder`, by which every process that has the same folder refuses it; without a
    folder only the process that ended it does.
    """

    def __init__(
        self, password: str, clock: Callable[[], float] = time.time, folder: Path | None = None
    ) -> None:
        self._folder = folder
        self._digest = _digest(password)
        # Slow on purpose: who steals a token must not be able to guess the password from it.
        key = hashlib.scrypt(password.encode(), salt=b"sro-assistant/werkbank", n=2**14, r=8, p=1)
        self._signer = _Signer(key, clock)
        self._clock = clock
        self._ended: dict[str, float] = {}

    def knows(self, password: str) -> bool:
        """Whether this is the password; takes as long for any other."""
        return hmac.compare_digest(_digest(password), self._digest)

    def start(self) -> str:
        """The token of a new session."""
        return self._signer.sign(secrets.token_urlsafe(16)).decode()

    def holds(self, token: str) -> bool:
        """Whether a token is one of ours, not too old and not ended."""
        name = self._name_in(token)
        return name is not None and name not in self._ended and not self._is_noted(name)

    def end(self, token: str) -> None:
        """Ends a session; a token that is none of ours does nothing."""
        now = self._clock()
        self._ended = {name: until for name, until in self._ended.items() if until > now}
        name = self._name_in(token)
        if name is not None:
            self._ended[name] = now + SESSION_SECONDS
            self._note(name, now)

    def _is_noted(self, name: str) -> bool:
        return self._folder is not None and (self._folder / name).exists()

    def _note(self, name: str, now: float) -> None:
        """Leaves a file that tells the other processes of it, and removes those of sessions that expired."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._folder / name).touch(mode=0o600)
            os.utime(self._folder / name, (now, now))
            for noted in self._folder.iterdir():
                if now - noted.stat().st_mtime > SESSION_SECONDS:
                    noted.unlink(missing_ok=True)
        except OSError as error:
            logger.warning(
                "Wie zich afmeldt, is dat alleen in dit proces: ik kan niet schrijven in %s (%s).",
                self._folder,
                reason_of(error),
            )

    def _name_in(self, token: str) -> str | None:
        try:
            return self._signer.unsign(token, max_age=SESSION_SECONDS).decode()
        except BadSignature:
            return None


class _Signer(TimestampSigner):
    """itsdangerous' signer of moments, with a clock that can be set."""

    def __init__(self, key: bytes, clock: Callable[[], float]) -> None:
        super().__init__(key, salt="sessie", key_derivation="hmac", digest_method=hashlib.sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """The moment, in whole seconds."""
        return int(self._clock())


def _digest(password: str) -> bytes:
    """All of one length, so that a comparison does not tell how long the password is."""
    return hashlib.sha256(password.encode("utf-8", "surrogatepass")).digest()
