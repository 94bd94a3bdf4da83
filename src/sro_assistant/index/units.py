"""The vectors of passages and of their sentences, compared exactly."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import Document, Passage
from sro_assistant.errors import IndexDamagedError
from sro_assistant.ports import Vectors

VECTORS_FILE = "vectors.npy"
UNITS_FILE = "units.json"
HEADING_MARK = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


class Unit(NamedTuple):
    """What has a vector: a passage ("strategienota:0012") or one of its sentences ("…/3")."""

    id: str
    text: str


def units_of(document: Document, passage: Passage) -> tuple[Unit, ...]:
    """The passage, its headings above it, and then its sentences, each alone."""
    headings = HEADING_MARK.join(passage.headings)
    whole = Unit(passage.id, f"{headings}\n{passage.text}" if headings else passage.text)
    sentences = enumerate(document.sentences_in(passage.span))
    return (whole, *(Unit(f"{passage.id}/{place}", document.slice(span)) for place, span in sentences))


class UnitSimilarity(NamedTuple):
    """How near a passage is, as a whole and by its best sentence (None where it has no sentence)."""

    passage: float
    sentence: float
    best_sentence: int | None


@dataclass(frozen=True, slots=True)
class Similarities:
    """Cosine similarities per passage, as arrays in the order of `passage_ids`.

    `best_sentence` counts the passage's sentences from 0; it is -1, and `sentence` the similarity of
    the passage itself, where the passage has none.
    """

    passage_ids: Sequence[str]
    passage: NDArray[np.float32]
    sentence: NDArray[np.float32]
    best_sentence: NDArray[np.intp]

    def items(self) -> Iterator[tuple[str, UnitSimilarity]]:
        """Each passage id with its similarities."""
        columns = (self.passage.tolist(), self.sentence.tolist(), self.best_sentence.tolist())
        for passage_id, passage, sentence, best in zip(self.passage_ids, *columns, strict=True):
            yield passage_id, UnitSimilarity(passage, sentence, best if best >= 0 else None)


class UnitVectors:
    """The rows of a generation: each passage's own row, followed by those of its sentences."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self.ids = ids
        self.vectors = vectors
        starts = [row for row, unit in enumerate(ids) if "/" not in unit]
        self.passage_ids = tuple(ids[row] for row in starts)
        self._starts = np.array(starts, dtype=np.intp)
        self._lengths = np.diff(np.append(self._starts, len(ids)))
        self._places = {passage: place for place, passage in enumerate(self.passage_ids)}

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The units of a generation, their vectors memory-mapped; raises IndexDamagedError."""
        try:
            ids = json.loads((folder / UNITS_FILE).read_text("utf-8"))
            vectors: Vectors = np.load(folder / VECTORS_FILE, mmap_mode="r")
        except (OSError, ValueError, EOFError) as error:
            raise _damaged(folder) from error
        if not isinstance(ids, list) or vectors.shape[:-1] != (len(ids),):
            raise _damaged(folder)
        return cls(ids, vectors)

    def save(self, folder: Path) -> None:
        """Writes the ids and the vectors."""
        (folder / UNITS_FILE).write_text(json.dumps(self.ids, ensure_ascii=False), "utf-8")
        np.save(folder / VECTORS_FILE, np.ascontiguousarray(self.vectors, dtype=np.float32))

    def similarities(self, query_vector: Vectors, passage_ids: Sequence[str] | None = None) -> Similarities:
        """The similarities of all passages, or of those asked for (unknown ids are left out)."""
        if passage_ids is None:
            return self._compare(query_vector, self.passage_ids, self._starts, self._lengths, self.vectors)
        known = [passage for passage in passage_ids if passage in self._places]
        places = np.array([self._places[passage] for passage in known], dtype=np.intp)
        starts, lengths = self._starts[places], self._lengths[places]
        ranges = [np.arange(start, start + length) for start, length in zip(starts, lengths, strict=True)]
        rows = np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.intp)
        own = np.cumsum(lengths) - lengths
        return self._compare(query_vector, tuple(known), own, lengths, self.vectors[rows])

    def sentence_vectors(self, passage_id: str) -> Vectors:
        """The vectors of a passage's sentences in order, shape (sentences, dimensions)."""
        place = self._places[passage_id]
        start, length = int(self._starts[place]), int(self._lengths[place])
        return self.vectors[start + 1 : start + length]

    def ranges(self, passage_ids: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where the rows of passages stand, first and last one excluded; neighbours in one range."""
        start = end = 0
        for passage in passage_ids:
            place = self._places[passage]
            row, length = int(self._starts[place]), int(self._lengths[place])
            if row != end:
                if end > start:
                    yield start, end
                start = row
            end = row + length
        if end > start:
            yield start, end

    @staticmethod
    def _compare(
        query_vector: Vectors,
        ids: Sequence[str],
        starts: NDArray[np.intp],
        lengths: NDArray[np.intp],
        vectors: Vectors,
    ) -> Similarities:
        if not len(ids):
            empty = np.zeros(0, dtype=np.float32)
            return Similarities((), empty, empty, np.zeros(0, dtype=np.intp))
        every = np.asarray(vectors @ query_vector, dtype=np.float32)
        passage = every[starts]
        every[starts] = -np.inf
        sentence = np.maximum.reduceat(every, starts)
        owners = np.repeat(np.arange(len(starts)), lengths)
        best_rows = np.flatnonzero(every == sentence[owners])
        first = np.unique(owners[best_rows], return_index=True)[1]
        best = best_rows[first] - starts - 1
        return Similarities(ids, passage, np.where(best < 0, passage, sentence), best)


def passage_of(unit_id: str) -> str:
    """The id of the passage to which a unit belongs."""
    return unit_id.partition("/")[0]


def rows_by_id(units: UnitVectors) -> Mapping[str, int]:
    """The row of each unit."""
    return {unit: row for row, unit in enumerate(units.ids)}


def _damaged(folder: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"De vectoren in {folder} horen niet bij elkaar of zijn niet leesbaar. "
        "Bouw de index opnieuw met: sro index"
    )
