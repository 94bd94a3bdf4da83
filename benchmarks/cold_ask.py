"""The CPU time of a cold `sro ask` beside the same question through stock llama-index."""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from sro_assistant.offline import SWITCHES
from sro_assistant.settings import load_settings

QUESTION = "Wie zit er in de Smart Region Board?"
GOAL = 0.25
STOCK = Path(__file__).with_name("stock_llama_index.py")
COMPARED = ("chromadb", "tantivy", "llama-index-core", "sentence-transformers", "torch")


def cpu_seconds(command: Sequence[str]) -> float:
    """The user and system time of a command and its children; stops the benchmark where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - the two commands below
        command, env={**os.environ, **SWITCHES}, stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> None:
    """Runs both sides in turn and prints every figure, the medians and the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("question", nargs="?", default=QUESTION)
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    settings = load_settings()
    model = str(settings.models_dir / "sro-static-nl")
    sro = [sys.executable, str(Path(sys.executable).with_name("sro"))]
    with tempfile.TemporaryDirectory() as folder:
        cpu_seconds([sys.executable, str(STOCK), "build", str(settings.corpus_dir), model, folder])
        cpu_seconds([*sro, "index"])
        ours = [*sro, "ask", given.question]
        theirs = [sys.executable, str(STOCK), "ask", model, folder, given.question]
        for side in (ours, theirs):
            cpu_seconds(side)
        pairs = [(cpu_seconds(ours), cpu_seconds(theirs)) for _ in range(given.runs)]
    print_figures(given.question, pairs)


def print_figures(question: str, pairs: Sequence[tuple[float, float]]) -> None:
    """Prints the settings, the runs and what they come to."""
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"question  {question}")
    print(f"python    {platform.python_version()}, {os.cpu_count()} cores")
    print("versions  " + ", ".join(f"{name} {version(name)}" for name in COMPARED))
    for number, (mine, other) in enumerate(pairs, start=1):
        print(f"run {number}     sro ask {mine:6.2f} s   stock llama-index {other:6.2f} s")
    print(f"median    sro ask {ours:6.2f} s   stock llama-index {theirs:6.2f} s of CPU time")
    print(f"ratio     {ours / theirs:.3f} (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
