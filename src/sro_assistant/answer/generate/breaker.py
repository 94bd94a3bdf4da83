"""Leaves a language model alone for a while after it failed several times in a row."""

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import LanguageModel, Message

FAILURES = 3
PAUSE_SECONDS = 30.0


class GuardedModel:
    """A language model behind a circuit breaker; safe to share between threads.

    After three failures in a row nobody waits for it any more; thirty seconds later one question may
    try again, and the first whole answer closes the circuit.
    """

    def __init__(self, model: LanguageModel, clock: Callable[[], float] = time.monotonic) -> None:
        self._model = model
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._closed_from = 0.0

    @property
    def name(self) -> str:
        """What names the model to a reader."""
        return self._model.name

    @property
    def is_well(self) -> bool:
        """Whether it did not fail the last few times."""
        return self._failures < FAILURES

    def stream(self, messages: Sequence[Message], seconds: float) -> Iterator[str]:
        """As the model itself; raises LanguageModelError at once while it is left alone."""
        self._admit()
        try:
            yield from self._model.stream(messages, seconds)
        except LanguageModelError:
            self._failed()
            raise
        self._failures = 0

    def _admit(self) -> None:
        with self._lock:
            if self._failures < FAILURES:
                return
            if self._clock() < self._closed_from:
                raise LanguageModelError(
                    f"Het taalmodel {self.name} gaf enkele keren na elkaar geen antwoord. "
                    f"De assistent probeert het over {PAUSE_SECONDS:.0f} seconden opnieuw."
                )
            self._closed_from = self._clock() + PAUSE_SECONDS  # one tries, the others go on without

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._closed_from = self._clock() + PAUSE_SECONDS
