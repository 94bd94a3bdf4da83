"""Reads the training data folder: paragraphs, pairs, and the texts of the corpus."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from clean import is_chore, is_prose, tidy

PARAGRAPHS_FILE = "text_nl.txt.gz"
PAIRS_FILE = "pairs.jsonl.gz"
QUESTIONS_FOLDER = "questions"
HEADING_WORDS = 5
LAWS = "laws:"
CORPUS_SUFFIXES = frozenset({".md", ".txt"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a heading and its paragraph, a sentence and the next."""

    anchor: str
    positive: str
    source: str


def read_paragraphs(folder: Path) -> list[str]:
    """The paragraphs that read as prose, tidy, each once, in the order of the file."""
    with gzip.open(folder / PARAGRAPHS_FILE, "rt", encoding="utf-8") as lines:
        tidied = (tidy(line) for line in lines if not is_chore(line))
        return list(dict.fromkeys(text for text in tidied if is_prose(text)))


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of which the positive reads as prose, each once, in the order of the file."""
    pairs: dict[Pair, None] = {}
    with gzip.open(folder / PAIRS_FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if is_chore(record["a"]) or is_chore(record["b"]):
                continue
            pair = Pair(tidy(record["a"]), tidy(record["b"]), record["src"])
            if pair.anchor and is_prose(pair.positive):
                pairs[pair] = None
    return list(pairs)


def read_corpus(folder: Path | None) -> list[str]:
    """The lines of the corpus' Markdown and text files (READMEs left out), tidy; none without a folder."""
    if folder is None:
        return []
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in CORPUS_SUFFIXES)
    texts = (path.read_text(encoding="utf-8") for path in files if path.stem.lower() != "readme")
    lines = (tidy(line) for text in texts for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def corpus_pairs(lines: Sequence[str]) -> list[Pair]:
    """Each line of the corpus with the next, where that is more than a heading."""
    return [
        Pair(line, after, "corpus:next")
        for line, after in pairwise(lines)
        if len(after.split()) > HEADING_WORDS
    ]


def question_pairs(folder: Path | None, partners: int, seed: int) -> list[list[Pair]]:
    """The pairs of each quote that has expected questions: question and quote, question and question.

    Args:
        folder: The corpus, with `questions/*.jsonl`; none gives no pairs.
        partners: With how many other questions of its quote each question is paired, drawn by `seed`.
        seed: Decides the draws.
    """
    if folder is None:
        return []
    asked: dict[str, list[str]] = {}
    for path in sorted((folder / QUESTIONS_FOLDER).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            asked.setdefault(record["quote"], []).extend(q["text"] for q in record["questions"])
    draws = np.random.default_rng(seed)
    return [_pairs_of(quote, questions, partners, draws) for quote, questions in asked.items()]


def _pairs_of(quote: str, questions: Sequence[str], partners: int, draws: np.random.Generator) -> list[Pair]:
    pairs = [Pair(question, quote, "questions:quote") for question in questions]
    for question in questions:
        others = [other for other in questions if other != question]
        places = draws.choice(len(others), size=min(partners, len(others)), replace=False)
        pairs.extend(Pair(question, others[place], "questions:question") for place in places)
    return pairs


def split_pairs(pairs: Sequence[Pair], share: float) -> tuple[list[Pair], list[Pair]]:
    """The pairs to train on, and those kept apart: every pair of about `share` of the anchors.

    An anchor's hash decides, so that no anchor stands on both sides and the order does not matter.
    """
    train: list[Pair] = []
    held_out: list[Pair] = []
    for pair in pairs:
        (held_out if _draw(pair.anchor) < share else train).append(pair)
    return train, held_out


def balanced(pairs: Sequence[Pair], other_weight: int) -> list[Pair]:
    """The pairs, those that are not from the laws `other_weight` times: the laws are 95 of each 100."""
    others = [pair for pair in pairs if not pair.source.startswith(LAWS)]
    return [*pairs, *others * (other_weight - 1)]


def _draw(text: str) -> float:
    """A number in 0..1 that the text alone decides."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64
