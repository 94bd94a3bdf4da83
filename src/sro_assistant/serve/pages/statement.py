"""What the accessibility statement says, as data: whoever tests again changes it here."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """How accessible the pages are, as far as it is known, with the days on which that was said."""

    prepared: date
    reviewed: date
    tested: tuple[str, ...]
    not_tested: tuple[str, ...]
    gaps: tuple[str, ...]


ACCESSIBILITY: Final = Statement(
    prepared=date(2026, 11, 22),
    reviewed=date(2026, 11, 22),
    tested=(
        "automatische tests met axe in Chromium: licht en donker, breed en op schermen van 390 en 320 pixels",
        "automatische tests met alleen het toetsenbord, van de vraag naar de bron en terug",
        "schermafdrukken van de pagina’s, die de bouwers bekeken",
    ),
    not_tested=(
        "schermlezers: NVDA met Firefox en VoiceOver met Safari",
        "spraakbediening en schermvergroting",
        "andere browsers dan Chromium",
        "een audit door een onafhankelijke deskundige",
        "een test met mensen met een beperking",
    ),
    gaps=(
        "Of elke uitleg in gewone taal duidelijk genoeg is, is niet nagegaan met lezers.",
        "Woorden in een andere taal, in citaten en namen, zijn niet als die taal aangeduid.",
        "De brondocumenten tonen wij als tekst. Hun bladzijdenummers staan er meestal niet bij.",
        "De werkbank voor medewerkers is gemaakt met Gradio. Dat onderdeel is minder grondig getest.",
    ),
)
