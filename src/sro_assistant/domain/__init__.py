"""The nouns of the assistant: frozen values, standard library only."""

from sro_assistant.domain.answers import (
    Answer,
    Citation,
    ClaimedCitation,
    Layout,
    RejectedCitation,
    Rejection,
    Statement,
    Status,
)
from sro_assistant.domain.questions import (
    Channel,
    Filters,
    Language,
    Mode,
    Query,
    RetrievedPassage,
    Turn,
    Why,
)
from sro_assistant.domain.sources import (
    Document,
    ListBlock,
    Passage,
    Section,
    SourceFile,
    Span,
    Validity,
)

__all__ = [
    "Answer",
    "Channel",
    "Citation",
    "ClaimedCitation",
    "Document",
    "Filters",
    "Language",
    "Layout",
    "ListBlock",
    "Mode",
    "Passage",
    "Query",
    "RejectedCitation",
    "Rejection",
    "RetrievedPassage",
    "Section",
    "SourceFile",
    "Span",
    "Statement",
    "Status",
    "Turn",
    "Validity",
    "Why",
]
