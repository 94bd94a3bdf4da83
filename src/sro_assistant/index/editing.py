"""What a store can do besides, when a copy of it is brought up to date in place of being filled anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sro_assistant.ports import KeywordIndex, TextStore


class EditableKeywords(KeywordIndex, Protocol):
    """A keyword index in which passages can be replaced."""

    def change(self, removed: Sequence[str], rows: Sequence[tuple[str, Mapping[str, str]]]) -> None:
        """Takes out passages and stores others; scores are as if the first had never been there.

        But for the mean length of a passage, which may still count them. No file is written in: those
        that change are put in the place of others.
        """
        ...


class EditableTexts(TextStore, Protocol):
    """A text store in which documents can be replaced, and which knows what it holds without reading it."""

    def remove(self, document_id: str) -> None:
        """Takes out a document with its passages."""
        ...

    def put_in_order(self, document_ids: Sequence[str]) -> None:
        """Gives all documents this order."""
        ...

    def files(self) -> Mapping[str, tuple[str, ...]]:
        """The documents' ids in order, each with those of the files that are copies of it."""
        ...

    def count(self) -> int:
        """How many passages it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Editors:
    """How to open a copy of a store for changes, and the texts of a generation for reading."""

    keywords: Callable[[Path], EditableKeywords]
    texts: Callable[[Path], EditableTexts]
    read_texts: Callable[[Path], EditableTexts]
