"""The expected questions of a generation, searchable: words, character n-grams and vectors, exactly.

Words and n-grams are TF-IDF rows of unit length (Manning, Raghavan & Schütze 2008, ch. 6), kept as an
inverted index in arrays: a few columns give every cosine, and there is nothing to open or to warm up.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypedDict
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import ExpectedQuestion, Place, Span, document_id_of
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.ports import Vectors

TEXTS_FILE = "questions.json"
NUMBERS_FILE = "questions.npz"
MENDED = "typo"


SavedPlace = tuple[str, int, int]
SavedQuestion = tuple[str, str, Sequence[SavedPlace], str | None]
"""A question's text and style, the places that answer it (passage, start, end), its entry of the bank."""


class Saved(TypedDict):
    """What the file of texts holds; the columns' tokens stand a line each, which reads fastest."""

    questions: list[SavedQuestion]
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows of unit length over named columns, kept column by column: a query has few of them.

    `idf` weighs a column in rows and queries alike; the entries of column c stand from `starts[c]` to
    `starts[c + 1]`: in which row, and with what value.
    """

    count: int
    columns: Mapping[str, int]
    idf: NDArray[np.float32]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, token_lists: Sequence[Sequence[str]]) -> Self:
        """The rows of these token lists."""
        count = len(token_lists)
        frequency = Counter(token for tokens in token_lists for token in set(tokens))
        columns = {token: column for column, token in enumerate(sorted(frequency))}
        idf = np.array(
            [math.log(1 + (count - frequency[t] + 0.5) / (frequency[t] + 0.5)) for t in columns],
            dtype=np.float32,
        )
        weighed = [_weighed(tokens, columns, idf) for tokens in token_lists]
        owners = np.repeat(np.arange(count, dtype=np.int32), [len(found) for found, _ in weighed])
        none = np.zeros(0, dtype=np.int32)
        of_column = np.concatenate([none, *(found for found, _ in weighed)])
        values = np.concatenate([none.astype(np.float32), *(values for _, values in weighed)])
        order = np.argsort(of_column, kind="stable")
        return cls(
            count=count,
            columns=columns,
            idf=idf,
            starts=np.searchsorted(of_column[order], np.arange(len(columns) + 1)).astype(np.int64),
            rows=owners[order],
            values=values[order],
        )

    def cosines(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of a token list with every row, shape (rows,), in 0..1."""
        found, weights = _weighed([t for t in tokens if t in self.columns], self.columns, self.idf)
        if not len(found):
            return np.zeros(self.count, dtype=np.float32)
        bounds = list(zip(self.starts[found].tolist(), self.starts[found + 1].tolist(), strict=True))
        rows = np.concatenate([self.rows[start:end] for start, end in bounds])
        values = np.concatenate([self.values[start:end] for start, end in bounds])
        products = values * np.repeat(weights, [end - start for start, end in bounds])
        return np.bincount(rows, products, minlength=self.count).astype(np.float32)


