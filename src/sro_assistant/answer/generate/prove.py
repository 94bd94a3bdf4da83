"""From a drafted sentence to a statement: nothing of it is believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.answer.generate.draft import DraftedStatement
from sro_assistant.answer.generate.material import Material
from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Language,
    Layout,
    RejectedCitation,
    Rejection,
    Statement,
)
from sro_assistant.dutch.text import sentences
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.tokens import words_of
from sro_assistant.grounding.verify import Shown, shortfall, state, verify
from sro_assistant.ports import Entailment
from sro_assistant.retrieve.language import language_of

MOST_WORDS = 60
"""A longer sentence says more than its quotes can be held against."""
MOST_SENTENCES = 3
LEAST_CHANCE = 0.5
"""The least chance that the quotes entail a sentence, where a second check is set."""

_REASONS: Mapping[Rejection, str] = {
    Rejection.UNCITED: "er staat geen bewijs bij",
    Rejection.UNKNOWN_PASSAGE: "dat label bestaat niet",
    Rejection.QUOTE_TOO_SHORT: "het citaat is te kort",
    Rejection.QUOTE_NOT_FOUND: "het citaat staat niet woord voor woord in die passage",
    Rejection.UNSUPPORTED_NUMBER: "dit getal of deze datum staat niet in het citaat",
    Rejection.UNSUPPORTED_NAME: "deze naam staat niet in het citaat",
    Rejection.LOST_NEGATION: "de zin en het citaat ontkennen niet hetzelfde",
    Rejection.UNSUPPORTED_MODAL: "dit woord (kan, moet, ongeveer, alleen …) staat niet in het citaat",
    Rejection.OTHER_HEADING: "die titel staat niet boven het citaat",
    Rejection.OTHER_SUBJECT: "het citaat gaat over iets anders dan de zin",
    Rejection.OTHER_LANGUAGE: "de zin is niet in het Nederlands",
    Rejection.WEAKENED: "de zin zegt dit stelliger, ruimer of zonder de voorwaarde van het citaat",
    Rejection.NOT_ENTAILED: "volgens een tweede controle volgt de zin niet uit het citaat",
    Rejection.REPLACED: "deze naam of dit getal staat in de plaats van een andere in het citaat",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A drafted sentence that its quotes do not carry, and why."""

    drafted: DraftedStatement
    reason: Rejection
    words: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reason in Dutch, for who has to write it again."""
        named = f": {', '.join(self.words)}" if self.words else ""
        return _REASONS[self.reason] + named


def prove(
    drafted: DraftedStatement, material: Material, bearing: Bearing, second: Entailment | None = None
) -> Statement | Refused:
    """The sentence as a statement with verified citations, or the reason to refuse it.

    `second` may refuse what the check lets through, and never the other way round.
    """
    claims = tuple(
        ClaimedCitation(passage_id=_passage_id(claim.label, material), quote=claim.quote)
        for claim in drafted.claims
    )
    if not claims:
        return Refused(drafted=drafted, reason=Rejection.UNCITED)
    if _is_foreign(drafted):
        return Refused(drafted=drafted, reason=Rejection.OTHER_LANGUAGE)
    if len(drafted.text.split()) > MOST_WORDS or len(sentences(drafted.text)) > MOST_SENTENCES:
        return Refused(drafted=drafted, reason=Rejection.OTHER_SUBJECT)
    return _judged(drafted, claims, material, bearing, second)


def _judged(
    drafted: DraftedStatement,
    claims: Sequence[ClaimedCitation],
    material: Material,
    bearing: Bearing,
    second: Entailment | None,
) -> Statement | Refused:
    layout = Layout.ITEM if drafted.is_item else Layout.PARAGRAPH
    outcome = state(drafted.text, claims, material.shown, layout=layout)
    if isinstance(outcome, RejectedCitation):
        lacking = _lacking(drafted.text, claims, material.shown)
        return Refused(drafted=drafted, reason=outcome.reason, words=lacking)
    lack = bearing.shortfall(outcome.text, outcome.citations, material.shown.names)
    if lack is not None:
        return Refused(drafted=drafted, reason=lack.reason, words=tuple(sorted(lack.words)))
    if second is not None and second.chance(_quoted(outcome), outcome.text) < LEAST_CHANCE:
        return Refused(drafted=drafted, reason=Rejection.NOT_ENTAILED)
    return outcome


def _quoted(statement: Statement) -> str:
    return " ".join(citation.quote for citation in statement.citations)


def _is_foreign(drafted: DraftedStatement) -> bool:
    """Whether a sentence is in another language; not where most of its words are those of its quotes."""
    if language_of(drafted.text) is Language.DUTCH:
        return False
    quoted = {word.casefold() for claim in drafted.claims for word in words_of(claim.quote)}
    said = [word.casefold() for word in words_of(drafted.text)]
    return 2 * sum(word in quoted for word in said) < len(said)


def _lacking(text: str, claims: Sequence[ClaimedCitation], shown: Shown) -> tuple[str, ...]:
    """The words of a refused text that its quotes lack; empty where a quote itself was refused."""
    found = [verify(claim, shown) for claim in claims]
    citations = [outcome for outcome in found if isinstance(outcome, Citation)]
    lack = shortfall(text, citations, shown.names) if len(citations) == len(claims) else None
    return tuple(sorted(lack.words)) if lack is not None else ()


def _passage_id(label: str, material: Material) -> str:
    passage = material.labelled.get(f"P{label}" if label.isdigit() else label)
    return passage.id if passage is not None else ""
