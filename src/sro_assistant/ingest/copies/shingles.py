"""Texts as sets of five-word shingles, and which pairs of many texts may overlap."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5
SKETCH = 128
MARGIN = 0.2

Shingles = NDArray[np.uint64]
"""The distinct shingles of a text as 64-bit hashes, in rising order."""

_WORD = re.compile(r"\w+")
_WRAPPED = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-zà-ÿ])")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def words_of(text: str) -> list[str]:
    """The words in lower case, those broken at the end of a line made whole."""
    return _WORD.findall(_WRAPPED.sub("", text).lower())


def shingles_of(text: str) -> Shingles:
    """The text's shingles; none where it has fewer than five words.

    A shingle's hash is that of its words, weighted by their place, spread by a multiplication and two
    shifts (the finalizer of Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
    2014), so that the smallest hashes of a text are a random sample of it.
    """
    hashes = np.array([_hash(word) for word in words_of(text)], dtype=np.uint64)
    count = len(hashes) - SHINGLE_WORDS + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = mixed * _SPREAD + hashes[place : place + count]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(mixed ^ (mixed >> np.uint64(31)))


@lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def containment(a: Shingles, b: Shingles) -> float:
    """How much of the smaller set stands in the other, in 0..1; 0 where one is empty.

    |A ∩ B| / min(|A|, |B|): Broder, "On the resemblance and containment of documents", 1997.
    """
    if not len(a) or not len(b):
        return 0.0
    return len(np.intersect1d(a, b, assume_unique=True)) / min(len(a), len(b))


def likely_pairs(sets: Sequence[Shingles], least: float) -> Iterator[tuple[int, int]]:
    """The pairs (i, j), i < j, of which one may hold at least that share of the other.

    Only a sketch of each text is compared, its SKETCH smallest hashes, with the whole of the others: so a
    thousand texts are a thousand look-ups and not half a million comparisons. The share of a sketch that
    stands in another text estimates the containment with a standard error of at most .5 / √SKETCH = .044,
    and MARGIN is 4.5 of these: a pair is missed once in a hundred thousand times, and the caller decides on
    the whole sets. A text smaller than a sketch is compared exactly.
    """
    sketches = [shingles[:SKETCH] for shingles in sets]
    needed = np.array([max(1.0, (least - MARGIN) * len(sketch)) for sketch in sketches])
    index = _SketchIndex(sketches)
    for j, shingles in enumerate(sets):
        counts = np.bincount(index.owners_of(shingles), minlength=len(sets))
        for i in np.flatnonzero(counts >= needed).tolist():
            if i != j and len(sets[i]) <= len(shingles):
                yield min(i, j), max(i, j)


class _SketchIndex:
    """Knows in whose sketches a shingle stands."""

    def __init__(self, sketches: Sequence[Shingles]) -> None:
        every = np.concatenate([*sketches, np.zeros(0, dtype=np.uint64)])
        owners = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
        order = np.argsort(every, kind="stable")
        self._owners = owners[order]
        self._values, self._starts, self._counts = np.unique(
            every[order], return_index=True, return_counts=True
        )

    def owners_of(self, shingles: Shingles) -> NDArray[np.intp]:
        """The numbers of the sketches, each as often as it has one of the shingles."""
        if not len(self._values):
            return np.zeros(0, dtype=np.intp)
        places = np.minimum(np.searchsorted(self._values, shingles), len(self._values) - 1)
        places = places[self._values[places] == shingles]
        counts = self._counts[places]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        owners: NDArray[np.intp] = self._owners[np.repeat(self._starts[places], counts) + within]
        return owners
