"""Reads the training data folder: paragraphs, pairs, and the texts of the corpus."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from clean import is_chore, is_prose, tidy

PARAGRAPHS_FILE = "text_nl.txt.gz"
PAIRS_FILE = "pairs.jsonl.gz"
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
