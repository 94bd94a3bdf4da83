"""How near a need, in anyone's words, is to what the fact sheets are for."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sro_assistant.domain import Fact, Part, Sheet, SheetQuestion
from sro_assistant.dutch.text import sentences
from sro_assistant.ports import Encoder, Vectors

TOLD = 0.4
"""What a word of a sheet's sentences or questions is worth; one of its needs and themes is worth 1."""
UNKNOWN_WORD = 0.6
"""What a word that no sheet knows is worth, as a share of the rarest that one knows."""
ALIKE = 0.68
"""How like a question of the sheets a text must be to ask for the same."""
_TOLD_IN = (Part.SUMMARY, Part.AUDIENCE, Part.OFFER)
_FOREIGN = ("en", "fr")

Terms = Callable[[str], Sequence[str]]
"""The terms of a text, as the searches take them."""


@dataclass(frozen=True, slots=True)
class Near:
    """How near a sheet is to a need, in 0..1, and which of its needs or themes is nearest.

    `sure` is the same where words that no sheet knows count as well: of "slimme afvalophaling" the sheets
    know "slim" alone, which makes them near and none of them sure.
    """

    score: float
    need: str
    sure: float


class Relevance:
    """The sheets' needs and themes, to be compared by meaning and by words.

    Half of a score is the cosine of the nearest pair of a sheet's need and the text, or a sentence of
    it; half is the share of the text's words, weighted by rarity among the sheets, that the sheet has.
    """

    def __init__(self, sheets: Iterable[Sheet], encoder: Encoder, terms: Terms) -> None:
        self._encoder = encoder
        self._terms = terms
        self._rows = [(sheet.id, text) for sheet in sheets for text in (*sheet.needs, *sheet.themes)]
        self._vectors: Vectors = encoder.encode([text for _, text in self._rows])
        self._words = {sheet.id: self._weighed(sheet) for sheet in sheets}
        counts = Counter(term for words in self._words.values() for term in words)
        self._rarity = {term: math.log(1 + len(self._words) / count) for term, count in counts.items()}

    def of(self, need: str) -> Mapping[str, Near]:
        """Every sheet's nearness to a need, by the sheet's id; nothing where the need is empty."""
        if not need.strip():
            return {}
        nearest = np.max(self._vectors @ self._encoder.encode(_said(need)).T, axis=1)
        shared, known = self._shared(need)
        found: dict[str, Near] = {}
        for (name, text), cosine in zip(self._rows, nearest, strict=True):
            meaning = 0.5 * max(0.0, float(cosine))
            words = 0.5 * shared[name]
            near = Near(meaning + words, text, sure=meaning + known * words)
            if name not in found or near.score > found[name].score:
                found[name] = near
        return found

    def asked_of(self, sheet: Sheet, text: str) -> Fact | None:
        """The fact of a sheet that answers what people ask most like a text, if they ask much like it.

        Names weigh much in a vector: half of the likeness is that of the texts without the sheet's names.
        """
        known = [(q.text, fact) for q in sheet.questions if (fact := _answering(sheet, q)) is not None]
        if not known or not text.strip():
            return None
        names = re.compile("|".join(map(re.escape, (sheet.name, *sheet.aliases, sheet.series or sheet.name))))
        asked = [question for question, _ in known]
        near = self._nearest(asked, text) + self._nearest(
            [names.sub(" ", question) for question in asked], names.sub(" ", text)
        )
        best = int(np.argmax(near))
        return known[best][1] if float(near[best]) / 2 >= ALIKE else None

    def _nearest(self, known: Sequence[str], text: str) -> Vectors:
        """How near each known text is to a text, or to the sentence of it that is nearest."""
        near: Vectors = np.max(self._encoder.encode(known) @ self._encoder.encode(_said(text)).T, axis=1)
        return near

    def _shared(self, need: str) -> tuple[Mapping[str, float], float]:
        """The share of the known words that each sheet has, and the share of all words that is known."""
        terms = set(self._terms(need))
        known = terms & self._rarity.keys()
        whole = sum(self._rarity[term] for term in known)
        strange = UNKNOWN_WORD * len(terms - known) * math.log(1 + len(self._words))
        shares = {
            name: sum(self._rarity[term] * words.get(term, 0.0) for term in known) / whole if whole else 0.0
            for name, words in self._words.items()
        }
        return shares, whole / (whole + strange) if whole else 0.0

    def _weighed(self, sheet: Sheet) -> Mapping[str, float]:
        """What each term of a sheet is worth."""
        told = (
            *(fact.text for fact in sheet.facts if fact.part in _TOLD_IN),
            *(question.text for question in sheet.questions if question.style not in _FOREIGN),
        )
        words = {term: TOLD for text in told for term in self._terms(text)}
        named = (sheet.name, *sheet.needs, *sheet.themes)
        return words | {term: 1.0 for text in named for term in self._terms(text)}


def _said(text: str) -> list[str]:
    """A text, and each sentence of it."""
    return [text, *(text[span.start : span.end] for span in sentences(text))]


def _answering(sheet: Sheet, question: SheetQuestion) -> Fact | None:
    """The fact that a question of a sheet is for."""
    facts = sheet.facts_of(question.part)
    return facts[question.number - 1] if question.number <= len(facts) else None
