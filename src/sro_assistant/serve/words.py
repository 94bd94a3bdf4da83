"""The Dutch words that pages, the command line and exported files share."""

from collections.abc import Sequence
from typing import Final

from sro_assistant.domain import Status, Validity
from sro_assistant.dutch.dates import date_in_words
from sro_assistant.retrieve.question import DO_YOU_MEAN
from sro_assistant.serve.schemas import AskResponse, CitationOut, SentenceOut

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
COPY_NOTICE: Final = (
    "Dit antwoord is gemaakt door een AI-systeem en niet nagekeken. "
    "Kijk het na in de bron voor u het gebruikt."
)
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
LOST_PLACE: Final = (
    "De geciteerde zin staat niet meer op deze plaats in de bron. Er is daarom niets aangeduid."
)
THANKS: Final = "We gebruiken het om te zien welke antwoorden beter moeten."
VERDICT: Final = {Status.PARTIAL: "Gedeeltelijk beantwoord"}
"""What stands above an answer that is not the whole of it."""


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
    return section_words(citation.section, citation.page)


def section_words(headings: Sequence[str], page: int | None) -> str:
    """A section by its headings, and the page on which it starts."""
    return " · ".join(part for part in (SECTION_MARK.join(headings), page_words(page)) if part)


def source_words(citation: CitationOut) -> str:
    """A source and the place in it, on one line."""
    return f"{document_words(citation)} · {place_words(citation)}"


def sentence_words(sentence: SentenceOut) -> str:
    """A sentence as plain text: the heading before it, and the numbers of its citations behind it."""
    heading = f"{sentence.heading}: " if sentence.heading else ""
    return f"{heading}{sentence.text} {''.join(f'[{number}]' for number in sentence.citations)}"


def status_words(response: AskResponse) -> str:
    """The status line above an answer: "Antwoord klaar, met 3 bronnen."."""
    if not response.sentences:
        return "Geen antwoord gevonden in de bronnen."
    return f"Antwoord klaar, met {sources_words(response)}."


def sources_words(response: AskResponse) -> str:
    """How many documents an answer stands on: "1 bron", "3 bronnen"."""
    count = len({citation.document_id for citation in response.citations})
    return f"{count} {'bron' if count == 1 else 'bronnen'}"


def suggestion_groups(response: AskResponse) -> list[tuple[str, list[str]]]:
    """The suggestions under their headings: what the reader may have meant, then what they can ask next."""
    meant = [s.removeprefix(DO_YOU_MEAN) for s in response.suggestions if s.startswith(DO_YOU_MEAN)]
    further = [s for s in response.suggestions if not s.startswith(DO_YOU_MEAN)]
    return [(label, texts) for label, texts in (("Bedoelt u", meant), ("Verder vragen", further)) if texts]
