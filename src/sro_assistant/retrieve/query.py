"""A question with its history becomes a Query: whole, its language named, its terms weighted."""

import re
from collections.abc import Sequence

from sro_assistant.domain import Filters, Query, SourceFile, Turn
from sro_assistant.dutch.words import Analyzer
from sro_assistant.retrieve.language import language_of
from sro_assistant.retrieve.question import checked_question, resolve
from sro_assistant.retrieve.wording import Wordings

EXPANSION_WEIGHT = 0.4
"""What a question may also be called counts less than what was typed."""


class QueryReader:
    """Reads questions with the words of one generation of the index."""

    def __init__(self, analyzer: Analyzer, wordings: Wordings, sources: Sequence[SourceFile]) -> None:
        self._analyzer = analyzer
        self._wordings = wordings
        self._sources = sources

    def read(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Query:
        """The query that a question asks; raises InputError for one that cannot be read."""
        asked = checked_question(question)
        language = language_of(asked)
        meant, mended = self._wordings.mended(asked, language)
        resolved = resolve(meant, [Turn(question=checked_question(t.question)) for t in history])
        wording = self._wordings.of(resolved, language)
        named = tuple(source for source in self._sources if _names(wording.text, source))
        terms = dict.fromkeys(self._terms(wording.text, named), 1.0)
        for phrase in (phrase for phrases in wording.expansions.values() for phrase in phrases):
            for term in self._analyzer.terms(phrase):
                terms.setdefault(term, EXPANSION_WEIGHT)
        return Query(
            question=asked,
            meant=meant,
            resolved=resolved,
            dutch=wording.text,
            language=language,
            terms=terms,
            expansions={**wording.expansions, **mended},
            notices=wording.notices,
            filters=filters or Filters(),
            named_documents=frozenset(source.id for source in named),
        )

    def _terms(self, text: str, named: Sequence[SourceFile]) -> tuple[str, ...]:
        """The question's terms; those that only say which document is meant are left out."""
        naming = {term for source in named for term in self._analyzer.terms(f"{source.kind} volgens nota")}
        terms = self._analyzer.terms(text)
        return tuple(term for term in terms if term not in naming) or terms


def _names(question: str, source: SourceFile) -> bool:
    """Whether a question names a source: by its kind ("de mededeling"), or as the note of its year."""
    year = (source.published or "")[:4]
    by_kind = rf"\b{re.escape(source.kind)}\b"
    by_year = rf"\bnota (?:van|uit) {year}\b" if year else by_kind
    return re.search(f"{by_kind}|{by_year}", question, re.IGNORECASE) is not None
