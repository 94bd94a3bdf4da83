"""The whole check of a sentence that somebody worded: its facts, and whether it says what its quotes say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sro_assistant.domain import Citation
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.verify import Shortfall, shortfall


@dataclass(frozen=True, slots=True)
class Proof:
    """Holds sentences against quotes that were verified, by the names and words of one index."""

    names: Names
    bearing: Bearing

    def lack(self, text: str, citations: Sequence[Citation]) -> Shortfall | None:
        """What the cited sentences lack to carry a text; None where they carry it."""
        return shortfall(text, citations, self.names) or self.bearing.shortfall(text, citations, self.names)
