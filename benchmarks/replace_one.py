"""The index build rate, and replacing one document beside building the whole index anew."""

import argparse
import hashlib
import random
import statistics
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from generated_corpus import document, documents, entry, shipped_material, write_corpus
from measuring import build, own_home, peak_memory, print_machine, print_ratio
from sro_assistant.ingest.manifest import MANIFEST
from sro_assistant.settings import Settings

GOAL = 0.02


def replace_document(settings: Settings, number: int, seed: int) -> None:
    """Gives one document another text, and its manifest entry the hash of that."""
    text = document(shipped_material(), random.Random(f"other-{seed}"))  # noqa: S311 - no secret
    manifest = settings.corpus_dir / MANIFEST
    sources = tomllib.loads(manifest.read_text("utf-8"))["source"]
    replaced = sources[number]
    (settings.corpus_dir / replaced["path"]).write_text(text, "utf-8")
    before = replaced["sha256"]
    after = hashlib.sha256(text.encode()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), "utf-8")


def add_document(settings: Settings, seed: int) -> None:
    """Adds one document at the end."""
    text = document(shipped_material(), random.Random(f"added-{seed}"))  # noqa: S311 - no secret
    name = f"added{seed:03d}"
    (settings.corpus_dir / f"{name}.md").write_text(text, "utf-8")
    manifest = settings.corpus_dir / MANIFEST
    manifest.write_text(f"{manifest.read_text('utf-8')}\n{entry(name, text)}", "utf-8")


@dataclass(frozen=True, slots=True)
class Taken:
    """The seconds that a build took, by the clock and of processor time."""

    clock: float
    processor: float

    @classmethod
    def by(cls, settings: Settings) -> "Taken":
        """What bringing the index of a home up to date takes now."""
        before = time.process_time()
        _, clock = build(settings)
        return cls(clock, time.process_time() - before)

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s of processor)"


def main() -> None:
    """Builds a generated corpus, changes one document at a time, and prints every figure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = own_home(Path(folder))
        write_corpus(settings.corpus_dir, documents(given.documents))
        whole = Taken.by(settings)
        peak = peak_memory()
        report, idle = build(settings)
        replaced = []
        for run in range(given.runs):
            replace_document(settings, (run * 37) % given.documents, run)
            replaced.append(Taken.by(settings))
        add_document(settings, 0)
        added = Taken.by(settings)
    print_machine()
    print(f"corpus    {report.documents} documents, {report.passages} passages")
    rate = report.passages / whole.clock
    print(f"whole     {whole}, {rate:.0f} passages a second, peak memory {peak:.0f} MiB")
    print("replaced  " + ", ".join(map(str, replaced)))
    print(f"added     {added}    nothing changed {idle:.2f} s")
    processor = statistics.median(taken.processor for taken in replaced) / whole.processor
    print_ratio("replacing one document / whole build, processor time", processor, GOAL)
    clock = statistics.median(taken.clock for taken in replaced) / whole.clock
    print_ratio("replacing one document / whole build", clock, GOAL)


if __name__ == "__main__":
    main()
