"""Retrieval beside the raw searches that it makes, its opening time and memory, at several sizes."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generated_corpus import documents, write_corpus
from measuring import (
    Spread,
    build,
    interleaved,
    own_home,
    peak_memory,
    print_machine,
    print_ratio,
    run_as_sro,
)
from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.domain import Filters, Query
from sro_assistant.index.generation import Generation, open_generation
from sro_assistant.ports import Encoder
from sro_assistant.retrieve.grams import FIELD, TellingGrams
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import index_stores

GOAL = 1.3
CANDIDATES = 60
PASSAGES_PER_DOCUMENT = 15
SHIPPED = 5
EVERY = 7


class RawSearches:
    """What retrieval asks: one vector, three keyword searches, the nearest units and expected questions."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder
        self._grams = TellingGrams(generation.keywords)

    def __call__(self, query: Query) -> None:
        """Asks it for a question that was read."""
        generation = self._generation
        vector = self._encoder.encode([query.dutch])[0]
        terms, grams = generation.analyzer.terms(query.dutch), generation.analyzer.grams(query.dutch)
        keywords = generation.keywords
        keywords.search("body", query.terms, CANDIDATES)
        keywords.search("heading", query.terms, CANDIDATES)
        keywords.search(FIELD, dict.fromkeys(self._grams.among(grams), 1.0), CANDIDATES)
        generation.search.nearest(vector, CANDIDATES)
        generation.questions.similarities(terms, grams, vector)


def questions_from(generation: Generation, count: int) -> Sequence[str]:
    """Sentences of the corpus as questions: each has something to find."""
    found = [
        document.slice(span)[:200]
        for document in generation.texts.documents()[:count]
        for span in document.sentences[::EVERY]
        if any(letter.isalpha() for letter in document.slice(span))
    ]
    return found[:count]


def measure(settings: Settings, rounds: int) -> None:
    """Prints the figures of one home."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    started = time.perf_counter()
    generation = open_generation(settings.index_dir, index_stores())
    opened = time.perf_counter() - started
    generation.warm()
    warmed = time.perf_counter() - started
    assistant = Assistant(generation, encoder, settings.contact)
    questions = questions_from(generation, rounds)
    queries = [assistant.search(question, 1, Filters())[0] for question in questions]
    raw_searches = RawSearches(generation, encoder)
    sides = {
        "raw searches": lambda n: raw_searches(queries[n % len(queries)]),
        "retrieval": lambda n: assistant.search(questions[n % len(questions)], 8, Filters()),
        "answer": lambda n: assistant.ask(Request(question=questions[n % len(questions)])),
    }
    interleaved(sides, min(rounds, 20))
    spreads = {name: Spread.of(seconds) for name, seconds in interleaved(sides, rounds).items()}
    print(f"index     {generation.keywords.count()} passages, {len(generation.units.ids)} units")
    print(f"opening   {opened:.2f} s, ready for questions after {warmed:.2f} s")
    for name, spread in spreads.items():
        print(f"{name:<14}{spread}")
    print(f"memory    {peak_memory():.0f} MiB at most")
    print_ratio("retrieval / raw searches", spreads["retrieval"].p50 / spreads["raw searches"].p50, GOAL)
    assistant.close()


def main() -> None:
    """Measures one home: the one that is given, or one of as many generated passages as asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--passages", type=int, default=0, help="0 for the shipped corpus")
    arguments.add_argument("--home", type=Path, help="a home whose index is built, or is to be built")
    arguments.add_argument("--rounds", type=int, default=200)
    given = arguments.parse_args()
    run_as_sro()
    print_machine()
    if given.home:
        settings = own_home(given.home)
        prepare(settings, given.passages)
        measure(settings, given.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = own_home(Path(folder))
        prepare(settings, given.passages)
        measure(settings, given.rounds)


def prepare(settings: Settings, passages: int) -> None:
    """Fills a home that has no corpus yet, and builds its index."""
    if not settings.corpus_dir.exists() and passages:
        write_corpus(settings.corpus_dir, documents(max(SHIPPED, passages // PASSAGES_PER_DOCUMENT)))
    elif not settings.corpus_dir.exists():
        shutil.copytree(CHECKOUT / "corpus", settings.corpus_dir)
    report, seconds = build(settings)
    if report.built:
        print(f"built     {report.passages} passages in {seconds:.1f} s")


if __name__ == "__main__":
    main()
