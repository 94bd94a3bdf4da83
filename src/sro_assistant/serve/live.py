"""The assistant on the index that serves now: a new index takes over without a request noticing."""

import gc
import logging
import threading
import time
import weakref
from collections.abc import Callable
from queue import Empty, SimpleQueue

from sro_assistant.errors import SroError
from sro_assistant.serve.exchange import Assistant

LOOK_SECONDS = 1.0
RETRY_SECONDS = 30.0

logger = logging.getLogger(__name__)

Closing = Callable[[], None]


class LiveSource:
    """Gives the assistant that serves now; one that was given stays whole for who holds it.

    A new index is opened in a thread of its own. The assistant before it is closed when the last request
    lets go of it, so that each request is answered from one generation. `opening` gives an assistant and
    what closes it, `pointer` something that changes whenever another index should serve.
    """

    def __init__(
        self,
        opening: Callable[[], tuple[Assistant, Closing]],
        pointer: Callable[[], str],
        every: float = LOOK_SECONDS,
    ) -> None:
        self._opening = opening
        self._pointer = pointer
        self._every = every
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._letting_go: weakref.finalize[[Closing], Assistant] | None = None
        self._released: SimpleQueue[Closing] = SimpleQueue()
        self._seen = ""
        self._not_before = 0.0
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None

    def __call__(self) -> Assistant:
        """The assistant that serves; opened by whoever asks first, and raises what the opening raises."""
        with self._lock:
            if self._assistant is None:
                self._install(self._pointer(), self._opening())
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="index-watcher", daemon=True)
                self._watcher.start()
            if self._assistant is None:
                raise RuntimeError("an opened assistant was not kept")
            return self._assistant

    def close(self) -> None:
        """Stops looking, and closes the assistant where one was opened."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        with self._lock:
            self._assistant = None
            if self._letting_go is not None:
                self._letting_go()
        self._close_released()
        self._stop.clear()

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            self._close_released()
            self._follow()
        self._close_released()

    def _follow(self) -> None:
        """Opens what the pointer names where that changed; a failure leaves what serves, and is retried."""
        pointer = self._pointer()
        if pointer == self._seen or time.monotonic() < self._not_before:
            return
        try:
            opened = self._opening()
        except SroError as error:
            logger.error("De nieuwe index gaat niet open; de vorige blijft antwoorden. %s", error)  # noqa: TRY400 - the message says it all
            self._not_before = time.monotonic() + RETRY_SECONDS
            return
        with self._lock:
            self._install(pointer, opened)
        logger.info("De index %s antwoordt vanaf nu.", opened[0].generation)
        gc.collect()  # an assistant that ended in a circle of references is let go now

    def _install(self, pointer: str, opened: tuple[Assistant, Closing]) -> None:
        self._assistant, closing = opened
        self._seen = pointer
        # Whoever lets go last only reports it: closing takes time, and locks that it may be holding.
        self._letting_go = weakref.finalize(self._assistant, self._released.put, closing)

    def _close_released(self) -> None:
        """Closes the assistants that nobody holds any more, and frees their memory at once."""
        closed = False
        while True:
            try:
                closing = self._released.get_nowait()
            except Empty:
                break
            closing()
            closed = True
        if closed:
            gc.collect()
