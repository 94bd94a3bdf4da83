"""Questions to begin with, for each kind of reader; the assistant answers every one of them, with sources."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A kind of reader, and what they may want to know."""

    reader: str
    questions: tuple[str, ...]


EXAMPLES: Final = (
    Examples(
        reader="Lokaal bestuur",
        questions=(
            "Wat kan de SRO doen voor mijn gemeente?",
            "Welke programma's zijn er voor een lokaal bestuur?",
            "Hoe neem ik contact op met de Smart Region Office?",
        ),
    ),
    Examples(
        reader="Smart Region Office",
        questions=(
            "Wat zijn de zes strategische doelstellingen van de SRO?",
            "Welke rollen heeft de Smart Region Office?",
            "Wie zit er in de Smart Region Board?",
        ),
    ),
    Examples(
        reader="Nieuwe collega",
        questions=(
            "Wat is een slimme regio?",
            "Wat is het verschil tussen de Smart Region Board en de Smart Region Office?",
            "Waarvoor staat LBLOD?",
        ),
    ),
)
