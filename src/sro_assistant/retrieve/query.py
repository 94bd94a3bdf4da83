"""A question with its history becomes a Query: whole, its language named, its terms weighted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sro_assistant.domain import Filters, Query, SourceFile, Turn
from sro_assistant.dutch.words import Analyzer
from sro_assistant.retrieve.language import language_of
from sro_assistant.retrieve.question import checked_question, resolve
from sro_assistant.retrieve.wording import Wordings

EXPANSION_WEIGHT = 0.4
"""What a question may also be called counts less than what was typed."""

_PAGE = r"(?:pagina|webpagina|website|bericht|artikel)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What names some documents in a question, and which."""

    pattern: re.Pattern[str]
    kind: str
    document_ids: frozenset[str]


class QueryReader:
    """Reads questions with the words of one generation of the index."""

    def __init__(self, analyzer: Analyzer, wordings: Wordings, sources: Sequence[SourceFile]) -> None:
        self._analyzer = analyzer
        self._wordings = wordings
        self._naming = _naming(sources)

    def read(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        leaning: bool = False,
    ) -> Query:
        """The query that a question asks; raises InputError for one that cannot be read.

        `leaning` says that it leans on the turn before it, whatever its words.
        """
        asked = checked_question(question)
        language = language_of(asked)
        meant, mended = self._wordings.mended(asked, language)
        turns = [Turn(question=checked_question(t.question)) for t in history]
        resolved = resolve(meant, turns, leaning=leaning)
        wording = self._wordings.of(resolved, language)
        named = [naming for naming in self._naming if naming.pattern.search(wording.text)]
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
            named_documents=frozenset(name for naming in named for name in naming.document_ids),
        )

    def _terms(self, text: str, named: Sequence[Naming]) -> tuple[str, ...]:
        """The question's terms; those that only say which document is meant are left out."""
        naming = {term for n in named for term in self._analyzer.terms(f"{n.kind} volgens nota")}
        terms = self._analyzer.terms(text)
        return tuple(term for term in terms if term not in naming) or terms


def _naming(sources: Sequence[SourceFile]) -> tuple[Naming, ...]:
    """How sources are named: by kind ("de mededeling"), as a year's note, as a subject's page, by their id.

    An id counts with what a source is: "de webinarpagina", not "het webinar".
    """
    alike: dict[tuple[str, str], list[str]] = {}
    subjects = {s.id: re.escape(s.title.removeprefix("Over ")) for s in sources if s.kind.endswith("pagina")}
    for source in (source for source in sources if not source.is_sheet):
        alike.setdefault((source.kind, (source.published or "")[:4]), []).append(source.id)
    return tuple(
        Naming(
            pattern=re.compile(
                rf"\b{re.escape(kind)}\b"
                + (rf"|\bnota (?:van|uit) {year}\b" if year else "")
                + (r"|\b[a-z]{2,}-nota\b" if kind.endswith("nota") else "")
                + "".join(rf"|pagina (?:van|over) {subjects[name]}\b" for name in ids if name in subjects)
                + "".join(rf"|\b{re.escape(name).replace('_', '[ -]?')}[ -]?{_PAGE}\b" for name in ids),
                re.IGNORECASE,
            ),
            kind=kind,
            document_ids=frozenset(ids),
        )
        for (kind, year), ids in alike.items()
    )
