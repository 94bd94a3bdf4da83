"""What a store can do besides, when a copy of it is brought up to date in place of being filled anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sro_assistant.ports import KeywordIndex, TextStore


class EditableKeywords(KeywordIndex, Protocol):
    """A keyword index from which passages can be taken."""

    def remove(self, passage_ids: Sequence[str]) -> None:
        """Takes out passages; scores are as if they had never been there, but for the mean length."""
        ...


class EditableTexts(TextStore, Protocol):
    """A text store in which documents can be replaced."""

    def remove(self, document_id: str) -> None:
        """Takes out a document with its passages."""
        ...

    def put_in_order(self, document_ids: Sequence[str]) -> None:
        """Gives all documents this order."""
        ...


@dataclass(frozen=True, slots=True)
class Editors:
    """How to open a copy of a store for changes."""

    keywords: Callable[[Path], EditableKeywords]
    texts: Callable[[Path], EditableTexts]
