"""What a language model may read: labelled passages, the whole corpus where it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sro_assistant.domain import Document, Passage, Query
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.verify import Shown
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.search import HybridRetriever

MOST_FOUND = 50
"""How many of the best passages are considered where not all fit."""
_FRAME = 120
"""About how many characters the label, title and headings of a passage take."""
# Look-alikes of the signs that open our own marks, one character for one: a passage cannot close itself.
_DEFUSED = str.maketrans({"<": "\u2039", ">": "\u203a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The passages that a model is given, by label, and the texts in which its quotes are looked up."""

    labelled: Mapping[str, Passage]
    documents: Mapping[str, Document]
    shown: Shown

    @classmethod
    def of(cls, passages: Sequence[Passage], documents: Mapping[str, Document], names: Names) -> Self:
        """These passages, labelled in this order."""
        return cls(
            labelled={f"P{place}": passage for place, passage in enumerate(passages, start=1)},
            documents=documents,
            shown=Shown(passages, documents, names),
        )

    @property
    def text(self) -> str:
        """The passages as delimited data, each with its label, title, date and headings; no address."""
        return "\n\n".join(self._framed(label, passage) for label, passage in self.labelled.items())

    def _framed(self, label: str, passage: Passage) -> str:
        source = self.documents[passage.document_id].source
        place = " | ".join(_plain(part) for part in (source.title, *passage.headings))
        dated = source.published or "zonder datum"
        return f'<passage label="{label}">\n[{place} · {dated}]\n{defused(passage.text)}\n</passage>'


class Shelf:
    """Gives a query the passages that fit a budget of characters."""

    def __init__(self, library: Library, retriever: HybridRetriever, names: Names, budget: int) -> None:
        """What draws on these sources; `budget` is how many characters a model may read."""
        self._library = library
        self._retriever = retriever
        self._names = names
        self._budget = budget

    def material_for(self, query: Query) -> Material:
        """All passages that the query's filters admit where they fit, otherwise the best that do.

        In reading order either way: a server that keeps what it read of a prompt before need not read
        the same corpus twice.
        """
        documents = [d for d in self._library.documents() if query.filters.admits(d.source)]
        every = [p for d in documents for p in self._library.passages(d.source.id)]
        if sum(map(_size, every)) > self._budget:
            best = set(self._best(query))
            every = [passage for passage in every if passage.id in best]
        return Material.of(every, {d.source.id: d for d in documents}, self._names)

    def _best(self, query: Query) -> Sequence[str]:
        chosen: list[str] = []
        left = self._budget
        for found in self._retriever.retrieve(query, MOST_FOUND):
            left -= _size(found.passage)
            if left < 0:
                break
            chosen.append(found.passage.id)
        return chosen


def defused(text: str) -> str:
    """A text that cannot open or close one of our own marks."""
    return text.translate(_DEFUSED)


def _size(passage: Passage) -> int:
    return len(passage.text) + _FRAME


def _plain(text: str) -> str:
    return " ".join(defused(text).split())
