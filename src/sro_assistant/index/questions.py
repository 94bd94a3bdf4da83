"""The expected questions of a generation, searchable: words, character n-grams and vectors, exactly."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import ExpectedQuestion
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.index.arrays import load_array, save_array
from sro_assistant.index.asked import NUMBER_FILES, AskedRows
from sro_assistant.index.sparse import SparseRows, files_of
from sro_assistant.index.units import EXACT_UP_TO
from sro_assistant.ports import Vectors

TEXTS_FILE = "questions.json"
VECTORS_FILE = "questions-vectors.npy"
TERMS, GRAMS = "questions-terms", "questions-grams"
FILES = (TEXTS_FILE, VECTORS_FILE, *NUMBER_FILES, *files_of(TERMS), *files_of(GRAMS))
"""All files in which the questions of a generation are kept."""


@dataclass(frozen=True, slots=True)
class QuestionSimilarities:
    """How near a query is to every expected question, each shape (questions,), in 0..1."""

    terms: NDArray[np.float32]
    grams: NDArray[np.float32]
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class QuestionIndex:
    """The expected questions of a generation, by rows that their texts and numbers share."""

    questions: AskedRows
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
            questions=AskedRows.of(questions),
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
        return self.questions.answered_in(documents)

    @cached_property
    def rows_by_entry(self) -> Mapping[str, Sequence[int]]:
        """Which questions ask each entry of the answer bank; typing errors left out, for they are mended."""
        return self.questions.rows_by_entry()

    @cached_property
    def bank_rows(self) -> NDArray[np.intp]:
        """All those rows, in order."""
        return self.questions.bank_rows()

    def save(self, folder: Path) -> None:
        """Writes the questions and their numbers."""
        columns = {"terms": self.terms.tokens, "grams": self.grams.tokens}
        saved = {"questions": self.questions.save(folder), "columns": columns}
        (folder / TEXTS_FILE).write_text(json.dumps(saved, ensure_ascii=False), "utf-8")
        self.terms.save(folder, TERMS)
        self.grams.save(folder, GRAMS)
        save_array(folder / VECTORS_FILE, self.vectors.astype(np.float32))

    @classmethod
    def load(cls, folder: Path, *, mapped: bool = False) -> Self:
        """The index that `save` wrote; raises IndexDamagedError where the files are not that.

        Like the vectors of passages, few are read unless they may be `mapped`, and many always are.
        """
        try:
            saved = json.loads((folder / TEXTS_FILE).read_text("utf-8"))
            questions = AskedRows.load(folder, saved["questions"])
            count, columns = len(questions), saved["columns"]
            mapped = mapped or count > EXACT_UP_TO
            terms = SparseRows.load(folder, TERMS, count, columns["terms"], mapped=mapped)
            grams = SparseRows.load(folder, GRAMS, count, columns["grams"], mapped=mapped)
            vectors: Vectors = load_array(folder / VECTORS_FILE, np.float32, mapped=mapped)
        except (OSError, ValueError, TypeError, KeyError, EOFError, AttributeError) as error:
            raise _damaged(folder) from error
        if len(vectors) != count:
            raise _damaged(folder)
        return cls(questions, terms, grams, vectors)


def _damaged(folder: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"De verwachte vragen in {folder} zijn niet leesbaar. Bouw de index opnieuw met: sro index"
    )
