"""A list that stands under headings: what speaks for each section below a heading that the question names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sro_assistant.domain import Passage, Query

FEWEST, MOST = 2, 7
"""How many sections under one heading are still a list that fits among the first results."""

_ASKS_FOR_SEVERAL = re.compile(
    r"^\W*(?:som|geef|noem|list|name|citez?)\b|opsom|opgesomd|\bop een rij\b|\blijst"
    r"|\b(?:welke|wat zijn|which|what are|quels|quelles)\b"
    r"|\b(?:twee|drie|vier|vijf|zes|zeven|[2-7])\b|\balle(?:maal)?\b",
    re.IGNORECASE,
)


def asks_for_several(query: Query) -> bool:
    """Whether a question may be answered by a list."""
    return any(_ASKS_FOR_SEVERAL.search(text) for text in (query.meant, query.dutch))


@dataclass(frozen=True, slots=True)
class ListFinder:
    """Finds the passages that together are the list which a question asks for."""

    terms_of: Callable[[str], Sequence[str]]
    passages_of: Callable[[str], Sequence[Passage]]

    def find(self, query: Query, found: Iterable[Passage]) -> frozenset[str]:
        """The ids of the passages that speak for the sections of the list; empty where no list is asked for.

        A question that asks for several things names the heading above them: all terms of that heading
        are terms of the question, in its own words or in others for them. Of several such headings above
        the passages found, the one with the most terms counts; where that has no sections, nothing is listed.
        """
        if not asks_for_several(query):
            return frozenset()
        best: frozenset[str] = frozenset()
        most = 0
        paths = dict.fromkeys(
            (p.document_id, p.headings[:depth]) for p in found for depth in range(1, len(p.headings) + 1)
        )
        for document_id, path in paths:
            named = self._named_by(path[-1])
            if len(named) > most and named <= query.terms.keys():
                best, most = self._speaking(document_id, path), len(named)
        return best if FEWEST <= len(best) <= MOST else frozenset()

    def _speaking(self, document_id: str, path: tuple[str, ...]) -> frozenset[str]:
        """Of each section right below a heading the passage that calls it by its name, or else its first."""
        sections: dict[str, list[Passage]] = {}
        for passage in self.passages_of(document_id):
            below = passage.headings[: len(path) + 1]
            if below[:-1] == path:
                sections.setdefault(below[-1], []).append(passage)
        return frozenset(self._speaker(heading, inside) for heading, inside in sections.items())

    def _speaker(self, heading: str, inside: Sequence[Passage]) -> str:
        """The first passage whose text has all terms of the section's heading; the first where none has."""
        named = self._named_by(heading)
        calling = (passage for passage in inside if named <= set(self.terms_of(passage.text)))
        return next(calling, inside[0]).id

    def _named_by(self, heading: str) -> frozenset[str]:
        """The terms of a heading, its number or letter aside."""
        return frozenset(term for term in self.terms_of(heading) if len(term) > 1 and not term.isdigit())
