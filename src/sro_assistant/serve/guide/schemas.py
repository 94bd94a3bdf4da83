"""What the guide sends over the wire: programmes, matches, words, bodies, events and steps."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt

from sro_assistant.domain import Organisation, Part, Phase, SheetKind, SheetStatus
from sro_assistant.domain.guide import Authority, TermKind
from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.guide.programmes import Fit
from sro_assistant.retrieve.question import MAX_CHARACTERS
from sro_assistant.serve.schemas import Sent, Text

MOST_EUROS = 1_000_000_000
MOST_PARTIES = 1_000
MOST_INHABITANTS = 100_000_000


class PageSourceOut(BaseModel):
    """A public page on which a fact rests; `stated` is its date as it stands there."""

    kind: Literal["page"] = "page"
    address: str
    title: str
    stated: str
    official: bool


class QuoteSourceOut(BaseModel):
    """A verbatim quote in a document of the corpus."""

    kind: Literal["quote"] = "quote"
    document_id: str
    quote: str
    href: str


class FactOut(BaseModel):
    """What a sheet says; `warns` marks an exclusion or a threshold."""

    part: Part
    text: str
    warns: bool
    sources: list[PageSourceOut | QuoteSourceOut]


class StatusOut(BaseModel):
    """The last known status on the day of asking, the date on which it rests, and where to check."""

    value: SheetStatus
    stated: str
    open_until: str | None = Field(description="The last day to apply; stands with an open status only.")
    text: str
    check_with: str
    check_address: str


class ProgrammeBrief(BaseModel):
    """A programme, instrument, building block or body, without its facts."""

    id: str
    name: str
    kind: SheetKind
    series: str | None
    year: str | None
    themes: list[str]
    status: StatusOut
    gathered: str = Field(description="The day on which the sheet was made; nobody checked it since.")
    checked_by_office: Literal[False] = False
    href: str | None = Field(description="The page that shows the sheet, where it is a document.")


class ProgrammeOut(ProgrammeBrief):
    """A programme with every fact, and what was looked for and not found."""

    facts: list[FactOut]
    not_found: list[str]


class ProgrammesResponse(BaseModel):
    """All programmes."""

    programmes: list[ProgrammeOut]


class MatchRequest(Sent):
    """What an applicant says of itself; what it does not say is read from `need` where that tells it."""

    need: Annotated[Text, Field(max_length=MAX_CHARACTERS)] = Field(
        default="", description="What is looked for, in own words."
    )
    organisation: Organisation | None = None
    together: StrictBool | None = Field(default=None, description="With others (true) or alone (false).")
    parties: Annotated[StrictInt, Field(ge=1, le=MOST_PARTIES)] | None = Field(
        default=None, description="How many take part, the applicant counted in."
    )
    inhabitants: Annotated[StrictInt, Field(ge=1, le=MOST_INHABITANTS)] | None = Field(
        default=None, description="Of all who take part."
    )
    phase: Phase | None = None
    euros: Annotated[StrictInt, Field(ge=1, le=MOST_EUROS)] | None = Field(
        default=None, description="The money sought for the project."
    )


class SituationOut(BaseModel):
    """The situation as it was read."""

    need: str
    organisation: Organisation | None
    together: bool | None
    parties: int | None
    inhabitants: int | None
    phase: Phase | None
    euros: int | None


class CriterionOut(BaseModel):
    """One criterion: the verdict, why (in Dutch), and the facts that prove it."""

    criterion: Criterion
    verdict: Verdict
    reason: str
    evidence: list[FactOut]


class MatchOut(BaseModel):
    """A programme held against a situation; `warnings` are all its exclusions and thresholds."""

    programme: ProgrammeBrief
    fit: Fit
    score: float = Field(description="How near the need is, 0 to 1; 0 where none was told.")
    criteria: list[CriterionOut]
    warnings: list[FactOut]


class MatchResponse(BaseModel):
    """The programmes, best first, and at most two questions whose answer would change that order."""

    situation: SituationOut
    matches: list[MatchOut]
    questions: list[str]
    notices: list[str]


class SheetProofOut(BaseModel):
    """A part of a fact sheet."""

    kind: Literal["sheet"] = "sheet"
    programme_id: str
    part: Part


class TermOut(BaseModel):
    """A word and what it means or stands for."""

    term: str
    kind: TermKind
    meaning: str
    aliases: list[str]
    sources: list[QuoteSourceOut | SheetProofOut]


class BodyOut(BaseModel):
    """A body or person: role, members, and whether it decides, steers, advises or carries out."""

    name: str
    role: str
    members: str | None
    authority: Authority
    sources: list[QuoteSourceOut | SheetProofOut]


class StepOut(BaseModel):
    """A step for a new colleague; the sources answer the question."""

    title: str
    text: str
    question: str
    sources: list[QuoteSourceOut | SheetProofOut]


class GlossaryResponse(BaseModel):
    """Words, who is who, and the way in for a new colleague."""

    terms: list[TermOut]
    bodies: list[BodyOut]
    steps: list[StepOut]


class EventOut(BaseModel):
    """What happened; `day` is "2021", "2021-10" or "2021-10-01"."""

    day: str
    text: str
    sources: list[QuoteSourceOut | SheetProofOut]


class TimelineResponse(BaseModel):
    """What happened, oldest first."""

    events: list[EventOut]
