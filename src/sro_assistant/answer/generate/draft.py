"""What a language model wrote, read into types; nobody has looked whether it is true."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftedClaim:
    """Words that the model says stand in the passage with this label."""

    label: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedStatement:
    """One sentence of the draft; `number` is that of the refused sentence which it replaces."""

    text: str
    claims: tuple[DraftedClaim, ...] = ()
    is_item: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEnd:
    """The model's last word: whether all is answered, and which parts of the question are not."""

    is_complete: bool
    missing: tuple[str, ...] = ()
