"""What the journal keeps of answers that were given; never who asked, and words only where they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sro_assistant.domain.answers import Status
from sro_assistant.domain.questions import Mode


class Origin(StrEnum):
    """Where a question was put: on the public pages and the API, or by the office in its workbench."""

    PUBLIC = "publiek"
    WORKBENCH = "werkbank"


class Rating(StrEnum):
    """What a reader thinks of an answer, or of one of its sources."""

    UP = "up"
    DOWN = "down"
    WRONG_SOURCE = "wrong_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer that was given. `question` is what was asked, made whole; None where it is not kept.

    `documents` are the ids of those cited; `approved` is the entry of the answer bank, if it came from one.
    """

    id: str
    at: datetime
    origin: Origin
    status: Status
    mode: Mode
    generation: str
    milliseconds: float
    documents: tuple[str, ...] = ()
    approved: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A reader's verdict on an answer; `citation` is the number of the source that is wrong."""

    answer_id: str
    at: datetime
    rating: Rating
    citation: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many answers there were, and what became of them; needs no question."""

    total: int
    by_status: Mapping[Status, int]
    by_rating: Mapping[Rating, int]
    from_bank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """A question that was declined or disliked: how often it was asked, and when last.

    `declined` and `disliked` count the answers of each sort; `last` is the newest of these.
    """

    question: str
    asked: int
    declined: int
    disliked: int
    last: datetime
    statuses: frozenset[Status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What became of a wanting question: asked again on a generation, or settled by a person (None)."""

    question: str
    generation: str | None
    is_closed: bool
    at: datetime
