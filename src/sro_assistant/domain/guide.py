"""What the guide tells beside answers: words, bodies, events and steps, each with its proof."""

from dataclasses import dataclass
from enum import StrEnum

from sro_assistant.domain.conflicts import Conflict
from sro_assistant.domain.sheets import Part


class TermKind(StrEnum):
    """What a term of the glossary is."""

    ABBREVIATION = "afkorting"
    CONCEPT = "begrip"
    FORMER_NAME = "vroegere_naam"


class Authority(StrEnum):
    """What a body does with a question: decide, steer, advise or carry out."""

    DECIDES = "beslist"
    STEERS = "stuurt"
    ADVISES = "adviseert"
    CARRIES_OUT = "voert uit"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteProof:
    """Words that stand in a document of the corpus."""

    document_id: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProof:
    """A part of a fact sheet, which names its own sources."""

    sheet_id: str
    part: Part


Proof = QuoteProof | SheetProof


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary, and what it means or stands for."""

    term: str
    kind: TermKind
    meaning: str
    aliases: tuple[str, ...] = ()
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body or person: its role, who is in it, and what its word is worth."""

    name: str
    role: str
    members: str | None = None
    authority: Authority
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened; `day` is "2021", "2021-10" or "2021-10-01"."""

    day: str
    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the way in for a new colleague, with a question to test oneself; its proofs answer."""

    title: str
    text: str
    question: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidebook:
    """The glossary, who is who, the timeline (oldest first), the steps, and where sources differ."""

    terms: tuple[Term, ...] = ()
    bodies: tuple[Body, ...] = ()
    events: tuple[Event, ...] = ()
    steps: tuple[Step, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Every proof that something rests on."""
        items: tuple[Term | Body | Event | Step, ...]
        items = (*self.terms, *self.bodies, *self.events, *self.steps)
        sides = (side for conflict in self.conflicts for side in conflict.sides)
        quoted = (QuoteProof(document_id=side.document_id, quote=side.quote) for side in sides)
        return (*(proof for item in items for proof in item.proofs), *quoted)
