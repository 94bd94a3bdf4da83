"""Who gets which assistant while the index is replaced, with assistants of nothing but a name."""

import gc
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest

from sro_assistant.errors import IndexMissingError, SroError
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.live import LiveSource

EVERY = 0.01
PATIENCE = 10.0


class Named:
    """An assistant by name."""

    def __init__(self, generation: str) -> None:
        self.generation = generation


class Index:
    """What a source looks at: a pointer to set, and a record of what was opened and closed."""

    def __init__(self) -> None:
        self.pointer = "gen-1"
        self.broken: SroError | None = None
        self.opened: list[str] = []
        self.closed: list[str] = []

    def open(self) -> tuple[Assistant, Callable[[], None]]:
        if self.broken is not None:
            raise self.broken
        name = self.pointer
        self.opened.append(name)
        # The source gives on what it was given, and asks it only for its name.
        return cast("Assistant", Named(name)), lambda: self.closed.append(name)

    def source(self) -> LiveSource:
        return LiveSource(self.open, lambda: self.pointer, every=EVERY)


def until(reached: Callable[[], bool]) -> None:
    """Waits for what another thread does; fails when it never comes."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(EVERY)


def test_many_askers_open_one_assistant() -> None:
    index = Index()
    source = index.source()
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: source(), range(50)))
    assert index.opened == ["gen-1"]
    assert all(one is given[0] for one in given)
    source.close()


def test_an_opening_that_fails_is_tried_again_by_the_next() -> None:
    index = Index()
    index.broken = IndexMissingError("Er is nog geen index.")
    source = index.source()
    with pytest.raises(IndexMissingError):
        source()
    index.broken = None
    assert source().generation == "gen-1"
    source.close()


def test_a_new_index_takes_over_and_the_old_is_closed_when_its_last_request_ends() -> None:
    index = Index()
    source = index.source()
    under_way = source()
    index.pointer = "gen-2"
    until(lambda: source().generation == "gen-2")
    assert under_way.generation == "gen-1"
    time.sleep(EVERY * 5)
    assert index.closed == []
    del under_way
    until(lambda: index.closed == ["gen-1"])
    source.close()
    assert index.closed == ["gen-1", "gen-2"]


def test_nothing_is_opened_again_while_the_pointer_stays() -> None:
    index = Index()
    source = index.source()
    source()
    time.sleep(EVERY * 10)
    assert index.opened == ["gen-1"]
    source.close()


def test_a_new_index_that_does_not_open_leaves_the_old_one_answering(
    caplog: pytest.LogCaptureFixture,
) -> None:
    index = Index()
    source = index.source()
    source()
    with caplog.at_level(logging.ERROR):
        index.broken = SroError("De schijf is vol.")
        index.pointer = "gen-2"
        until(lambda: bool(caplog.records))
        time.sleep(EVERY * 5)
    assert source().generation == "gen-1"
    assert [record.getMessage() for record in caplog.records] == [
        "De nieuwe index gaat niet open; de vorige blijft antwoorden. De schijf is vol."
    ]
    source.close()


def test_closing_closes_what_is_open_once_and_lets_the_next_asker_open_again() -> None:
    index = Index()
    source = index.source()
    source.close()
    source()
    source.close()
    source.close()
    assert index.closed == ["gen-1"]
    assert source().generation == "gen-1"
    source.close()
    assert index.closed == ["gen-1", "gen-1"]


def test_closing_is_done_by_the_thread_that_looks_and_not_by_a_request() -> None:
    index = Index()
    closers: list[str] = []
    opening = index.open

    def named() -> tuple[Assistant, Callable[[], None]]:
        assistant, _ = opening()
        return assistant, lambda: closers.append(threading.current_thread().name)

    source = LiveSource(named, lambda: index.pointer, every=EVERY)
    source()
    index.pointer = "gen-2"
    until(lambda: source().generation == "gen-2")
    gc.collect()
    until(lambda: closers == ["index-watcher"])
    source.close()
