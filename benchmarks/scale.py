"""A query's time and memory at several sizes, beside raw Chroma and stock llama-index's hybrid.

The stock side takes `pip install llama-index-retrievers-bm25 llama-index-vector-stores-chroma`.
"""

import argparse
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from measuring import Spread, own_home, print_machine, print_ratio, run_as_sro, timed
from retrieval import RawSearches, prepare, questions_from
from sro_assistant.adapters.chroma import ChromaVectors
from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.compose import Assistant
from sro_assistant.domain import Filters, Validity
from sro_assistant.index.generation import VECTORS_FOLDER, Generation, open_generation
from sro_assistant.index.storage import current_generation
from sro_assistant.offline import go_offline
from sro_assistant.settings import Settings
from sro_assistant.wiring import index_stores

SIZES = (200, 10_000, 100_000)
RAW_GOAL, STOCK_GOAL, FILTER_GOAL = 3.0, 1.0, 1.1
FOUND = 10
QUESTIONS = 100
WARM_UP = 20
MIB = 1 << 20

Calls = Mapping[str, Callable[[str], object]]
"""What is timed with a question, by name."""
Opener = Callable[[Settings, Sequence[str]], AbstractContextManager[Calls]]


@contextmanager
def ours(settings: Settings, questions: Sequence[str]) -> Iterator[Calls]:
    """Whole retrieval, the raw searches that it makes, and retrieval with each kind of filter."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    generation.warm()
    assistant = Assistant(generation, encoder, settings.contact)
    queries = {question: assistant.search(question, 1, Filters())[0] for question in questions}

    def searching(chosen: Filters) -> Callable[[str], object]:
        return lambda question: assistant.search(question, FOUND, chosen)

    filtered = {f"on {name}": searching(chosen) for name, chosen in filters_on(generation).items()}
    raw_searches = RawSearches(generation, encoder)
    raw = {"raw searches": lambda question: raw_searches(queries[question])}
    try:
        yield {**raw, "retrieval": searching(Filters()), **filtered}
    finally:
        assistant.close()


def filters_on(generation: Generation) -> Mapping[str, Filters]:
    """A filter of each kind, by what it filters on."""
    documents = [document.source.id for document in generation.texts.documents()]
    return {
        "one document": Filters(documents=frozenset(documents[len(documents) // 2 :][:1])),
        "kind (a tenth)": Filters(kinds=frozenset({"verslag"})),
        "validity (half)": Filters(validities=frozenset({Validity.CURRENT})),
        "date (most)": Filters(published_after=date(2016, 1, 1)),
    }


@contextmanager
def raw_chroma(settings: Settings, _questions: Sequence[str]) -> Iterator[Calls]:
    """One query of the same vectors in Chroma, its embedding included."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = current_generation(settings.index_dir) or ""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / VECTORS_FOLDER
        shutil.copytree(settings.index_dir / generation / VECTORS_FOLDER, copy)
        store = ChromaVectors.open(copy)
        yield {"raw Chroma": lambda question: store.nearest(encoder.encode([question])[0], FOUND)}
        store.close()


@contextmanager
def stock(settings: Settings, _questions: Sequence[str]) -> Iterator[Calls]:
    """The hybrid of llama-index over the same passages."""
    from stock_hybrid import stock_hybrid  # noqa: PLC0415 - only in the process that measures it

    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    texts = generation.texts
    passages = [p for document in texts.documents() for p in texts.passages(document.source.id)]
    generation.close()
    with stock_hybrid(passages, encoder) as retrieve:
        yield {"stock hybrid": retrieve}


def answer(opener: Opener, settings: Settings, questions: Sequence[str], parent: Connection) -> None:
    """Times, in a process of its own, each call that the parent asks for; at the end says its memory."""
    go_offline()
    with opener(settings, questions) as calls:
        parent.send(tuple(calls))
        while (asked := parent.recv()) is not None:
            name, question = asked
            before = time.process_time()
            seconds = timed(partial(calls[name], question))
            parent.send((seconds, time.process_time() - before))
        parent.send(psutil.Process().memory_info().rss / MIB)


