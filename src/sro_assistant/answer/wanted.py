"""Kinds of thing that only one form can answer: a telephone number, a percentage, a date, an amount.

A sentence of another form does not answer, however near its subject: then the sources are silent.
"""

import re
from dataclasses import dataclass

from sro_assistant.dutch.tokens import MONTHS

_MONTH = "|".join(MONTHS)
_COUNT_WORDS = "één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|achttien|twintig"


@dataclass(frozen=True, slots=True)
class Form:
    """Which questions want a thing of this form, and how it looks in a text."""

    asked: re.Pattern[str]
    looks: re.Pattern[str]

    def fits(self, text: str, question: str) -> bool:
        """Whether a text has this form, and counts what the question wants counted."""
        if not self.looks.search(text):
            return False
        counted = self.asked.search(question)
        noun = counted.groupdict().get("noun") if counted else None
        return noun is None or _same_noun(noun.lower(), text.lower())


def _form(asked: str, looks: str) -> Form:
    return Form(re.compile(asked, re.IGNORECASE), re.compile(looks, re.IGNORECASE))


# "Hoeveel kreeg …", "hoeveel moet …": a verb, not what is counted.
_COUNTING_NOTHING = (
    r"krijg\w*|kreeg|kregen|moet\w*|moest\w*|bedr\w+|kost\w*|telt|telde|heeft|hebben|hadden|zijn|waren|gaat|ging"
    r"|betaa?l\w*|draa?g\w*|droeg\w*|lever\w*|kunnen|konden|mogen|zouden|wordt|worden|werd\w*|kom\w*|kwam\w*"
    r"|staat|stond\w*|geeft|geven|legt|leggen|dekt\w*|zitten|doet|doen|verdien\w*|zetten|stopt|stak|trok"
)

# A number or a number word; a year counts nothing.
_COUNT = rf"\b(?!(?:19|20)\d\d\b)\d|\b(?:{_COUNT_WORDS})\b"
_OFTEN = (
    rf"(?:om de|elke|iedere|per|eens|keer) (?:\d+|{_COUNT_WORDS})? ?(?:dag|week|weken|maand|kwartaal|jaar)"
    r"|\b(?:dage|weke|maande|jaar)lijks|keer per|tweejaarlijks"
)

_FORMS = (
    _form(r"hoe (?:vaak|dikwijls)|how (?:often|frequently)|fréquence|om de hoeveel", _OFTEN),
    _form(
        r"(?:welk|what|which|quelle) (?:jaar|year|année)|jaartal",
        r"\b(?:19|20)\d\d\b",
    ),
    _form(r"\blink\b|website|webadres|\burl\b|webpagina", r"https?://|\bwww\.|\w\.(?:be|eu|com)\b(?<!@)"),
    _form(
        r"(?:hoogste|maxim\w+) \w*(?:bedrag|steun|subsidie|budget)|montant maxim\w+"
        r"|hoeveel .*(?:maximaal|hoogstens|maximum)",
        r"(?:maxim|hoogstens|plafond|tot) ?\w* ?(?:€ ?)?\d",
    ),
    _form(r"telefo|gsm-?nummer|bellen\b|phone", r"(?:\+32|\b0\d)[\d ./]{6,}"),
    _form(r"e-?mail|mail-?adres|courriel", r"\S+@\S+"),
    _form(r"percenta|procent|pourcentage|per ?cent\b|\d ?%", r"\d\s?(?:%|procent)"),
    _form(
        r"hoe laat|(?:welk|quelle?|what) (?:uur|heure|time)\b|at what time",
        r"\b\d{1,2}(?:[.:u]\d{2}| ?uur\b|u\b)",
    ),
    _form(r"\b\w*datum\b|welke dag\b|what date|quelle date", rf"\b\d{{1,2}} (?:{_MONTH})\b"),
    _form(
        r"(?:wat|hoeveel) kost|kostprijs|\bprijs van\b|\bbedrag\b|budget\b|\bde pot\b|how much|\bmontant"
        r"|hoeveel (?:geld|euro|centen|subsidie|steun|\w+geld|\w+subsidie|\w+budget)\b",
        r"€ ?\d|\d(?:[\d., ]*)(?:euro|miljoen|miljard)|\d euro",
    ),
    _form(
        rf"(?:hoeveel|het aantal) (?!(?:{_COUNTING_NOTHING})\b)(?P<noun>[^\W\d_]{{4,}})",
        _COUNT,
    ),
    _form(r"hoeveel|how many|combien|\baantal\b", _COUNT),
)


def wanted_form(question: str) -> Form | None:
    """The form that an answer must have; None where any sentence may answer."""
    return next((form for form in _FORMS if form.asked.search(question)), None)


def _same_noun(noun: str, text: str) -> bool:
    """Whether the noun stands in a text in some inflection: its ending is left free."""
    return noun[: max(4, len(noun) - 2)] in text
