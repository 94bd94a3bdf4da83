"""What the process counts of itself, as Prometheus reads it; nothing of a question or a visitor."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from sro_assistant.errors import SroError
from sro_assistant.index.fingerprint import FILE_NAME
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.http.limits import Admission

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counters of one application, in a registry of their own: nothing of the machine is told."""

    def __init__(self, admission: Admission) -> None:
        self._registry = CollectorRegistry(auto_describe=True)
        self._requests = Counter(
            "sro_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "sro_request_seconds",
            "Time from request to the end of its response.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter("sro_answers", "Answers by status.", ("status",), registry=self._registry)
        self._refused = Counter(
            "sro_rejected", "Requests turned away, by reason.", ("reason",), registry=self._registry
        )
        self.in_flight = Gauge("sro_requests_in_flight", "Requests being answered.", registry=self._registry)
        running = Gauge("sro_answers_running", "Answers being made.", registry=self._registry)
        running.set_function(lambda: admission.running)
        waiting = Gauge("sro_answers_waiting", "Requests that wait their turn.", registry=self._registry)
        waiting.set_function(lambda: admission.waiting)
        self._index = Gauge(
            "sro_index_info", "1 for the generation that serves.", ("generation",), registry=self._registry
        )
        self._age = Gauge(
            "sro_index_age_seconds",
            "Time since the serving generation was built.",
            ("generation",),
            registry=self._registry,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Adds a request that has its response."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_answer(self, status: str) -> None:
        """Adds an answer."""
        self._answers.labels(status).inc()

    def count_refusal(self, reason: str) -> None:
        """Adds a request that was turned away."""
        self._refused.labels(reason).inc()

    def text(self, source: AssistantSource, index_dir: Path) -> bytes:
        """All of it as Prometheus text, with the generation that serves now, where there is one."""
        self._index.clear()
        self._age.clear()
        for generation in _serving(source):
            self._index.labels(generation).set(1)
            with suppress(OSError):
                built = (index_dir / generation / FILE_NAME).stat().st_mtime
                self._age.labels(generation).set(max(0.0, time.time() - built))
        return generate_latest(self._registry)


def _serving(source: AssistantSource) -> Iterator[str]:
    with suppress(SroError):
        yield source().generation
