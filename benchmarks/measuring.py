"""What the benchmarks share: homes of their own, figures, and how they are printed."""

import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sro_assistant.cli import ONE_THREAD
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import BuildReport, update_index

COMPARED = ("chromadb", "tantivy", "numpy", "tokenizers")
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of some durations, in seconds."""

    p50: float
    p99: float

    @classmethod
    def of(cls, durations: Sequence[float]) -> "Spread":
        """The median and the 99th percentile (nearest rank) of at least one duration."""
        ordered = sorted(durations)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))])

    def __str__(self) -> str:
        return f"p50 {1000 * self.p50:8.2f} ms   p99 {1000 * self.p99:8.2f} ms"


def run_as_sro() -> None:
    """Starts the script anew as `sro` runs: with one thread for numpy, which reads that on import."""
    if not ONE_THREAD.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})  # noqa: S606 - itself


def own_home(folder: Path, corpus: Path | None = None) -> Settings:
    """A home in a folder, with the shipped model and a copy-free corpus; its index is not built yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "models").exists():
        (folder / "models").symlink_to(CHECKOUT / "models")
    if corpus is not None and not (folder / "corpus").exists():
        (folder / "corpus").symlink_to(corpus)
    return Settings(home=folder)


def build(settings: Settings) -> tuple[BuildReport, float]:
    """The index of a home brought up to date, and the seconds that this took, reading included."""
    started = time.perf_counter()
    report = update_index(settings, lambda _step, _done, _total: None)
    return report, time.perf_counter() - started


def timed(call: Callable[[], object]) -> float:
    """The seconds that a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def interleaved(sides: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, list[float]]:
    """The durations of each side's calls, taken in turn, so that whatever else runs slows all alike."""
    durations: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name, call in sides.items():
            started = time.perf_counter()
            call(number)
            durations[name].append(time.perf_counter() - started)
    return durations


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KIB_PER_MIB / (KIB_PER_MIB if sys.platform == "darwin" else 1)


def print_machine() -> None:
    """Prints what the figures were measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in COMPARED)
    load = os.getloadavg()[0]
    print(f"machine   Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"versions  {versions}")


def print_ratio(what: str, ratio: float, goal: float) -> None:
    """Prints a ratio with what it is held against."""
    verdict = "met" if ratio <= goal else "missed"
    print(f"ratio     {what}: {ratio:.3f} (goal: at most {goal}; {verdict})")