@dataclass(frozen=True, slots=True)
class Side:
    """A process that answers, and the names of what it can be asked."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    names: tuple[str, ...]

    @classmethod
    def start(cls, opener: Opener, settings: Settings, questions: Sequence[str]) -> "Side":
        """A side that is ready."""
        fresh = multiprocessing.get_context("spawn")
        pipe, theirs = fresh.Pipe()
        process = fresh.Process(target=answer, args=(opener, settings, questions, theirs), daemon=True)
        process.start()
        theirs.close()
        return cls(process, pipe, pipe.recv())

    def ask(self, name: str, question: str) -> tuple[float, float]:
        """The seconds that a call took, by the clock and of the processor."""
        self.pipe.send((name, question))
        seconds: tuple[float, float] = self.pipe.recv()
        return seconds

    def end(self) -> float:
        """Ends the process; the MiB that it held."""
        self.pipe.send(None)
        memory: float = self.pipe.recv()
        self.process.join()
        return memory


def measure(settings: Settings, rounds: int) -> None:
    """Prints the figures of one size: every call in turn, so that whatever else runs slows all alike."""
    generation = open_generation(settings.index_dir, index_stores())
    questions = questions_from(generation, QUESTIONS)
    print(f"\n{generation.keywords.count()} passages, {len(generation.units.ids)} vectors")
    generation.close()
    openers = (ours, raw_chroma, stock) if find_spec("bm25s") else (ours, raw_chroma)
    sides = [Side.start(opener, settings, questions) for opener in openers]
    durations: dict[str, list[tuple[float, float]]] = {name: [] for side in sides for name in side.names}
    for number in range(WARM_UP + rounds):
        for side in sides:
            for name in turned(side.names, number):
                seconds = side.ask(name, questions[number % len(questions)])
                durations[name] += [seconds] if number >= WARM_UP else []
    clock, processor = (
        {name: Spread.of([pair[kind] for pair in found]) for name, found in durations.items()}
        for kind in (0, 1)
    )
    memory = {side.names[0]: side.end() for side in sides}
    for name, spread in clock.items():
        held = f"   {memory[name]:6.0f} MiB" if name in memory else ""
        print(f"{name:<22}{spread}   processor p50 {1000 * processor[name].p50:6.2f} ms{held}")
    print_ratios({name: spread.p50 for name, spread in processor.items()})


def turned(names: Sequence[str], number: int) -> Sequence[str]:
    """The names from another on each time: whoever is asked a question first reads it for the others."""
    start = number % len(names)
    return (*names[start:], *names[:start])


def print_ratios(medians: Mapping[str, float]) -> None:
    """Prints what retrieval is held against, by the time of the processor: others may be using it too."""
    whole = medians["retrieval"]
    print_ratio("retrieval / raw searches", whole / medians["raw searches"], RAW_GOAL)
    if "stock hybrid" in medians:
        print_ratio("retrieval / stock hybrid", whole / medians["stock hybrid"], STOCK_GOAL)
    else:
        print("stock     not measured: llama-index-retrievers-bm25 is not installed")
    for name, median in medians.items():
        if name.startswith("on "):
            print_ratio(f"filtered {name} / unfiltered", median / whole, FILTER_GOAL)


def main() -> None:
    """Measures each size in a home of its own; `--home` keeps them, in folders named by size."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="PASSAGES")
    arguments.add_argument("--home", type=Path, help="a folder with a home of each size, or for them")
    arguments.add_argument("--rounds", type=int, default=200)
    given = arguments.parse_args()
    run_as_sro()
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            settings = own_home((given.home or Path(folder)) / str(size))
            prepare(settings, size)
            measure(settings, given.rounds)


if __name__ == "__main__":
    main()
