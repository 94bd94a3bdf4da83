"""A question with its history becomes a Query: whole, its language named, its terms weighted."""

from collections.abc import Sequence

from sro_assistant.domain import Filters, Query, Turn
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.words import Analyzer, words
from sro_assistant.retrieve.language import language_of
from sro_assistant.retrieve.question import checked_question, resolve

EXPANSION_WEIGHT = 0.4
"""What an abbreviation's long form adds counts less than what was typed."""


class QueryReader:
    """Reads questions with the words and abbreviations of one generation of the index."""

    def __init__(self, analyzer: Analyzer, lexicon: Lexicon) -> None:
        self._analyzer = analyzer
        self._lexicon = lexicon

    def read(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Query:
        """The query that a question asks; raises InputError for one that cannot be read."""
        asked = checked_question(question)
        resolved = resolve(asked, [Turn(question=checked_question(t.question)) for t in history])
        terms = dict.fromkeys(self._analyzer.terms(resolved), 1.0)
        expansions = self._lexicon.expansions(words(resolved))
        for added in expansions.values():
            for term in self._analyzer.terms(" ".join(added)):
                terms.setdefault(term, EXPANSION_WEIGHT)
        return Query(
            question=asked,
            resolved=resolved,
            language=language_of(asked),
            terms=terms,
            expansions=dict(expansions),
            filters=filters or Filters(),
        )
