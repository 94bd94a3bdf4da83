"""What a generation has otherwise than the last whole build, whose files it took over."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sro_assistant.errors import IndexDamagedError

OVERLAY_FILE = "overlay.json"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What holds no longer of the units of the last whole build, and which came after it.

    `stored` counts that build's units; `stale` names those of them that are gone or have another vector,
    `fresh` the units beside them, in the order of their rows.
    """

    stored: int
    stale: frozenset[str] = frozenset()
    fresh: tuple[str, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The overlay of a generation; raises IndexDamagedError where its file is not readable."""
        path = folder / OVERLAY_FILE
        try:
            value = json.loads(path.read_text("utf-8"))
            return cls(int(value["stored"]), frozenset(value["stale"]), tuple(value["fresh"]))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"Het bestand {path} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def save(self, folder: Path) -> None:
        """Writes the overlay as JSON."""
        value = {"stored": self.stored, "stale": sorted(self.stale), "fresh": self.fresh}
        (folder / OVERLAY_FILE).write_text(json.dumps(value) + "\n", "utf-8")

    @property
    def count(self) -> int:
        """How many units there are."""
        return self.stored - len(self.stale) + len(self.fresh)

    def changed(self, removed: Iterable[str], added: Sequence[str]) -> Self:
        """The overlay when units are removed and others, or the same with other vectors, are added."""
        gone, before = frozenset(removed), frozenset(self.fresh)
        kept = tuple(unit for unit in self.fresh if unit not in gone)
        return type(self)(self.stored, self.stale | (gone - before), (*kept, *added))
