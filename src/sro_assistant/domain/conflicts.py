"""Where sources contradict each other, or one leaves something open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one source says, in short and in its own words."""

    document_id: str
    says: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One subject on which sources say different things; one side alone is a source that leaves it open.

    `about` are wordings for the subject, `decisive` those of a question that it decides, `unless` those
    that say which side is meant; a `*` at the end of a word leaves its ending free. `prevails` is the
    document that counts, if any does; `why` says so, in Dutch.
    """

    subject: str
    sides: tuple[Side, ...]
    about: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    prevails: str | None = None
    why: str
