"""Measures a model: python training/evaluate.py MODEL_DIR [--pairs DATA_DIR] [--questions FILE].

--pairs: the anchors kept out of training must find their own positive among 1,000.
--questions: JSON lines of {"passage", "questions": [{"q", "style"}]}; each question must find its
passage among all, by plain and stemmed BM25, by the vectors, and by weighted sums of both.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import ranking
from data import read_pairs, split_pairs
from ranking import Scores
from recipe import Recipe
from sro_assistant.adapters.encoders import StaticEncoder
from sro_assistant.ports import Encoder

CANDIDATES = 1000
WEIGHTS = (0.25, 0.4, 0.5, 0.6)
BOOTSTRAPS = 2000


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with their style and the passage that answers each."""

    texts: tuple[str, ...]
    styles: tuple[str, ...]
    wanted: tuple[int, ...]
    passages: tuple[str, ...]


def main() -> None:
    """Prints the figures that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--pairs", type=Path, help="the training data folder")
    parser.add_argument("--questions", type=Path, help="a file of passages and their questions")
    arguments = parser.parse_args()
    encoder = StaticEncoder(arguments.model)
    if arguments.pairs:
        print_pairs(encoder, arguments.pairs)
    if arguments.questions:
        print_questions(encoder, read_questions(arguments.questions))


def print_pairs(encoder: Encoder, data: Path) -> None:
    """Recall@1 and MRR of held-out anchors, one pair per anchor, all positives different."""
    _, held_out = split_pairs(read_pairs(data), Recipe().held_out)
    first = {pair.anchor: pair for pair in reversed(held_out)}
    pairs = list({pair.positive: pair for pair in first.values()}.values())
    chosen = np.random.default_rng(0).permutation(len(pairs))[:CANDIDATES]
    anchors = encoder.encode([pairs[i].anchor for i in chosen])
    positives = encoder.encode([pairs[i].positive for i in chosen])
    scores = np.asarray(anchors @ positives.T, dtype=np.float64)
    found = ranking.ranks(scores, range(len(chosen)))
    line = _figures(found)
    print(f"held-out pairs, {len(chosen)} candidates: {line} recall@1 {ranking.recall_at(found, 1):.3f}")


def read_questions(path: Path) -> Questions:
    """The questions of a file, with the number of the passage that answers each."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [(q["q"], q["style"], i) for i, record in enumerate(records) for q in record["questions"]]
    texts, styles, wanted = zip(*rows, strict=True)
    return Questions(texts, styles, wanted, tuple(record["passage"] for record in records))


def vector_scores(encoder: Encoder, questions: Questions) -> dict[str, Scores]:
    """Cosine with the passage, with its best sentence, and the mean of the two."""
    queries = encoder.encode(questions.texts)
    split = [ranking.sentences_of(passage) for passage in questions.passages]
    owners = [i for i, sentences in enumerate(split) for _ in sentences]
    whole = np.asarray(queries @ encoder.encode(questions.passages).T, dtype=np.float64)
    each = queries @ encoder.encode([s for sentences in split for s in sentences]).T
    best = ranking.best_of(np.asarray(each, dtype=np.float64), owners, len(split))
    return {"passage": whole, "best sentence": best, "half/half": (whole + best) / 2}


def all_scores(encoder: Encoder, questions: Questions) -> dict[str, Scores]:
    """Every ranking that the card compares, by name."""
    terms = ranking.stemmed_terms
    plain = ranking.bm25(
        [ranking.plain_terms(q) for q in questions.texts],
        [ranking.plain_terms(p) for p in questions.passages],
    )
    stemmed = ranking.bm25([terms(q) for q in questions.texts], [terms(p) for p in questions.passages])
    vectors = vector_scores(encoder, questions)
    lexical, semantic = ranking.scaled(stemmed), ranking.scaled(vectors["half/half"])
    sums = {f"{1 - w:g} stems + {w:g} vectors": (1 - w) * lexical + w * semantic for w in WEIGHTS}
    named = {f"vectors, {name}": scores for name, scores in vectors.items()}
    return {"BM25 plain": plain, "BM25 stems": stemmed, **named, **sums}


def print_questions(encoder: Encoder, questions: Questions) -> None:
    """A line per ranking and, for the main ones, per style; then the gain with its interval."""
    found = {name: ranking.ranks(s, questions.wanted) for name, s in all_scores(encoder, questions).items()}
    print(f"{len(questions.texts)} questions, {len(questions.passages)} passages (MRR, recall@5)")
    for name, places in found.items():
        print(f"  {name:28} {_figures(places)}  | {_by_style(places, questions.styles)}")
    print_gains(found)


def print_gains(found: Mapping[str, NDArray[np.float64]]) -> None:
    """What each weighted sum adds to the MRR of stemmed BM25, with a 95 % bootstrap interval."""
    base = 1 / found["BM25 stems"]
    draws = np.random.default_rng(0).integers(len(base), size=(BOOTSTRAPS, len(base)))
    for name in (name for name in found if "+" in name):
        gains = 1 / found[name] - base
        low, high = np.quantile(gains[draws].mean(axis=1), (0.025, 0.975))
        print(f"  {name} over BM25 stems: MRR {gains.mean():+.3f} ({low:+.3f} to {high:+.3f})")


def _figures(found: NDArray[np.float64]) -> str:
    return f"MRR {ranking.mean_reciprocal_rank(found):.3f} R@5 {ranking.recall_at(found, 5):.3f}"


def _by_style(found: NDArray[np.float64], styles: Sequence[str]) -> str:
    names = np.asarray(styles)
    each = ((style, found[names == style]) for style in dict.fromkeys(styles))
    return " ".join(f"{style} {ranking.mean_reciprocal_rank(places):.3f}" for style, places in each)


if __name__ == "__main__":
    main()