@dataclass(frozen=True, slots=True)
class QuestionSimilarities:
    """How near a query is to every expected question, each shape (questions,), in 0..1."""

    terms: NDArray[np.float32]
    grams: NDArray[np.float32]
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class QuestionIndex:
    """The expected questions of a generation."""

    questions: tuple[ExpectedQuestion, ...]
    terms: SparseRows
    grams: SparseRows
    vectors: Vectors

    @classmethod
    def of(
        cls,
        questions: Sequence[ExpectedQuestion],
        analyzer: Analyzer,
        vectors: Vectors,
        names: Names = NO_NAMES,
    ) -> Self:
        """The index of these questions, whose vectors are given in their order; names are read as short."""
        texts = [names.shortened(question.text) for question in questions]
        return cls(
            questions=tuple(questions),
            terms=SparseRows.of([analyzer.terms(text) for text in texts]),
            grams=SparseRows.of([analyzer.grams(text) for text in texts]),
            vectors=vectors,
        )

    def similarities(
        self, terms: Sequence[str], grams: Sequence[str], vector: Vectors
    ) -> QuestionSimilarities:
        """The cosines of a query with every question, by its terms, its n-grams and its vector."""
        return QuestionSimilarities(
            terms=self.terms.cosines(terms),
            grams=self.grams.cosines(grams),
            vectors=np.clip(self.vectors @ vector, 0.0, 1.0),
        )

    def answered_in(self, documents: frozenset[str]) -> NDArray[np.bool_]:
        """Which questions a passage of these documents answers, shape (questions,)."""
        admitted = np.zeros(len(self.questions), dtype=np.bool_)
        for document in documents & self._rows_by_document.keys():
            admitted[self._rows_by_document[document]] = True
        return admitted

    @cached_property
    def _rows_by_document(self) -> Mapping[str, Sequence[int]]:
        """Which questions a passage of each document answers."""
        found: dict[str, list[int]] = {}
        for row, question in enumerate(self.questions):
            for place in question.places:
                found.setdefault(document_id_of(place.passage_id), []).append(row)
        return found

    @cached_property
    def rows_by_entry(self) -> Mapping[str, Sequence[int]]:
        """Which questions ask each entry of the answer bank; typing errors left out, for they are mended."""
        found: dict[str, list[int]] = {}
        for row, question in enumerate(self.questions):
            if question.entry is not None and question.style != MENDED:
                found.setdefault(question.entry, []).append(row)
        return found

    @cached_property
    def bank_rows(self) -> NDArray[np.intp]:
        """All those rows, in order."""
        return np.array(sorted(row for rows in self.rows_by_entry.values() for row in rows), dtype=np.intp)

    def save(self, folder: Path) -> None:
        """Writes the questions and their numbers."""
        questions = [_saved(question) for question in self.questions]
        columns = {"terms": "\n".join(self.terms.columns), "grams": "\n".join(self.grams.columns)}
        text = json.dumps({"questions": questions, "columns": columns}, ensure_ascii=False)
        (folder / TEXTS_FILE).write_text(text, "utf-8")
        numbers = {
            f"{name}_{part}": getattr(rows, part)
            for name, rows in (("terms", self.terms), ("grams", self.grams))
            for part in ("idf", "starts", "rows", "values")
        }
        np.savez(folder / NUMBERS_FILE, vectors=self.vectors, **numbers)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that `save` wrote; raises IndexDamagedError where the files are not that."""
        try:
            saved: Saved = json.loads((folder / TEXTS_FILE).read_text("utf-8"))
            with np.load(folder / NUMBERS_FILE) as numbers:
                terms, grams = (_rows(name, saved, numbers) for name in ("terms", "grams"))
                vectors: Vectors = numbers["vectors"]
            questions = tuple(_question(entry) for entry, _ in zip(saved["questions"], vectors, strict=True))
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


def _rows(name: str, saved: Saved, numbers: Mapping[str, NDArray[np.float32]]) -> SparseRows:
    return SparseRows(
        count=len(saved["questions"]),
        columns={token: column for column, token in enumerate(saved["columns"][name].split("\n")) if token},
        idf=numbers[f"{name}_idf"],
        starts=numbers[f"{name}_starts"].astype(np.int64),
        rows=numbers[f"{name}_rows"].astype(np.int32),
        values=numbers[f"{name}_values"],
    )


def _saved(question: ExpectedQuestion) -> SavedQuestion:
    places = [(place.passage_id, place.span.start, place.span.end) for place in question.places]
    return question.text, question.style, places, question.entry


def _question(saved: SavedQuestion) -> ExpectedQuestion:
    text, style, places, entry = saved
    return ExpectedQuestion(
        text=text,
        style=style,
        places=tuple(Place(passage_id, Span(start, end)) for passage_id, start, end in places),
        entry=entry,
    )
