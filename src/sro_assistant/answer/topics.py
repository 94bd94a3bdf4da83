"""What people ask of a programme most: the words of the question, and those of the facts that answer it."""

import re
from dataclasses import dataclass

from sro_assistant.domain import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A thing to know of a programme; `named` is what a sheet without it does not say, in Dutch."""

    named: str
    asked: re.Pattern[str]
    told: re.Pattern[str]

    def answered_by(self, fact: Fact) -> bool:
        """Whether a fact is on the topic."""
        return self.told.search(fact.text) is not None


def _topic(named: str, asked: str, told: str) -> Topic:
    return Topic(named=named, asked=re.compile(asked, re.IGNORECASE), told=re.compile(told, re.IGNORECASE))


_TOPICS = (
    _topic(
        "hoe en wanneer de steun betaald wordt",
        r"\buitbeta\w*|\bvoorschot\w*|\b(?:subsidie|steun)?schij(?:f|ven)\b|\b(?:wordt|krijg\w*)\b[^?.]*\bgestort\b",
        r"\bschijven\b|uitbeta|voorschot|steun werd in \w+ schijven",
    ),
    _topic(
        "of de steun met andere steun te combineren is",
        r"\bcombin\w+|\bgecombineerd\b|\bcumul\w+|\bgecumuleerd\b"
        r"|\bdubbele (?:subsidie|steun|financiering)\b",
        r"combineren|cumul|dubbele steun|ander europees",
    ),
    _topic(
        "welke eigen inbreng nodig is",
        r"\beigen (?:inbreng|bijdrage|middelen|aandeel)\b"
        r"|\bzelf (?:\w+ )?(?:betalen|bijleggen|in ?leggen|in ?brengen|voorzien)\b"
        r"|\b(?:mee ?betalen|mee ?financieren|bijleggen|bijpassen|in ?leggen|co-?financieren|co-?fund)\b"
        r"|\bco-?financiering (?:verplicht|nodig|vereist|hebben|vragen|voorzien)\b"
        r"|\bown contribution\b|\bapport propre\b",
        r"eigen (?:inbreng|bijdrage|middelen)|andere helft|legde minstens|hoogstens \d+ ?%|de helft van de",
    ),
    _topic(
        "wie u met een vraag kunt contacteren",
        r"\bcontact(?:eren|eer|persoon|gegevens|adres)?\b|\be?-?mail\w*|\btelefoon\w*|\baanspreekpunt\b",
        r"@|\bcontact\b|aanspreekpunt",
    ),
    _topic(
        "of samenwerken met anderen verplicht is",
        r"\b(?:samenwerk\w*|samen indienen|partners?)\b[^?.]*"
        r"\b(?:verplicht|moeten?|nodig|vereist|voorwaarde)\b"
        r"|\b(?:verplicht|moet(?:en)?|moest(?:en)?)\b[^?.]*\b(?:samenwerk\w*|samen indienen|partners?)\b"
        r"|\bhoeveel (?:partners?|besturen|gemeenten)\b",
        r"\bsamenwerk|\bsamen indienen|indienen samen|minstens (?:één|twee|drie)|partner",
    ),
)


def topic_of(text: str) -> Topic | None:
    """The first of these topics that a question is on; None where it asks something else."""
    return next((topic for topic in _TOPICS if topic.asked.search(text)), None)
