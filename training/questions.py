"""The questions that the corpus answers, as pairs: with their quotes, what stands round these, each other.

They come from the expected questions (`questions/*.jsonl`) and from the answers of the bank
(`answers/*.yaml`), those that are answered: a question that the sources leave open is near none of them.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from clean import tidy
from data import Pair

MANIFEST = "manifest.toml"
EXPECTED, BANK = "questions/*.jsonl", "answers/*.yaml"
STRETCH_WORDS = 100
"""About as many words as a passage has."""

Place = tuple[str, int]
"""A stretch of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions that the same quotes answer, with the stretches in which these stand, at least one."""

    questions: tuple[str, ...]
    quotes: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """The pairs of all questions; `places` says of each in which stretches its answer stands.

    Its shape is (pairs, stretches).
    """

    pairs: Sequence[Pair]
    places: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents of a corpus, each as stretches of whole lines, tidy."""

    stretches: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, folder: Path) -> "Texts":
        """The documents that the manifest names; copies of another are left out."""
        sources = tomllib.loads((folder / MANIFEST).read_text("utf-8")).get("source", ())
        texts = {s["id"]: (folder / s["path"]).read_text("utf-8") for s in sources if "copy_of" not in s}
        return cls({name: _stretches(text) for name, text in texts.items()})

    def places(self, document: str, quote: str) -> Iterator[Place]:
        """The stretches in which the quote stands or begins; none where it stands nowhere."""
        opening = " ".join(tidy(quote).split()[:6])
        for number, stretch in enumerate(self.stretches.get(document, ())):
            if opening in stretch:
                yield document, number

    def at(self, place: Place) -> str:
        """The words of a stretch."""
        document, number = place
        return self.stretches[document][number]


def taught_by(folder: Path | None, partners: int, context: float, seed: int) -> Taught:
    """What the questions of a corpus teach; nothing without a corpus.

    Args:
        folder: The corpus.
        partners: With how many other questions of its quotes each question is paired, drawn by `seed`.
        context: Which share of the questions is also paired with a stretch in which their answer stands.
        seed: Decides the draws.
    """
    if folder is None or not (folder / MANIFEST).is_file():
        return Taught((), np.zeros((0, 0), dtype=np.bool_))
    texts = Texts.of(folder)
    groups = [*_expected(folder, texts), *_answered(folder, texts)]
    columns = {place: at for at, place in enumerate(dict.fromkeys(p for g in groups for p in g.places))}
    draws = np.random.default_rng(seed)
    pairs: list[Pair] = []
    rows: list[NDArray[np.bool_]] = []
    for group in groups:
        own = list(_pairs(group, texts, partners, context, draws))
        row = np.isin(np.arange(len(columns)), [columns[place] for place in group.places])
        pairs += own
        rows += [row] * len(own)
    return Taught(pairs, np.array(rows, dtype=np.bool_).reshape(len(pairs), len(columns)))


def _expected(folder: Path, texts: Texts) -> Iterator[Asked]:
    for path in sorted(folder.glob(EXPECTED)):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            places = tuple(texts.places(record["document"], record["quote"]))
            if places:
                questions = tuple(question["text"] for question in record["questions"])
                yield Asked(questions=questions, quotes=(record["quote"],), places=places)


def _answered(folder: Path, texts: Texts) -> Iterator[Asked]:
    for path in sorted(folder.glob(BANK)):
        for entry in yaml.safe_load(path.read_text("utf-8")).get("antwoorden", ()):
            quotes = [quote for told in entry.get("antwoord", ()) for quote in told.get("citaten", ())]
            found = [place for q in quotes for place in texts.places(q["document"], q["citaat"])]
            if found:
                yield Asked(
                    questions=(entry["vraag"], *map(_wording, entry.get("anders_gevraagd", ()))),
                    quotes=(),
                    places=tuple(dict.fromkeys(found)),
                )


def _wording(entry: str | Mapping[str, str]) -> str:
    """What is asked, which may stand under its style."""
    return entry if isinstance(entry, str) else next(iter(entry.values()))


def _pairs(
    group: Asked, texts: Texts, partners: int, context: float, draws: np.random.Generator
) -> Iterator[Pair]:
    for question in group.questions:
        yield from (Pair(question, quote, "questions:quote") for quote in group.quotes)
        if draws.random() < context:
            place = group.places[draws.integers(len(group.places))]
            yield Pair(question, texts.at(place), "questions:place")
        others = [other for other in group.questions if other != question]
        for at in draws.choice(len(others), size=min(partners, len(others)), replace=False):
            yield Pair(question, others[at], "questions:question")


def _stretches(text: str) -> list[str]:
    """The tidy lines of a text, joined to stretches of about as many words as a passage has."""
    lines = [line for line in map(tidy, text.splitlines()) if line]
    before = accumulate((len(line.split()) for line in lines), initial=0)
    found: dict[int, list[str]] = {}
    for words, line in zip(before, lines, strict=False):
        found.setdefault(words // STRETCH_WORDS, []).append(line)
    return [" ".join(stretch) for stretch in found.values()]
