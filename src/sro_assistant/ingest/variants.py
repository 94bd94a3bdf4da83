"""Finds copies of one document, and of each document the copy that is best to serve."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sro_assistant.domain import SourceFile
from sro_assistant.ingest.clean import CleanText

SHINGLE_WORDS = 5
NEAR_DUPLICATE = 0.6
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of a document, cleaned."""

    source: SourceFile
    clean: CleanText

    @property
    def text(self) -> str:
        """Its lines as they stand."""
        return "\n".join(line.text for line in self.clean.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """The copies of one document: the one that is served, as the document that the manifest names."""

    served: Copy
    copies: tuple[Copy, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all copies, in the manifest's order."""
        return tuple(copy.source.id for copy in self.copies)


def containment(text: str, other: str) -> float:
    """How much of the smaller text stands in the other, in 0..1.

    |S(a) ∩ S(b)| / min(|S(a)|, |S(b)|) over the sets S of five-word shingles: Broder, "On the
    resemblance and containment of documents", 1997. A text of fewer than five words has none: 0.
    """
    a, b = _shingles(text), _shingles(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def clusters(copies: Sequence[Copy]) -> list[list[Copy]]:
    """The copies grouped by document, in order: near-duplicates, and what the manifest calls a copy."""
    shingles = [_shingles(copy.text) for copy in copies]
    owners: dict[tuple[str, ...], list[int]] = {}
    groups: list[list[int]] = []
    for i, copy in enumerate(copies):
        shared = Counter(owner for shingle in shingles[i] for owner in owners.get(shingle, ()))
        alike = {
            j
            for j, count in shared.items()
            if count >= NEAR_DUPLICATE * min(len(shingles[i]), len(shingles[j]))
        }
        alike.update(j for j in range(i) if _is_named(copy.source, copies[j].source))
        mine = [group for group in groups if not alike.isdisjoint(group)]
        groups = [group for group in groups if group not in mine]
        groups.append(sorted([*(j for group in mine for j in group), i]))
        for shingle in shingles[i]:
            owners.setdefault(shingle, []).append(i)
    return [[copies[j] for j in group] for group in sorted(groups)]


def _is_named(source: SourceFile, other: SourceFile) -> bool:
    return source.copy_of == other.id or other.copy_of == source.id


def best_of(group: Sequence[Copy], is_word: Callable[[str], bool]) -> Variants:
    """The copies of a document with the one to serve: the fewest words that nobody else knows.

    It takes the id and the manifest's facts of the copy of which the others are copies, the first
    otherwise, and the pages of whichever copy has a table of contents.
    """
    if len(group) == 1:
        return Variants(served=group[0], copies=tuple(group))
    named = {copy.source.copy_of for copy in group}
    original = next((c for c in group if c.source.copy_of is None and c.source.id in named), group[0])
    best = min(group, key=lambda copy: (_unknown_words(copy, group, is_word), group.index(copy)))
    contents: Mapping[str, int] = next((c.clean.contents for c in (best, *group) if c.clean.contents), {})
    served = Copy(source=original.source, clean=replace(best.clean, contents=contents))
    return Variants(served=served, copies=tuple(group))


def _unknown_words(copy: Copy, group: Sequence[Copy], is_word: Callable[[str], bool]) -> int:
    """How many words a copy has that no other copy has and that are no words."""
    others = {word for other in group if other is not copy for word in _words(other)}
    return sum(not is_word(word) for word in _words(copy) - others)


def _words(copy: Copy) -> set[str]:
    return {word.lower() for word in _LETTERS.findall(copy.text)}
