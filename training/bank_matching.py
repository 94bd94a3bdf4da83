"""Measures how surely a question finds its entry of the answer bank, and how often it finds a wrong one.

Run with `python training/bank_matching.py` in a checkout with an index. Each question of the bank is asked
of a bank that does not have it ("held out": its own entry is right), and of one that does not have its
entry ("removed": every entry counts as wrong, though one that stands beside it may well answer); then the
questions of `evals/bank_near_misses.jsonl`, which resemble a question of the entry `near` and ask something
else (every entry is wrong but `right`, where the bank has one for it). What the sources themselves say to
a question is left out: it only keeps entries back, so the assistant gives a little fewer of either kind.
"""

import dataclasses
import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.bank.match import NEAREST, Scales, Thresholds, Weighed, judged
from sro_assistant.answer.compose import Assistant
from sro_assistant.domain import Filters, Query
from sro_assistant.index.generation import Generation, open_generation
from sro_assistant.retrieve.asked import AskedChannel
from sro_assistant.retrieve.probe import Prober
from sro_assistant.settings import load_settings
from sro_assistant.wiring import index_stores

BOTH, WHOLE, MARGIN = (0.0, 1.5, 1.6, 1.7, 1.8), (1.4, 1.5, 1.6, 1.7), (0.03, 0.06)
AT_MOST = 600
"""How many questions are held out, evenly over the bank; asking takes time."""


@dataclass(frozen=True)
class Trial:
    """A question with the entries that are near to it, and the one that is right, if any."""

    question: str
    right: str | None
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True)
class Bench:
    """Asks questions of a bank with holes."""

    generation: Generation
    assistant: Assistant
    channel: AskedChannel

    def held_out(self) -> Iterator[Trial]:
        """Each question, asked of a bank that does not have it."""
        for entry, text in self._sample():
            if len(self._texts[entry]) > 1:
                yield Trial(text, entry, self._weighed(text, frozenset({text})))

    def removed(self) -> Iterator[Trial]:
        """Each question, asked of a bank without its entry."""
        for entry, text in self._sample():
            weighed = self._weighed(text, frozenset(self._texts[entry]))
            yield Trial(text, None, tuple(each for each in weighed if each.entry.id != entry))

    def near_misses(self, lines: Sequence[str]) -> Iterator[Trial]:
        """Questions that only resemble one of the bank."""
        for line in lines:
            case = json.loads(line)
            yield Trial(case["question"], case.get("right"), self._weighed(case["question"], frozenset()))

    def _sample(self) -> Sequence[tuple[str, str]]:
        """Some questions of the bank with their entries."""
        every = [(entry, text) for entry, texts in self._texts.items() for text in texts]
        return every[:: max(1, len(every) // AT_MOST)]

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """The questions of each entry."""
        questions = self.generation.questions
        return {
            entry: [questions.questions.texts[row] for row in rows]
            for entry, rows in questions.rows_by_entry.items()
        }

    def _weighed(self, text: str, without: frozenset[str]) -> tuple[Weighed, ...]:
        query = self._read(text)
        scales = self._scales(without)
        asked = self.channel.entries(query, NEAREST, without)
        return tuple(found for each in asked if (found := scales.weigh(query, each)) is not None)

    def _read(self, text: str) -> Query:
        query, _ = self.assistant.search(text, 1, Filters())
        return query

    def _scales(self, without: frozenset[str]) -> Scales:
        """Scales that have not seen some questions either."""
        bank, analyzer = self.generation.bank, self.generation.analyzer
        texts = {
            entry: [t for t in said if t not in without]
            for entry, said in self._texts.items()
            if not without.isdisjoint(said)
        }
        terms = {}
        for name, said in texts.items():
            entry = bank.entry(name)
            answers = [statement.text for statement in entry.statements] if entry else []
            terms[name] = " ".join(
                t for text in (*said, *answers) for t in analyzer.terms(bank.names.shortened(text))
            )
        return Scales(
            bank=dataclasses.replace(bank, terms={**bank.terms, **terms}),
            terms_of=analyzer.terms,
            ways_of=lambda name: texts.get(name, self._texts.get(name, [])),
        )


def share(trials: Sequence[Trial], limits: Thresholds, *, right: bool) -> float:
    """The share of the trials in which the right entry is given, or a wrong one."""
    given = [(trial, judged(trial.weighed, limits).sure) for trial in trials]
    hits = sum(1 for trial, sure in given if sure is not None and (sure.id == trial.right) is right)
    return hits / len(given) if given else 0.0


def main() -> None:
    """Prints the figures of the thresholds as they are, and of a grid of others."""
    settings = load_settings()
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    with closing(open_generation(settings.index_dir, index_stores())) as generation:
        channel = AskedChannel(
            generation.questions, Prober(generation.analyzer, encoder), generation.bank.names
        )
        bench = Bench(generation, Assistant(generation, encoder, settings.contact), channel)
        held, removed = list(bench.held_out()), list(bench.removed())
        lines = (settings.home / "evals" / "bank_near_misses.jsonl").read_text("utf-8").splitlines()
        near = list(bench.near_misses(lines))
    print(f"{len(held)} held out, {len(removed)} with their entry removed, {len(near)} near misses")
    print("both whole margin   right  wrong  removed  near misses")
    chosen = Thresholds()
    grid = itertools.product(BOTH, WHOLE, MARGIN)
    for both, whole, margin in ((chosen.both, chosen.whole, chosen.margin), *grid):
        if whole > both > 0.0:
            continue
        limits = Thresholds(
            similarity=chosen.similarity,
            covered=chosen.covered if both else 0.0,
            told=chosen.told if both else 0.0,
            both=both,
            whole=min(whole, both),
            margin=margin if both else 0.0,
        )
        figures = (
            share(held, limits, right=True),
            share(held, limits, right=False),
            share(removed, limits, right=False),
            share(near, limits, right=False),
        )
        print(
            "{:4.2f} {:5.2f} {:6.2f}  {:6.3f} {:6.3f} {:8.3f} {:12.3f}".format(both, whole, margin, *figures)
        )
    for trial in (*held, *removed, *near):
        sure = judged(trial.weighed, chosen).sure
        if sure is not None and sure.id != trial.right:
            print(f"wrong: {trial.question} -> {sure.id}")


if __name__ == "__main__":
    main()
