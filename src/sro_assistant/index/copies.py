"""The shingles of each source, kept so that a new file is held against all texts without reading these."""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np

from sro_assistant.errors import IndexDamagedError
from sro_assistant.ingest.copies.shingles import Shingles, shingles_of
from sro_assistant.ingest.load import Corpus

SHINGLES_FILE = "shingles.npy"
SOURCES_FILE = "shingles.json"
NEAR = 0.3
"""Half of what makes two texts copies in `ingest.variants`: from here on they are judged there, together."""


@dataclass(frozen=True, slots=True)
class SourceShingles:
    """The shingles of sources, by id."""

    by_source: Mapping[str, Shingles] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> Self:
        """Those of all files that were read."""
        copies = (copy for variants in corpus.variants for copy in variants.copies)
        return cls({copy.source.id: shingles_of(copy.text) for copy in copies})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Those of a generation; raises IndexDamagedError where the files are not readable."""
        try:
            lengths = json.loads((folder / SOURCES_FILE).read_text("utf-8"))
            every: Shingles = np.load(folder / SHINGLES_FILE)
            ends = np.cumsum(list(lengths.values()), dtype=np.intp)
            parts = np.split(every, ends[:-1]) if lengths else []
            return cls(dict(zip(lengths, parts, strict=True)))
        except (OSError, ValueError, EOFError, AttributeError, TypeError) as error:
            raise IndexDamagedError(
                f"Het bestand {folder / SHINGLES_FILE} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, folder: Path) -> None:
        """Writes the shingles, and whose they are."""
        lengths = {name: len(shingles) for name, shingles in self.by_source.items()}
        (folder / SOURCES_FILE).write_text(json.dumps(lengths) + "\n", "utf-8")
        np.save(
            folder / SHINGLES_FILE, np.concatenate([np.zeros(0, dtype=np.uint64), *self.by_source.values()])
        )

    def only(self, names: Container[str]) -> Self:
        """Those of some sources."""
        return type(self)({name: found for name, found in self.by_source.items() if name in names})

    def joined(self, other: Self) -> Self:
        """These and others; where both have a source, the other's count."""
        return type(self)({**self.by_source, **other.by_source})

    def near(self, others: Self) -> Iterator[str]:
        """The sources that share with one of the others so much that both may be one document."""
        names = [name for name, shingles in self.by_source.items() if len(shingles)]
        lengths = np.array([len(self.by_source[name]) for name in names], dtype=np.intp)
        if not names:
            return
        every = np.concatenate([self.by_source[name] for name in names])
        starts = np.cumsum(lengths) - lengths
        found = np.zeros(len(names), dtype=bool)
        for other in others.by_source.values():
            if not len(other):
                continue
            places = np.minimum(np.searchsorted(other, every), len(other) - 1)
            shared = np.add.reduceat(other[places] == every, starts, dtype=np.intp)
            found |= shared > NEAR * np.minimum(lengths, len(other))
        yield from (names[place] for place in np.flatnonzero(found).tolist())
