"""The readers of kills.py: processes that ask without pause, and what they saw."""

import multiprocessing
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Empty
from types import TracebackType
from typing import Self

import psutil

from sro_assistant.answer.compose import Assistant as Opened
from sro_assistant.domain import Filters
from sro_assistant.errors import SroError
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.live import LiveSource
from sro_assistant.settings import Settings
from sro_assistant.wiring import index_state, open_assistant, open_served

QUESTION = "Wat ziet de stuurgroep in welke ronde staan?"
DEPTH = 8
THREADS = 2
PAUSE_SECONDS = 0.01
"""Between two questions of a thread, so that builds get on on a small machine."""
JOIN_SECONDS = 60.0
_ROUND = re.compile(r"\bronde (\d+)")


@dataclass
class Tally:
    """What readers saw: `rounds` holds the contents of each generation, by its name."""

    queries: int = 0
    errors: int = 0
    mixed: int = 0
    wrong: int = 0
    rounds: dict[str, int] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)

    def look(self, assistant: Assistant | Opened) -> None:
        """Asks an assistant, and notes what its passages and documents come from."""
        self.queries += 1
        name = assistant.generation
        try:
            _, found = assistant.search(QUESTION, DEPTH, Filters())
            texts = [f.passage.text for f in found] + [d.text for d in assistant.documents()]
        except SroError as error:
            self.failed(error)
            return
        rounds = {int(number) for text in texts for number in _ROUND.findall(text)}
        if len(rounds) != 1 or assistant.generation != name or not found:
            self.mixed += 1
            return
        contents = rounds.pop()
        latest = max(self.rounds.values(), default=0)
        known = self.rounds.setdefault(name, contents)
        if known != contents or contents < latest or assistant.health().refused:
            self.wrong += 1

    def failed(self, error: SroError) -> None:
        """Notes an error."""
        self.errors += 1
        self.messages.add(str(error))

    def add(self, other: "Tally") -> None:
        """Takes over what another reader saw."""
        self.queries += other.queries
        self.errors += other.errors
        self.mixed += other.mixed
        self.wrong += other.wrong
        self.wrong += sum(self.rounds.get(name, found) != found for name, found in other.rounds.items())
        self.rounds |= other.rounds
        self.messages |= other.messages


def read_once(opening: Callable[[], Opened], tally: Tally) -> None:
    """Opens the index as one command does, asks once and closes it."""
    try:
        with closing(opening()) as assistant:
            tally.look(assistant)
    except SroError as error:
        tally.queries += 1
        tally.failed(error)


def rss_megabytes() -> float:
    """The memory that this process holds."""
    return float(psutil.Process().memory_info().rss) / 1e6


class Readers:
    """Two processes that read for as long as the block lasts: one serves, one opens the index each time."""

    def __init__(self, home: Path) -> None:
        self.total = Tally()
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._results: multiprocessing.Queue[Tally] = context.Queue()
        kinds = (_serve, _open_again_and_again)
        self._processes = [context.Process(target=k, args=(home, self._stop, self._results)) for k in kinds]

    def __enter__(self) -> Self:
        """Starts them."""
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops them and adds up; one that died, or never ends, counts as an error."""
        self._stop.set()
        for _ in self._processes:
            self._take_result()
        for process in self._processes:
            process.join(JOIN_SECONDS)
            self.total.errors += process.exitcode != 0
            process.kill()

    def _take_result(self) -> None:
        end = time.monotonic() + JOIN_SECONDS
        while time.monotonic() < end:
            alive = any(process.is_alive() for process in self._processes)
            try:
                self.total.add(self._results.get(timeout=1))
            except Empty:
                if alive:
                    continue
            return


def _serve(home: Path, stop: Event, results: "multiprocessing.Queue[Tally]") -> None:
    """Reads as a server does: several threads, one source that follows the index."""
    settings = Settings(home=home)
    source = LiveSource(partial(open_served, settings), partial(index_state, settings), every=0.2)

    def ask() -> Tally:
        tally = Tally()
        while not _is_over(stop):
            tally.look(source())
            time.sleep(PAUSE_SECONDS)
        return tally

    total = Tally()
    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(ask) for _ in range(THREADS)]:
            total.add(future.result())
    source.close()
    results.put(total)


def _open_again_and_again(home: Path, stop: Event, results: "multiprocessing.Queue[Tally]") -> None:
    """Reads as commands do: opens, asks, closes."""
    tally = Tally()
    while not _is_over(stop):
        read_once(partial(open_assistant, Settings(home=home)), tally)
        time.sleep(PAUSE_SECONDS)
    results.put(tally)


def _is_over(stop: Event) -> bool:
    """Whether a reader is to end; also where the benchmark itself was killed and can no longer say so."""
    parent = multiprocessing.parent_process()
    return stop.is_set() or parent is None or not parent.is_alive()
