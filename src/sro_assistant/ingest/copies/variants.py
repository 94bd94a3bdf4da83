"""Finds copies of one document, and of each document the copy that is best to serve."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sro_assistant.domain import SourceFile
from sro_assistant.ingest.copies.shingles import Shingles, containment, likely_pairs, shingles_of
from sro_assistant.ingest.parse.clean import CleanText

NEAR_DUPLICATE = 0.6
COMPARABLE = 0.5
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
    """The copies of one document: the one that is served, as the document that the manifest names.

    `best` is the copy whose words are served, `missing` the id of an original that cannot be read.
    """

    served: Copy
    best: Copy
    copies: tuple[Copy, ...]
    missing: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that answer to the document: those of all copies in the manifest's order."""
        ids = tuple(copy.source.id for copy in self.copies)
        return ids if self.missing is None else (self.missing, *ids)

    @property
    def others(self) -> tuple[Copy, ...]:
        """The copies that are not served."""
        return tuple(copy for copy in self.copies if copy is not self.best)


def clusters(copies: Sequence[Copy]) -> list[list[Copy]]:
    """The copies grouped by document, in order: near-duplicates, and what the manifest calls a copy."""
    shingles = [shingles_of(copy.text) for copy in copies]
    groups = list(range(len(copies)))
    for i, j in (*_named_pairs(copies), *likely_pairs(shingles, NEAR_DUPLICATE)):
        a, b = _root(groups, i), _root(groups, j)
        named = _is_named(copies[i].source, copies[j].source)
        if a != b and (named or _are_near(shingles[i], shingles[j])):
            groups[max(a, b)] = min(a, b)
    found: dict[int, list[Copy]] = {}
    for i, copy in enumerate(copies):
        found.setdefault(_root(groups, i), []).append(copy)
    return list(found.values())


def _root(groups: list[int], i: int) -> int:
    """The first of the copies that a copy is grouped with; shortens the way there."""
    while groups[i] != i:
        groups[i] = groups[groups[i]]
        i = groups[i]
    return i


def _are_near(a: Shingles, b: Shingles) -> bool:
    """Whether two texts are one document: much in common, and neither only an excerpt of the other.

    A message that quotes a note stays a source of its own, however much of it is quotation.
    """
    comparable = min(len(a), len(b)) >= COMPARABLE * max(len(a), len(b))
    return comparable and containment(a, b) >= NEAR_DUPLICATE


def _named_pairs(copies: Sequence[Copy]) -> list[tuple[int, int]]:
    """Pairs of which the manifest says that they are one document, also where its original is not there."""
    first: dict[str, int] = {copy.source.id: i for i, copy in enumerate(copies)}
    return [
        (first.setdefault(copy.source.copy_of, i), i)
        for i, copy in enumerate(copies)
        if copy.source.copy_of is not None
    ]


def _is_named(source: SourceFile, other: SourceFile) -> bool:
    named, other_named = source.copy_of, other.copy_of
    return named == other.id or other_named == source.id or (named is not None and named == other_named)


def best_of(group: Sequence[Copy], is_word: Callable[[str], bool]) -> Variants:
    """The copies of a document with the one to serve: the one in which the fewest words went wrong.

    It takes the id and the manifest's facts of the copy of which the others are copies, the first
    otherwise, and the pages of whichever copy has a table of contents. Where the original cannot be
    read, its id stays the document's id.
    """
    named = [copy.source.copy_of for copy in group if copy.source.copy_of is not None]
    missing = next((name for name in named if all(name != copy.source.id for copy in group)), None)
    best = (
        group[0]
        if len(group) == 1
        else min(group, key=lambda copy: (_damage(copy, group, is_word), group.index(copy)))
    )
    contents: Mapping[str, int] = next((c.clean.contents for c in (best, *group) if c.clean.contents), {})
    served = Copy(source=_identity(group, best, missing), clean=replace(best.clean, contents=contents))
    return Variants(served=served, best=best, copies=tuple(group), missing=missing)


def _identity(group: Sequence[Copy], best: Copy, missing: str | None) -> SourceFile:
    """The manifest's facts under which a document is served."""
    if missing is not None:
        return replace(best.source, id=missing, copy_of=None)
    named = {copy.source.copy_of for copy in group}
    original = next((c for c in group if c.source.copy_of is None and c.source.id in named), group[0])
    return original.source


def _damage(copy: Copy, group: Sequence[Copy], is_word: Callable[[str], bool]) -> int:
    """How many words went wrong: own ones that nobody else knows, known ones of the others that it lacks."""
    own = _words(copy)
    others = {word for other in group if other is not copy for word in _words(other)}
    return sum(not is_word(word) for word in own - others) + sum(is_word(word) for word in others - own)


def _words(copy: Copy) -> set[str]:
    return {word.lower() for word in _LETTERS.findall(copy.text)}
