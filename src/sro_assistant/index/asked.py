"""The expected questions themselves, column by column: of thousands, a query meets a few."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self, TypedDict, overload

import numpy as np
from numpy.typing import NDArray

from sro_assistant.domain import ExpectedQuestion, Place, Span, document_id_of
from sro_assistant.index.arrays import load_array, save_array

MENDED = "typo"
KINDS_FILE, STARTS_FILE, PLACES_FILE = "questions-kinds.npy", "questions-starts.npy", "questions-places.npy"
NUMBER_FILES = (KINDS_FILE, STARTS_FILE, PLACES_FILE)
NONE = -1


class SavedRows(TypedDict):
    """The texts of the questions, and what the numbers of their styles, entries and passages stand for."""

    texts: list[str]
    styles: list[str]
    entries: list[str]
    passages: list[str]


@dataclass(frozen=True, eq=False)
class AskedRows(Sequence[ExpectedQuestion]):
    """Expected questions in order; one is made when it is asked for.

    `kinds` has of each question the number of its style and of its entry of the bank, or NONE; its places
    stand in `places` from `starts[row]` to `starts[row + 1]`: passage number, start and end.
    """

    texts: Sequence[str]
    styles: Sequence[str]
    entries: Sequence[str]
    passages: Sequence[str]
    kinds: NDArray[np.int32]
    starts: NDArray[np.int32]
    places: NDArray[np.int32]

    @classmethod
    def of(cls, questions: Sequence[ExpectedQuestion]) -> Self:
        """These questions."""
        styles = {q.style: None for q in questions}
        entries = {q.entry: None for q in questions if q.entry is not None}
        passages = {place.passage_id: None for q in questions for place in q.places}
        of_style, of_entry, of_passage = (
            {name: number for number, name in enumerate(names)} for names in (styles, entries, passages)
        )
        kinds = [(of_style[q.style], of_entry[q.entry] if q.entry is not None else NONE) for q in questions]
        places = [(of_passage[p.passage_id], p.span.start, p.span.end) for q in questions for p in q.places]
        counts = [len(q.places) for q in questions]
        return cls(
            texts=[q.text for q in questions],
            styles=list(styles),
            entries=list(entries),
            passages=list(passages),
            kinds=np.array(kinds, dtype=np.int32).reshape(-1, 2),
            starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            places=np.array(places, dtype=np.int32).reshape(-1, 3),
        )

    @classmethod
    def load(cls, folder: Path, saved: SavedRows) -> Self:
        """What `save` wrote; raises OSError, ValueError, EOFError, TypeError or KeyError."""
        texts, styles, entries, passages = (
            list(saved[name]) for name in ("texts", "styles", "entries", "passages")
        )
        kinds, starts, places = (load_array(folder / name, np.int32) for name in NUMBER_FILES)
        shapes = (kinds.shape, starts.shape, places.shape)
        if shapes != ((len(texts), 2), (len(texts) + 1,), (int(starts[-1]), 3)):
            raise ValueError("the questions do not belong together")
        return cls(texts, styles, entries, passages, kinds, starts, places)

    def save(self, folder: Path) -> SavedRows:
        """Writes the numbers; gives the texts, which the caller keeps."""
        for name, array in zip(NUMBER_FILES, (self.kinds, self.starts, self.places), strict=True):
            save_array(folder / name, array)
        return SavedRows(
            texts=list(self.texts),
            styles=list(self.styles),
            entries=list(self.entries),
            passages=list(self.passages),
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[ExpectedQuestion]:
        return map(self._made, range(len(self)))

    @overload
    def __getitem__(self, row: int) -> ExpectedQuestion: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[ExpectedQuestion]: ...
    def __getitem__(self, row: int | slice) -> ExpectedQuestion | Sequence[ExpectedQuestion]:
        rows = range(len(self))[row]
        return self._made(rows) if isinstance(rows, int) else tuple(map(self._made, rows))

    def _made(self, row: int) -> ExpectedQuestion:
        return ExpectedQuestion(
            text=self.texts[row],
            style=self.styles[self.kinds[row, 0]],
            places=self.places_of(row),
            entry=self.entry_of(row),
        )

    def entry_of(self, row: int) -> str | None:
        """The entry of the answer bank that a question asks."""
        entry = int(self.kinds[row, 1])
        return None if entry == NONE else self.entries[entry]

    def places_of(self, row: int) -> tuple[Place, ...]:
        """The places that answer a question."""
        found = self.places[self.starts[row] : self.starts[row + 1]].tolist()
        return tuple(Place(self.passages[passage], Span(start, end)) for passage, start, end in found)

    def answered_by(self, rows: NDArray[np.intp]) -> Iterator[tuple[int, str, int]]:
        """Of these rows, in order, each with each passage that answers it and the number of that place."""
        bounds = zip(rows.tolist(), self.starts[rows].tolist(), self.starts[rows + 1].tolist(), strict=True)
        numbers = self._passage_numbers
        for row, start, end in bounds:
            for place in range(start, end):
                yield row, self.passages[numbers[place]], place

    def span_of(self, place: int) -> Span:
        """Where in its document a place stands."""
        _, start, end = self.places[place].tolist()
        return Span(start, end)

    def answered_in(self, documents: frozenset[str]) -> NDArray[np.bool_]:
        """Which questions a passage of these documents answers, shape (questions,)."""
        admitted = np.array([name in documents for name in self._documents], dtype=np.bool_)
        found = np.zeros(len(self), dtype=np.bool_)
        found[self._owners[admitted[self.places[:, 0]]]] = True
        return found

    def bank_rows(self) -> NDArray[np.intp]:
        """The questions that ask an entry of the answer bank without a typing error, in order."""
        style = self.styles.index(MENDED) if MENDED in self.styles else NONE
        return np.flatnonzero((self.kinds[:, 1] != NONE) & (self.kinds[:, 0] != style))

    def rows_by_entry(self) -> Mapping[str, Sequence[int]]:
        """The rows of `bank_rows` of each entry, in order."""
        rows = self.bank_rows()
        found: dict[str, list[int]] = {}
        for row, entry in zip(rows.tolist(), self.kinds[rows, 1].tolist(), strict=True):
            found.setdefault(self.entries[entry], []).append(row)
        return found

    @cached_property
    def _passage_numbers(self) -> Sequence[int]:
        """The number of the passage of each place."""
        numbers: list[int] = self.places[:, 0].tolist()
        return numbers

    @cached_property
    def _documents(self) -> Sequence[str]:
        """The document of each passage."""
        return [document_id_of(passage) for passage in self.passages]

    @cached_property
    def _owners(self) -> NDArray[np.intp]:
        """The question of each place."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))
