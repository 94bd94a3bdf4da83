"""The CPU time of a cold `sro ask` beside its bare imports, and beside stock llama-index."""

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
from importlib.util import find_spec
from pathlib import Path

from sro_assistant.offline import SWITCHES
from sro_assistant.settings import load_settings

QUESTION = "Wie zit er in de Smart Region Board?"
GOAL = 0.25
IMPORTS_GOAL = 1.5
STOCK = Path(__file__).with_name("stock_llama_index.py")
COMPARED = ("chromadb", "tantivy", "llama-index-core", "sentence-transformers", "torch")


def environment() -> dict[str, str]:
    """Ours, offline, and with compiled modules kept: as they are where the package was installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **SWITCHES}


def cpu_seconds(command: Sequence[str]) -> float:
    """The user and system time of a command and its children; stops the benchmark where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - the two commands below
        command, env=environment(), stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def imports_of(question: str) -> str:
    """A program that imports the third-party modules which answering loads, in that order, and no more."""
    code = (
        "import sys, sysconfig\n"
        "from sro_assistant.cli import main\n"
        "main(['ask', sys.argv[1]])\n"
        "site = sysconfig.get_paths()['purelib']\n"
        "for name, module in sys.modules.items():\n"
        "    if (getattr(module, '__file__', None) or '').startswith(site):\n"
        "        print(name)"
    )
    command = [sys.executable, "-c", code, question]
    done = subprocess.run(  # noqa: S603 - the program above
        command, env=environment(), capture_output=True, text=True, check=True
    )
    names = [line for line in done.stdout.splitlines() if line.replace(".", "").isidentifier()]
    packages = dict.fromkeys(name for name in names if name in sys.modules or is_importable(name))
    return "\n".join(f"import {name}" for name in packages)


def is_importable(name: str) -> bool:
    """Whether a name is that of a module: words of the answer may look like one."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def main() -> None:
    """Runs both sides in turn and prints every figure, the medians and the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("question", nargs="?", default=QUESTION)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--no-stock", action="store_true", help="leave stock llama-index out")
    given = arguments.parse_args()
    settings = load_settings()
    model = str(settings.models_dir / "sro-static-nl")
    sro = [sys.executable, str(Path(sys.executable).with_name("sro"))]
    with tempfile.TemporaryDirectory() as folder:
        if not given.no_stock:
            cpu_seconds([sys.executable, str(STOCK), "build", str(settings.corpus_dir), model, folder])
        cpu_seconds([*sro, "index"])
        ours = [*sro, "ask", given.question]
        theirs = [sys.executable, str(STOCK), "ask", model, folder, given.question]
        bare = [sys.executable, "-c", imports_of(given.question)]
        sides = (ours, bare) if given.no_stock else (ours, bare, theirs)
        for side in sides:
            cpu_seconds(side)
        runs = [[cpu_seconds(side) for side in sides] for _ in range(given.runs)]
    print_figures(given.question, runs)


def print_figures(question: str, runs: Sequence[Sequence[float]]) -> None:
    """Prints the settings, the runs and what they come to."""
    medians = [statistics.median(side) for side in zip(*runs, strict=True)]
    names = ("sro ask", "bare imports", "stock llama-index")
    print(f"question  {question}")
    print(f"python    {platform.python_version()}, {os.cpu_count()} cores")
    print("versions  " + ", ".join(f"{name} {version(name)}" for name in COMPARED))
    for label, figures in (*((f"run {n}", run) for n, run in enumerate(runs, start=1)), ("median", medians)):
        shown = "   ".join(f"{name} {figure:6.2f} s" for name, figure in zip(names, figures, strict=False))
        print(f"{label:<10}{shown}")
    for name, other, goal in zip(names[1:], medians[1:], (IMPORTS_GOAL, GOAL), strict=False):
        print(f"ratio     sro ask / {name}: {medians[0] / other:.3f} of CPU time (goal: at most {goal})")


if __name__ == "__main__":
    main()
