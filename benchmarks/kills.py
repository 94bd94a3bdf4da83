"""Kills builds of the index with SIGKILL while readers ask on, and switches generations under one reader.

Usage: kills.py [--kills N] [--switches N] [--seed N]. Ends with 1 where a reader got an error, an answer
from two generations or from the wrong one, or where anything stayed behind.
"""

import argparse
import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import psutil

from generated_corpus import write_corpus
from kill_readers import Readers, Tally, read_once, rss_megabytes
from sro_assistant.adapters.chroma import ChromaVectors
from sro_assistant.index.generation import VECTORS_FOLDER
from sro_assistant.index.guidebook import FILE_NAME as GUIDEBOOK
from sro_assistant.index.private import PrivateVectors
from sro_assistant.index.storage import CURRENT, clean, current_generation, generations, publish
from sro_assistant.index.units import UnitVectors
from sro_assistant.serve.live import LiveSource
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import index_state, open_assistant, open_served, update_index

BUILD = "import sys; from sro_assistant.cli import main; sys.exit(main(['index']))"
DOCUMENTS = 5
SENTENCES = 40
WHOLE_BUILD_EVERY = 5
POLL_SECONDS = 0.0003
JITTER_SECONDS = 0.012
BUILD_PATIENCE = 120.0
SWITCH_PATIENCE = 20.0

Moment = Callable[[Path, frozenset[str], str], bool]


def appears(pattern: str) -> Moment:
    """The moment at which a file or folder of that name is there."""
    return lambda index_dir, _names, _pointer: any(index_dir.glob(pattern))


MOMENTS: Mapping[str, Moment] = {
    "the build folder appears": appears("tmp-*"),
    "the texts appear": appears("tmp-*/texts.sqlite"),
    "Chroma's folder appears": appears("tmp-*/chroma/chroma.sqlite3"),
    "Chroma writes its vectors": appears("tmp-*/chroma/*/data_level0.bin"),
    "Chroma writes its pickle": appears("tmp-*/chroma/*/index_metadata.pickle"),
    "the keywords appear": appears("tmp-*/keywords/meta.json"),
    "the hashes appear": appears("tmp-*/MANIFEST.json"),
    "the new generation appears": lambda index_dir, names, _: not names.issuperset(generations(index_dir)),
    "the new pointer appears": appears(f".{CURRENT}-*"),
    "the pointer flips": lambda index_dir, _, pointer: pointer_text(index_dir) != pointer,
    "an old generation goes": lambda index_dir, names, _: not names.issubset(generations(index_dir)),
}


def pointer_text(index_dir: Path) -> str:
    """What the pointer says."""
    return (index_dir / CURRENT).read_text("utf-8")


def write_round(home: Path, number: int) -> None:
    """A corpus that names its round in every sentence, so that a mixture of two rounds shows."""
    chance = random.Random(number)  # noqa: S311 - no secret
    words = [
        f"{a}{b}{c}en" for a in ("stra", "blo", "ker", "mil") for b in "aeiou" for c in ("nd", "st", "rk")
    ]
    texts = []
    for document in range(DOCUMENTS):
        lines = [f"# Nota {document} van ronde {number}", ""]
        for _ in range(SENTENCES):
            lines += [f"In ronde {number} ziet de stuurgroep {' '.join(chance.sample(words, 6))} staan.", ""]
        texts.append("\n".join(lines))
    write_corpus(home / "corpus", texts)


