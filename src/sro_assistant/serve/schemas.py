"""What goes over the wire, as pydantic models: the field names of the HTTP contract."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StrictBool
from pydantic_core import PydanticCustomError

from sro_assistant.domain import Channel, Language, Layout, Mode, Status, Validity
from sro_assistant.retrieve.question import MAX_CHARACTERS

MAX_TURNS = 20
MAX_ANSWER_CHARACTERS = 20_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _written_date(value: object) -> object:
    if isinstance(value, str) and not _DATE.match(value):
        raise PydanticCustomError("date_parsing", "not written as 2022-01-31")
    if isinstance(value, (int, float)):
        raise PydanticCustomError("date_type", "not a date")
    return value


def _sorted_once(values: list[str]) -> list[str]:
    return sorted(set(values))


def _whole_characters(text: str) -> str:
    """Refuses half a character, which JSON can name and no answer can carry."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("string_unicode", "holds half a character")
    return text


def _carriable(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")


QUESTION_SCHEMA: Final[dict[str, JsonValue]] = {
    "minLength": 1,
    "maxLength": MAX_CHARACTERS,
    # A letter or digit, and no control characters but tabs and line ends.
    "pattern": (
        r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*[^\W_]"
        r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"
    ),
}
"""How a description of the API says what `retrieve.question.checked_question` accepts."""
Text = Annotated[str, AfterValidator(_whole_characters)]
Told = Annotated[str, AfterValidator(_carriable)]
WrittenDate = Annotated[date, BeforeValidator(_written_date)]
Names = Annotated[list[Text], Field(min_length=1, max_length=1000), AfterValidator(_sorted_once)]


class Sent(BaseModel):
    """What every request model shares: fields that we do not know are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class FiltersIn(BaseModel):
    """Which documents may answer. An unknown field is refused: a filter must never be lost in a typo."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: Names | None = Field(default=None, description="Only these document ids.")
    kinds: Names | None = Field(default=None, description="Only these kinds of source.")
    validities: Annotated[list[Validity], Field(min_length=1)] | None = None
    published_after: WrittenDate | None = Field(
        default=None, description="From this day on; undated sources fall out."
    )
    published_before: WrittenDate | None = Field(
        default=None, description="Up to this day; undated sources fall out."
    )


class TurnIn(Sent):
    """An earlier turn of the conversation."""

    question: Text = Field(
        description="1 to 2,000 characters after trimming.", json_schema_extra=QUESTION_SCHEMA
    )
    answer: Annotated[Text, Field(max_length=MAX_ANSWER_CHARACTERS)] | None = None


class AskRequest(Sent):
    """A question with its conversation and its filters."""

    question: Text = Field(
        description="1 to 2,000 characters after trimming.", json_schema_extra=QUESTION_SCHEMA
    )
    history: Annotated[list[TurnIn], Field(max_length=MAX_TURNS)] | None = Field(
        default=None, description="Earlier turns, oldest first."
    )
    filters: FiltersIn | None = None
    mode: Mode = Mode.AUTO
    bank: StrictBool = Field(default=True, description="false leaves the answer bank out.")


class CitationOut(BaseModel):
    """A place in a document; `document.text[start:end] == quote`."""

    number: int
    document_id: str
    title: str
    publisher: str
    published: str | None
    section: list[str]
    page: int | None = Field(description="The page on which the section starts.")
    quote: str
    start: int
    end: int
    passage_id: str
    href: str
    url: str | None
    validity: Validity


class SentenceOut(BaseModel):
    """One sentence or list item of the answer.

    `label` is its number in an ordered list, `heading` the section's heading that is shown before it.
    """

    text: str
    citations: list[int]
    verbatim: bool
    frame: str | None = None
    heading: str | None = None
    layout: Layout = Layout.PARAGRAPH
    label: int | None = None


class SentenceEvent(SentenceOut):
    """One sentence of a stream: its position from 1, and the citations that its numbers name."""

    position: int
    cited: list[CitationOut]


class RelatedOut(BaseModel):
    """What the sources do say on the subject."""

    text: str
    citation: CitationOut


class QueryOut(BaseModel):
    """The question as it was read."""

    resolved: str
    language: Language


class ApprovedOut(BaseModel):
    """The entry of the answer bank that answered, and when the office read it."""

    entry: str
    reviewed: str | None


class AbbreviationOut(BaseModel):
    """An abbreviation that stands in the answer, and what it stands for."""

    term: str
    meaning: str


class AskResponse(BaseModel):
    """An answer, ready for any face."""

    answer_id: str
    status: Status
    mode: Mode
    answer: str = Field(description="Dutch Markdown with [n] markers.")
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    missing: list[str]
    related: list[RelatedOut]
    notices: list[str]
    suggestions: list[str]
    query: QueryOut
    approved: ApprovedOut | None
    abbreviations: list[AbbreviationOut] = Field(
        default_factory=list, description="Those that the answer does not write out."
    )
    generation: str
    model: str | None
    timings_ms: dict[str, float]


class WhyOut(BaseModel):
    """Why a passage was found: each channel's share of the score, and the terms that matched."""

    channels: dict[Channel, float]
    terms: list[str]


class FoundPassageOut(BaseModel):
    """A passage that the search found."""

    passage_id: str
    document_id: str
    section: list[str]
    page: int | None
    text: str
    start: int
    end: int
    score: float
    why: WhyOut


class SearchResponse(BaseModel):
    """The retrieval stage alone, best first."""

    query: QueryOut
    passages: list[FoundPassageOut]


class DocumentOut(BaseModel):
    """A source, without its text."""

    id: str
    title: str
    publisher: str
    published: str | None
    kind: str
    validity: Validity
    validity_reason: str
    licence: str
    url: str | None
    href: str
    copies: list[str]
    characters: int


class DocumentsResponse(BaseModel):
    """All sources."""

    documents: list[DocumentOut]


class SectionOut(BaseModel):
    """A heading and the interval of what stands under it."""

    heading: str
    level: int
    path: list[str]
    page: int | None
    start: int
    end: int


class PassageOut(BaseModel):
    """A stretch of one section."""

    passage_id: str
    document_id: str
    section: list[str]
    page: int | None
    text: str
    start: int
    end: int
    href: str


class DocumentResponse(DocumentOut):
    """A source with its canonical text; offsets count Unicode characters of `text`."""

    text: str
    sections: list[SectionOut]
    passages: list[PassageOut]


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: Told
    detail: Told


class Problem(BaseModel):
    """An RFC 9457 problem; `detail` is Dutch and says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: Told
    errors: list[FieldProblem] = Field(default_factory=list)
    request_id: str | None = Field(default=None, description="As in the header X-Request-ID.")
