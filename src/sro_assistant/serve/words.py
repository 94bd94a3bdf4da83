"""The Dutch words that pages, the command line and exported files share."""

from typing import Final

from sro_assistant.answer.phrases import date_in_words
from sro_assistant.domain import Status, Validity
from sro_assistant.serve.schemas import AskResponse, CitationOut

SITE: Final = "SRO-assistent"
NOTICE_LEAD: Final = "U praat met een AI-systeem."
NOTICE: Final = (
    "Het zoekt in documenten over de slimme regio Vlaanderen en kan fouten maken. "
    "Controleer het antwoord in de bron. Typ geen persoonsgegevens."
)
SECTION_MARK: Final = " \u203a "
EXPORT_NOTICE: Final = (
    "Deze antwoorden zijn gemaakt door een AI-systeem. Kijk elk antwoord na in de bron voor u het gebruikt."
)
SHOWN_QUOTES: Final = 3
"""A source card with more quotes than this folds them."""
VALIDITY: Final = {
    Validity.CURRENT: "actueel",
    Validity.HISTORICAL: "historisch",
    Validity.UNKNOWN: "geldigheid onbekend",
}
STATUS: Final = {
    Status.ANSWERED: "beantwoord",
    Status.PARTIAL: "deels beantwoord",
    Status.NOT_FOUND: "niet gevonden in de bronnen",
    Status.OUT_OF_SCOPE: "buiten het onderwerp",
    Status.REFUSED: "geweigerd",
}


def page_words(page: int | None) -> str:
    """Where in the source the section starts."""
    return f"deel begint op bladzijde {page}" if page is not None else "geen bladzijdenummers in deze bron"


def document_words(citation: CitationOut) -> str:
    """A source on one line: title, publisher, date and validity."""
    return " · ".join(
        (
            citation.title,
            citation.publisher,
            date_in_words(citation.published),
            VALIDITY[citation.validity],
        )
    )


def place_words(citation: CitationOut) -> str:
    """Where in its source something stands: section and page."""
    section = SECTION_MARK.join(citation.section)
    return " · ".join(part for part in (section, page_words(citation.page)) if part)


def source_words(citation: CitationOut) -> str:
    """A source and the place in it, on one line."""
    return f"{document_words(citation)} · {place_words(citation)}"


def status_words(response: AskResponse) -> str:
    """The line that says how it went: "Antwoord klaar, met 3 bronnen."."""
    if not response.sentences:
        return "Geen antwoord gevonden in de bronnen."
    count = len({citation.document_id for citation in response.citations})
    return f"Antwoord klaar, met {count} {'bron' if count == 1 else 'bronnen'}."
