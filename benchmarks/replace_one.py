"""The index build rate, and replacing one document beside building the whole index anew."""

import argparse
import hashlib
import random
import statistics
import tempfile
import tomllib
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


def main() -> None:
    """Builds a generated corpus, changes one document at a time, and prints every figure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = own_home(Path(folder))
        write_corpus(settings.corpus_dir, documents(given.documents))
        whole, whole_seconds = build(settings)
        _, idle = build(settings)
        seconds = []
        for run in range(given.runs):
            replace_document(settings, (run * 37) % given.documents, run)
            seconds.append(build(settings)[1])
        add_document(settings, 0)
        _, added = build(settings)
    print_machine()
    print(f"corpus    {whole.documents} documents, {whole.passages} passages")
    print(f"whole     {whole_seconds:8.2f} s, {whole.passages / whole_seconds:.0f} passages a second")
    print("replaced  " + ", ".join(f"{s:.2f}" for s in seconds) + " s")
    print(f"added     {added:8.2f} s    nothing changed {idle:.2f} s    peak memory {peak_memory():.0f} MiB")
    print_ratio("replacing one document / whole build", statistics.median(seconds) / whole_seconds, GOAL)


if __name__ == "__main__":
    main()
