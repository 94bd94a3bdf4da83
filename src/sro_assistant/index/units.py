"""The vectors of passages and of their sentences, compared exactly."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import Document, Passage, document_id_of
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.arrays import load_array
from sro_assistant.index.overlay import Overlay
from sro_assistant.ports import Vectors

VECTORS_FILE = "vectors.npy"
UNITS_FILE = "units.json"
FRESH_FILE = "fresh.npy"
EXACT_UP_TO = 20_000
"""Up to so many numpy compares them all sooner than Chroma is imported and opened: see decisions 9 and 21."""
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
    """How near a passage is, as a whole and by its best sentence (as a whole where it has no sentence)."""

    passage: float
    sentence: float


class UnitVectors:
    """The rows of a generation: each passage's own row, followed by those of its sentences.

    They stand in two arrays: those of the last whole build, of which only the `living` rows still hold, and
    the `fresh` ones that came after it, whose ids come last.
    """

    def __init__(
        self,
        ids: Sequence[str],
        vectors: Vectors,
        fresh: Vectors | None = None,
        living: NDArray[np.intp] | None = None,
    ) -> None:
        self.ids = ids
        self._stored = np.asarray(vectors)  # a mapped array looks its type up at each slice
        self._fresh = np.zeros((0, vectors.shape[-1]), dtype=np.float32) if fresh is None else fresh
        self._living = np.arange(len(vectors)) if living is None else living
        self._is_whole = living is None and not len(self._fresh)
        starts = [row for row, unit in enumerate(ids) if is_passage(unit)]
        self.passage_ids = tuple(ids[row] for row in starts)
        self._starts = np.array(starts, dtype=np.intp)
        self._lengths = np.diff(np.append(self._starts, len(ids)))
        self._places = {passage: place for place, passage in enumerate(self.passage_ids)}

    @classmethod
    def load(cls, folder: Path, *, mapped: bool = False) -> Self:
        """The units of a generation; raises IndexDamagedError.

        Few vectors are read unless they may be `mapped`; many always are, so that opening costs neither time
        nor memory.
        """
        overlay = Overlay.load(folder)
        try:
            ids = json.loads((folder / UNITS_FILE).read_text("utf-8"))
            vectors: Vectors = load_array(
                folder / VECTORS_FILE, np.float32, mapped=mapped or overlay.stored > EXACT_UP_TO
            )
            fresh: Vectors = np.load(folder / FRESH_FILE)
        except (OSError, ValueError, EOFError) as error:
            raise _damaged(folder) from error
        shapes = (vectors.shape[:-1], fresh.shape[:-1])
        if not isinstance(ids, list) or shapes != ((len(ids),), (len(overlay.fresh),)):
            raise _damaged(folder)
        if not overlay.stale:
            return cls([*ids, *overlay.fresh], vectors, fresh)
        living = [row for row, unit in enumerate(ids) if unit not in overlay.stale]
        return cls(
            [*(ids[row] for row in living), *overlay.fresh], vectors, fresh, np.array(living, dtype=np.intp)
        )

    @staticmethod
    def save(folder: Path, ids: Sequence[str], vectors: Vectors) -> None:
        """Writes the ids and the vectors of a whole build."""
        (folder / UNITS_FILE).write_text(json.dumps(ids, ensure_ascii=False), "utf-8")
        np.save(folder / VECTORS_FILE, np.ascontiguousarray(vectors, dtype=np.float32))
        Overlay(len(ids)).save(folder)
        np.save(folder / FRESH_FILE, np.zeros((0, vectors.shape[-1]), dtype=np.float32))

    @staticmethod
    def save_changed(base: Path, folder: Path, gone: Collection[str], added: Mapping[str, Vectors]) -> None:
        """Writes what a generation has otherwise: units of the base that go, and others that come."""
        before = Overlay.load(base)
        before.changed(gone, tuple(added)).save(folder)
        kept = [row for row, unit in enumerate(before.fresh) if unit not in gone]
        earlier: Vectors = np.load(base / FRESH_FILE)[kept]
        np.save(folder / FRESH_FILE, np.concatenate([earlier, *(row[np.newaxis] for row in added.values())]))

    def vectors_at(self, rows: NDArray[np.intp]) -> Vectors:
        """The vectors of some rows, shape (len(rows), dimensions)."""
        if self._is_whole:
            return self._stored[rows]
        living = len(self._living)
        found = np.empty((len(rows), self._stored.shape[-1]), dtype=np.float32)
        is_stored = rows < living
        found[is_stored] = self._stored[self._living[rows[is_stored]]]
        found[~is_stored] = self._fresh[rows[~is_stored] - living]
        return found

    def dot(self, vector: Vectors, rows: slice) -> NDArray[np.float32]:
        """The inner product of each of some rows with a vector, without a copy of the rows."""
        count = len(self._living)
        living = self._living[rows.start : min(rows.stop, count)]
        fresh = self._fresh[max(rows.start - count, 0) : max(rows.stop - count, 0)] @ vector
        if not len(living):
            return np.asarray(fresh, dtype=np.float32)
        first, last = living[0], living[-1]
        stored = self._stored[first : last + 1] @ vector
        return np.concatenate([stored[living - first], fresh])

    def places_in(self, stretches: Sequence[slice]) -> NDArray[np.intp]:
        """The places in `passage_ids` of the passages in some stretches of rows."""
        bounds = [np.searchsorted(self._starts, (rows.start, rows.stop)) for rows in stretches]
        none = np.zeros(0, dtype=np.intp)
        return np.concatenate([none, *(np.arange(first, last) for first, last in bounds)])

    def passages_dot(self, vector: Vectors, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """The inner product of the own vector of each of some passages with a vector."""
        count = len(self._starts)
        if count > EXACT_UP_TO:
            return np.asarray(self.vectors_at(self._starts[places]) @ vector, dtype=np.float32)
        if len(places) < count:
            return np.asarray(self._passage_vectors[places] @ vector, dtype=np.float32)
        return np.asarray(self._passage_vectors @ vector, dtype=np.float32)

    @cached_property
    def _passage_vectors(self) -> Vectors:
        """The passages' own vectors side by side; made when they are first compared."""
        return self.vectors_at(self._starts)

    def similarities(self, query_vector: Vectors, passage_ids: Iterable[str]) -> dict[str, UnitSimilarity]:
        """The cosine similarities of passages; unknown ids are left out."""
        known = [passage for passage in passage_ids if passage in self._places]
        if not known:
            return {}
        places = np.array([self._places[passage] for passage in known], dtype=np.intp)
        lengths = self._lengths[places]
        own = np.cumsum(lengths) - lengths
        rows = np.repeat(self._starts[places] - own, lengths) + np.arange(int(lengths.sum()))
        every = np.asarray(self.vectors_at(rows) @ query_vector, dtype=np.float32)
        passage = every[own]
        every[own] = np.where(lengths > 1, -np.inf, passage)
        sentence = np.maximum.reduceat(every, own)
        return dict(zip(known, map(UnitSimilarity, passage.tolist(), sentence.tolist()), strict=True))

    def vectors_of(self, passage_id: str) -> Vectors:
        """The vectors of a passage and then its sentences in order, shape (1 + sentences, dimensions)."""
        place = self._places[passage_id]
        start, length = int(self._starts[place]), int(self._lengths[place])
        return self.vectors_at(np.arange(start, start + length))

    def sentence_vectors(self, passage_id: str) -> Vectors:
        """The vectors of a passage's sentences in order, shape (sentences, dimensions)."""
        return self.vectors_of(passage_id)[1:]

    def rows_within(self, documents: Iterable[str]) -> list[slice]:
        """Where the rows of documents stand; unknown ones are left out."""
        return [rows for document in documents for rows in self._rows_of_document.get(document, ())]

    @cached_property
    def _rows_of_document(self) -> Mapping[str, Sequence[slice]]:
        """The rows of each document, mostly one stretch; made when a filter first asks for it."""
        found: dict[str, list[slice]] = {}
        ends = (self._starts + self._lengths).tolist()
        for passage, start, end in zip(self.passage_ids, self._starts.tolist(), ends, strict=True):
            stretches = found.setdefault(document_id_of(passage), [])
            goes_on = bool(stretches) and stretches[-1].stop == start
            stretches.append(slice(stretches.pop().start if goes_on else start, end))
        return found


def is_passage(unit_id: str) -> bool:
    """Whether a unit is a whole passage, and not one of its sentences."""
    return "/" not in unit_id


def passage_of(unit_id: str) -> str:
    """The id of the passage to which a unit belongs."""
    return unit_id.partition("/")[0]


def _damaged(folder: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"De vectoren in {folder} horen niet bij elkaar of zijn niet leesbaar. "
        "Bouw de index opnieuw met: sro index"
    )