def started_build(home: Path) -> subprocess.Popen[bytes]:
    """A real process that builds the index."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", BUILD],
        env=os.environ | {"SRO_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finished_build(home: Path) -> float:
    """Builds to the end; how long that took, in seconds."""
    started = time.monotonic()
    if started_build(home).wait(BUILD_PATIENCE):
        raise SystemExit("a build that nobody killed failed")
    return time.monotonic() - started


def killed_at(home: Path, moment: Moment | None, seconds: float, jitter: float) -> bool:
    """Whether a build was killed: at a moment, or after so many seconds where none is given."""
    index_dir = home / "index"
    names, pointer = frozenset(generations(index_dir)), pointer_text(index_dir)
    build = started_build(home)
    started = time.monotonic()
    while build.poll() is None:
        reached = moment(index_dir, names, pointer) if moment else time.monotonic() - started > seconds
        if reached:
            time.sleep(jitter)
            build.send_signal(signal.SIGKILL)
            break
        time.sleep(POLL_SECONDS)
    return build.wait(BUILD_PATIENCE) == -signal.SIGKILL


def run_kills(home: Path, wanted: int, chance: random.Random, tally: Tally) -> Counter[str]:
    """Kills builds until so many were killed, a random moment after every targeted one."""
    settings = Settings(home=home)
    moments, done = Counter[str](), 0
    usual = finished_build(home)
    for attempt in range(1, wanted * 5):
        if done == wanted:
            break
        write_round(home, attempt + 1)
        if attempt % WHOLE_BUILD_EVERY == 0:
            usual = finished_build(home)
            continue
        targeted = attempt % 2 == 0
        name = list(MOMENTS)[attempt // 2 % len(MOMENTS)] if targeted else "at random"
        jitter = chance.choice((0.0, chance.uniform(0, JITTER_SECONDS)))
        if killed_at(home, MOMENTS.get(name), chance.uniform(0.2, 1.0) * usual, jitter):
            moments[name] += 1
            done += 1
        read_once(partial(open_assistant, settings), tally)
    finished_build(home)
    return moments


def run_switches(home: Path, wanted: int, tally: Tally) -> list[float]:
    """Switches generations under one process that serves; its memory in MB after each switch."""
    settings = Settings(home=home)
    index_dir = settings.index_dir
    source = LiveSource(partial(open_served, settings), partial(index_state, settings), every=0.05)
    memory = []
    for _ in range(wanted):
        before = current_generation(index_dir) or ""
        tally.look(source())
        folder = index_dir / f"tmp-{os.getpid()}-0"
        shutil.copytree(index_dir / before, folder)
        after = publish(folder, index_dir)
        clean(index_dir)
        until(lambda after=after: source().generation == after)  # type: ignore[misc]  # bound on purpose
        tally.look(source())
        memory.append(rss_megabytes())
    source.close()
    return memory


def run_openings(home: Path, wanted: int) -> list[float]:
    """Opens Chroma on a copy, asks it once and closes it; the memory in MB after each time."""
    index_dir = home / "index"
    folder = index_dir / (current_generation(index_dir) or "")
    vector = UnitVectors.load(folder).vectors_at(np.zeros(1, dtype=np.intp))[0]
    memory = []
    for _ in range(wanted):
        store = PrivateVectors(folder / VECTORS_FOLDER, ChromaVectors.open)
        store.nearest(vector, 1)
        store.close()
        gc.collect()
        memory.append(rss_megabytes())
    return memory


def until(reached: Callable[[], bool]) -> None:
    """Waits for a switch; ends the benchmark where it never comes."""
    end = time.monotonic() + SWITCH_PATIENCE
    while not reached():
        if time.monotonic() > end:
            raise SystemExit("the serving process did not follow the pointer")
        time.sleep(0.01)


def leftovers(home: Path, temporary: Path) -> list[str]:
    """What should not be there when all is done: half builds, half pointers, private copies."""
    index_dir = home / "index"
    known = {CURRENT, ".lock", GUIDEBOOK, *generations(index_dir)[-2:]}
    strays = [place.name for place in index_dir.iterdir() if place.name not in known]
    return sorted([*strays, *(place.name for place in temporary.glob("sro-index-*"))])


@contextmanager
def own_home() -> Iterator[tuple[Path, Path]]:
    """A home with a first index, and a folder for the temporary files of all processes of this run."""
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        home, temporary = Path(folder) / "home", Path(folder) / "tmp"
        home.mkdir()
        temporary.mkdir()
        (home / "models").symlink_to(CHECKOUT / "models")
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        write_round(home, 1)
        update_index(Settings(home=home), lambda _step, _done, _total: None)
        try:
            yield home, temporary
        finally:
            tempfile.tempdir = None


def main() -> int:
    """Runs both parts and prints every figure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=100)
    arguments.add_argument("--switches", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    started = time.monotonic()
    with own_home() as (home, temporary):
        tally = Tally()
        with Readers(home) as readers:
            chance = random.Random(given.seed)  # noqa: S311 - no secret
            moments = run_kills(home, given.kills, chance, tally)
        tally.add(readers.total)
        switched = run_switches(home, given.switches, tally)
        opened = run_openings(home, given.switches)
        read_once(partial(open_assistant, Settings(home=home)), tally)
        # What a reader still held at the last build goes with the next, now that nobody reads.
        update_index(Settings(home=home), lambda _step, _done, _total: None)
        left = leftovers(home, temporary)
    print_figures(moments, tally, left)
    print(
        f"switches   {len(switched):5d}  memory: {shown(switched)}; {psutil.Process().num_fds()} open files"
    )
    print(f"openings   {len(opened):5d}  of Chroma alone, memory: {shown(opened)}")
    print(f"all in     {time.monotonic() - started:5.0f}  s, seed {given.seed}")
    good = not (tally.errors or tally.mixed or tally.wrong or left) and moments.total() >= given.kills
    return 0 if good else 1


def print_figures(moments: Counter[str], tally: Tally, left: list[str]) -> None:
    """Prints what was killed and what the readers saw."""
    for name, count in sorted(moments.items()):
        print(f"killed     {count:5d}  {name if name == 'at random' else f'when {name}'}")
    print(f"kills      {moments.total():5d}  of builds, with SIGKILL")
    print(f"queries    {tally.queries:5d}  of {len(tally.rounds)} generations")
    print(f"errors     {tally.errors:5d}  {' '.join(sorted(tally.messages))[:500]}")
    print(f"mixed      {tally.mixed:5d}  results from more than one generation")
    print(f"wrong      {tally.wrong:5d}  generations: older than one seen, refused, or of two contents")
    print(f"leftovers  {len(left):5d}  {' '.join(left)}")


def shown(memory: list[float]) -> str:
    """A few of the figures for memory."""
    return ", ".join(f"{memory[n - 1]:.0f} MB at {n}" for n in (1, 10, 20, 30, 40, 50) if n <= len(memory))


if __name__ == "__main__":
    sys.exit(main())
