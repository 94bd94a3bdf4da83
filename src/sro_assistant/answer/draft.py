"""What a drafter hands over: claims only, which nobody has looked at yet."""

from dataclasses import dataclass

from sro_assistant.domain import ClaimedCitation, Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStatement:
    """Something that a drafter wants to say, with the quotes it says it stands on."""

    text: str
    claims: tuple[ClaimedCitation, ...]
    layout: Layout = Layout.PARAGRAPH
    frame: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The statements of an answer, in reading order, before the check."""

    statements: tuple[ClaimedStatement, ...] = ()
