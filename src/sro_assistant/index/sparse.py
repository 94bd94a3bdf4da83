"""Rows of weighed tokens, compared by cosine through an inverted index in arrays.

Rows are TF-IDF of unit length (Manning, Raghavan & Schütze 2008, ch. 6): a few columns give every cosine,
and there is nothing to open or to warm up.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sro_assistant.index.arrays import load_array, save_array

_KINDS = {"idf": np.float32, "starts": np.int64, "rows": np.int32, "values": np.float32}


def files_of(name: str) -> tuple[str, ...]:
    """The names of the files in which rows of this name are kept."""
    return tuple(f"{name}-{part}.npy" for part in _KINDS)


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

    @classmethod
    def load(cls, folder: Path, name: str, count: int, tokens: str, *, mapped: bool) -> Self:
        """The rows that `save` wrote under a name; raises OSError, ValueError or EOFError."""
        names = tokens.split("\n") if tokens else []

        def read(part: str) -> Path:
            return folder / f"{name}-{part}.npy"

        loaded = cls(
            count=count,
            columns=dict(zip(names, range(len(names)), strict=True)),
            idf=load_array(read("idf"), np.float32),
            starts=load_array(read("starts"), np.int64),
            rows=load_array(read("rows"), np.int32, mapped=mapped),
            values=load_array(read("values"), np.float32, mapped=mapped),
        )
        sizes = (len(loaded.idf), len(loaded.starts), len(loaded.rows))
        if sizes != (len(names), len(names) + 1, len(loaded.values)):
            raise ValueError(f"{name} does not belong together")
        return loaded

    def save(self, folder: Path, name: str) -> None:
        """Writes the numbers; the names of the columns are `tokens`."""
        for part in _KINDS:
            save_array(folder / f"{name}-{part}.npy", getattr(self, part))

    @property
    def tokens(self) -> str:
        """The columns' names, a line each, which reads fastest."""
        return "\n".join(self.columns)

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
