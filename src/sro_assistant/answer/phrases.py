"""The Dutch sentences that the assistant says of its own accord, in one place."""

from collections.abc import Sequence

from sro_assistant.domain import Filters, SourceFile, Validity
from sro_assistant.dutch.tokens import MONTHS

SUBJECT = "de slimme regio Vlaanderen: de Smart Region Office, haar strategie en de programma's eromheen"


def date_in_words(published: str | None) -> str:
    """A source's date as it is read: "17 juli 2020", "2023", "datum onbekend"."""
    if published is None:
        return "datum onbekend"
    year, *rest = published.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if rest[1:] else ""
    return " ".join(part for part in (day, month, year) if part)


def not_found(contact: str, titles: Sequence[str]) -> str:
    """What a reader gets when the sources are silent: where to look, and whom to ask."""
    nearest = f" Het dichtst in de buurt komt: {_enumerated(titles)}." if titles else ""
    return (
        f"**Ik vind hierover geen antwoord in de bronnen.**{nearest} "
        f"Probeer uw vraag anders te stellen, of mail naar {contact}."
    )


def out_of_scope(contact: str) -> str:
    """What a reader gets who asks about something else."""
    return (
        f"**Deze vraag valt buiten mijn onderwerp.** Ik zoek antwoorden in documenten over {SUBJECT}. "
        f"Stel een vraag daarover, of mail naar {contact}."
    )


def refused(contact: str) -> str:
    """What a reader gets who tries to make the assistant do something else."""
    return (
        f"**Op dit verzoek ga ik niet in.** Ik beantwoord alleen vragen over {SUBJECT}, met zinnen uit de "
        f"bronnen. Stel een vraag daarover, of mail naar {contact}."
    )


def validity_notice(source: SourceFile) -> str | None:
    """What a reader must know of a source's age; None for one that is current."""
    if source.validity is Validity.CURRENT:
        return None
    if source.published is None:
        age = f"‘{source.title}’ draagt geen datum"
    else:
        age = f"‘{source.title}’ is van {date_in_words(source.published)}"
    return f"{age}: controleer of dit nog klopt. {_sentence(source.validity_reason)}"


def open_unknown() -> str:
    """What is missing when a reader asks whether a call or grant can be applied for."""
    return (
        "Of een oproep of subsidie nu openstaat, staat niet in de bronnen. "
        "Vraag het na bij de organisatie die ze geeft."
    )


def today_unknown() -> str:
    """What is missing when a reader asks for today and the sources are older or undated."""
    return "Of dit vandaag nog zo is, staat niet in de bronnen."


def undated_left_out(left_out: Sequence[SourceFile]) -> str:
    """Which sources a filter on date left out for want of a date."""
    titles = _enumerated([source.title for source in left_out])
    return f"U zoekt op datum. Deze bronnen hebben geen datum en deden niet mee: {titles}."


def nothing_to_search(filters: Filters) -> str:
    """What a reader gets whose filters leave no document."""
    reason = "Geen enkele bron voldoet aan uw filter" + (" op datum" if filters.by_date else "")
    return f"**{reason}.** Verruim het filter of zoek in alle documenten."


def look_into(heading: str, title: str) -> str:
    """A next question: what a source says under a heading."""
    return f"Wat staat er in ‘{title}’ over ‘{heading}’?"


def _enumerated(names: Sequence[str]) -> str:
    quoted = [f"‘{name}’" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} en {quoted[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
