"""How much one client, and all of them together, may ask of this process."""

import asyncio
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil

from sro_assistant.serve.http.problems import TooManyRequestsError

_MINUTE = 60.0
_MOST_CLIENTS = 20_000
_BUSY_SECONDS = 2
_IPV6_HOME = 64
"""Bits of an IPv6 address that name a household; the rest it may change at will."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


class RateLimit:
    """A token bucket per client: a minute's worth at once, then as they trickle in.

    A client is kept as a hash of its address with a salt that dies with the process, and forgotten
    once its bucket is full again; nothing else of the address is stored.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()

    def take(self, address: str) -> None:
        """Takes a token; raises TooManyRequestsError, with the seconds until there is one."""
        if self._per_minute == 0:
            return
        now = self._clock()
        self._forget(now)
        key = self._key(address)
        bucket = self._buckets.pop(key, None) or _Bucket(float(self._per_minute), now)
        gained = (now - bucket.filled) * self._per_minute / _MINUTE
        bucket.tokens, bucket.filled = min(float(self._per_minute), bucket.tokens + gained), now
        self._buckets[key] = bucket
        if bucket.tokens < 1:
            raise TooManyRequestsError("rate", ceil((1 - bucket.tokens) * _MINUTE / self._per_minute))
        bucket.tokens -= 1

    def __len__(self) -> int:
        return len(self._buckets)

    def _forget(self, now: float) -> None:
        """Drops the clients at the front, which were longest away: a minute fills any bucket."""
        while self._buckets:
            oldest = next(iter(self._buckets.values()))
            if now - oldest.filled < _MINUTE and len(self._buckets) < _MOST_CLIENTS:
                return
            self._buckets.popitem(last=False)

    def _key(self, address: str) -> bytes:
        return blake2b(_household(address).encode(), key=self._salt, digest_size=16).digest()


def _household(address: str) -> str:
    """What a client can't change at will: its IPv4 address, or its IPv6 network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, _IPV6_HOME), strict=False))
    return str(found)


class Admission:
    """Lets a few answers be made at once and a short queue wait; the rest is told to come back.

    Answers are CPU work: more of them at once make each slower and none of them sooner. Who waits is served
    in order, so that nobody waits much longer than another.
    """

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._patience = patience
        self.running = 0
        self.waiting = 0

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """A turn; raises TooManyRequestsError where the row is full or takes too long."""
        await self._wait()
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1
            self._slots.release()

    async def _wait(self) -> None:
        if self._slots.locked() and self.waiting >= self._most_waiting:
            raise TooManyRequestsError("busy", _BUSY_SECONDS)
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._slots.acquire()
        except TimeoutError as error:
            raise TooManyRequestsError("busy", _BUSY_SECONDS) from error
        finally:
            self.waiting -= 1
