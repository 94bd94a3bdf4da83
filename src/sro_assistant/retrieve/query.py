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
_NAMES_A_PAGE = re.compile(_PAGE, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What names some documents in a question, and which.

    `pages` is a pattern that names them one by one, as pages. It is as long as there are documents of a
    kind, so that it is made when a question first speaks of a page.
    """

    pattern: re.Pattern[str]
    pages: str
    kind: str
    document_ids: frozenset[str]

    def stands_in(self, text: str, *, with_pages: bool) -> bool:
        """Whether a text names the documents; `with_pages` where it speaks of a page at all."""
        return bool(self.pattern.search(text) or (with_pages and re.search(self.pages, text, re.IGNORECASE)))


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
        pages = _NAMES_A_PAGE.search(wording.text) is not None
        named = [naming for naming in self._naming if naming.stands_in(wording.text, with_pages=pages)]
        # What nothing here knows of a foreign question is asked too: no sentence covers it.
        unread = self._analyzer.terms(" ".join(self._wordings.unread(resolved, language)))
        terms = dict.fromkeys((*self._terms(wording.text, named), *unread), 1.0)
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
                + (r"|\b[a-z]{2,}-nota\b" if kind.endswith("nota") else ""),
                re.IGNORECASE,
            ),
            pages=rf"\b(?:{'|'.join(re.escape(name).replace('_', '[ -]?') for name in ids)})[ -]?{_PAGE}\b"
            + "".join(rf"|pagina (?:van|over) {subjects[name]}\b" for name in ids if name in subjects),
            kind=kind,
            document_ids=frozenset(ids),
        )
        for (kind, year), ids in alike.items()
    )
