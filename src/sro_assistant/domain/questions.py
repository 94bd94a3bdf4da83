"""Questions as they were read, and the passages that were found for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sro_assistant.domain.sources import Passage, SourceFile, Span, Validity


class Language(StrEnum):
    """The language in which a question was put; answers are Dutch."""

    DUTCH = "nl"
    ENGLISH = "en"
    FRENCH = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier question of the conversation, with the answer that was shown."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents may answer; None leaves a field free. A date leaves undated sources out."""

    documents: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    validities: frozenset[Validity] | None = None
    published_after: date | None = None
    published_before: date | None = None

    @property
    def is_free(self) -> bool:
        """Whether every document may answer."""
        return self == Filters()

    @property
    def by_date(self) -> bool:
        """Whether the filter looks at dates, so that undated sources fall out."""
        return self.published_after is not None or self.published_before is not None

    def admits(self, source: SourceFile) -> bool:
        """Whether a document may answer."""
        return (
            (self.documents is None or source.id in self.documents)
            and (self.kinds is None or source.kind in self.kinds)
            and (self.validities is None or source.validity in self.validities)
            and self._admits_date(source.published_from)
        )

    def _admits_date(self, published: date | None) -> bool:
        if not self.by_date:
            return True
        if published is None:
            return False
        after = self.published_after is None or published >= self.published_after
        before = self.published_before is None or published <= self.published_before
        return after and before


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as it was read: follow-ups made whole, language named, terms with weights.

    `question` is what was typed, `meant` the same with its typing errors mended, `resolved` that made
    whole with what was asked before, `dutch` its Dutch, word for word where it is in another language.

    `named_documents` are those that the question itself names ("volgens de strategienota").
    `terms` are stems and compound parts, `expansions` those that abbreviations and the like
    added (each lower in weight), by the word that brought them in.
    """

    question: str
    meant: str
    resolved: str
    dutch: str
    language: Language
    terms: Mapping[str, float]
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    named_documents: frozenset[str] = frozenset()

    @property
    def before(self) -> str:
        """The part of the resolved question that comes from earlier turns; empty where none does."""
        leant = self.resolved != self.meant and self.resolved.endswith(self.meant)
        return self.resolved.removesuffix(self.meant).strip() if leant else ""


class Channel(StrEnum):
    """A way in which a passage can be found."""

    KEYWORDS = "keywords"
    NGRAMS = "ngrams"
    VECTORS = "vectors"
    QUESTIONS = "questions"
    NAMED = "named"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """An expected question near to the query, and the place that answers it; similarity in 0..1."""

    text: str
    span: Span
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a passage was found: its share of the score by channel, and the terms that matched.

    `asked` are the nearest expected questions that the passage answers, best first.
    """

    channels: Mapping[Channel, float]
    terms: tuple[str, ...]
    asked: tuple[AskedBefore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievedPassage:
    """A passage with its fused score in 0..1 and the reason."""

    passage: Passage
    score: float
    why: Why


class Mode(StrEnum):
    """Who drafts the statements: rules over source sentences, or a language model."""

    AUTO = "auto"
    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"
