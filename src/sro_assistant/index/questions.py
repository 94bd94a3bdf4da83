"""The expected questions of a generation, searchable: words, character n-grams and vectors, exactly.

Words and n-grams are TF-IDF rows of unit length in compressed sparse row form (Manning, Raghavan &
Schütze 2008, ch. 6), so that one pass over the numbers gives every cosine: 3,400 questions take
about a millisecond, and there is nothing to warm up or to keep open.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import ExpectedQuestion, Span
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.ports import Vectors

TEXTS_FILE = "questions.json"
NUMBERS_FILE = "questions.npz"


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows of unit length over named columns; `idf` weighs a column in rows and queries alike."""

    columns: Mapping[str, int]
    idf: NDArray[np.float32]
    starts: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Self:
        """The rows of these token lists; at least one."""
        frequency = Counter(token for row in rows for token in set(row))
        columns = {token: column for column, token in enumerate(sorted(frequency))}
        idf = np.array(
            [math.log(1 + (len(rows) - frequency[t] + 0.5) / (frequency[t] + 0.5)) for t in columns],
            dtype=np.float32,
        )
        entries = [_weighed(row, columns, idf) for row in rows]
        lengths = [len(indices) for indices, _ in entries]
        return cls(
            columns=columns,
            idf=idf,
            starts=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            indices=np.concatenate([indices for indices, _ in entries]),
            values=np.concatenate([values for _, values in entries]),
        )

    def cosines(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of a token list with every row, shape (rows,), in 0..1."""
        indices, values = _weighed([t for t in tokens if t in self.columns], self.columns, self.idf)
        query = np.zeros(len(self.columns), dtype=np.float32)
        query[indices] = values
        # A cumulative sum, since `reduceat` gives an empty row the next row's first product.
        sums = np.concatenate(([0.0], np.cumsum(self.values * query[self.indices], dtype=np.float64)))
        return (sums[self.starts[1:]] - sums[self.starts[:-1]]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class QuestionSimilarities:
    """How near a query is to every expected question, each shape (questions,), in 0..1."""

    terms: NDArray[np.float32]
    grams: NDArray[np.float32]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QuestionIndex:
    """The expected questions of a generation."""

    questions: tuple[ExpectedQuestion, ...]
    terms: SparseRows
    grams: SparseRows
    vectors: Vectors

    @classmethod
    def of(cls, questions: Sequence[ExpectedQuestion], analyzer: Analyzer, vectors: Vectors) -> Self:
        """The index of these questions, whose vectors are given in their order."""
        return cls(
            questions=tuple(questions),
            terms=SparseRows.of([analyzer.terms(q.text) for q in questions] or [()]),
            grams=SparseRows.of([analyzer.grams(q.text) for q in questions] or [()]),
            vectors=vectors,
        )

    def similarities(
        self, terms: Sequence[str], grams: Sequence[str], vector: Vectors
    ) -> QuestionSimilarities:
        """The cosines of a query with every question, by its terms, its n-grams and its vector."""
        count = len(self.questions)
        return QuestionSimilarities(
            terms=self.terms.cosines(terms)[:count],
            grams=self.grams.cosines(grams)[:count],
            vectors=np.clip(self.vectors @ vector, 0.0, 1.0),
        )

    def save(self, folder: Path) -> None:
        """Writes the questions and their numbers."""
        entries = [asdict(question) for question in self.questions]
        columns = {"terms": list(self.terms.columns), "grams": list(self.grams.columns)}
        text = json.dumps({"questions": entries, "columns": columns}, ensure_ascii=False)
        (folder / TEXTS_FILE).write_text(text, "utf-8")
        numbers = {
            f"{name}_{part}": getattr(rows, part)
            for name, rows in (("terms", self.terms), ("grams", self.grams))
            for part in ("idf", "starts", "indices", "values")
        }
        np.savez(folder / NUMBERS_FILE, vectors=self.vectors, **numbers)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that `save` wrote; raises IndexDamagedError where the files are not that."""
        try:
            saved = json.loads((folder / TEXTS_FILE).read_text("utf-8"))
            with np.load(folder / NUMBERS_FILE) as numbers:
                terms, grams = (_rows(name, saved["columns"][name], numbers) for name in ("terms", "grams"))
                vectors: Vectors = numbers["vectors"]
            questions = tuple(_question(entry) for entry in saved["questions"])
        except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as error:
            raise IndexDamagedError(
                f"De verwachte vragen in {folder} zijn niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error
        return cls(questions, terms, grams, vectors)


def _weighed(
    tokens: Sequence[str], columns: Mapping[str, int], idf: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The columns of a row and their weights, (1 + log tf) · idf, brought to unit length."""
    counts = Counter(tokens)
    indices = np.array([columns[token] for token in counts], dtype=np.int32)
    frequencies = np.array(list(counts.values()), dtype=np.float32)
    values = (1 + np.log(frequencies)) * idf[indices] if len(indices) else frequencies
    length = float(np.linalg.norm(values))
    return indices, (values / length if length else values).astype(np.float32)


def _rows(name: str, columns: Sequence[str], numbers: Mapping[str, NDArray[np.float32]]) -> SparseRows:
    return SparseRows(
        columns={token: column for column, token in enumerate(columns)},
        idf=numbers[f"{name}_idf"],
        starts=numbers[f"{name}_starts"].astype(np.int64),
        indices=numbers[f"{name}_indices"].astype(np.int32),
        values=numbers[f"{name}_values"],
    )


def _question(entry: Mapping[str, str | Mapping[str, int]]) -> ExpectedQuestion:
    place = entry["span"]
    if not isinstance(place, Mapping):
        raise TypeError("a span is a start and an end")
    return ExpectedQuestion(
        text=str(entry["text"]),
        style=str(entry["style"]),
        passage_id=str(entry["passage_id"]),
        span=Span(place["start"], place["end"]),
    )
