"""Whether each sentence of an edited answer still stands on the sources that it names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.desk.webinar.wording import Worded, items_under, worded
from sro_assistant.domain import Citation, Rejection
from sro_assistant.grounding.proof import Proof
from sro_assistant.grounding.verify import Shortfall

_REASONS: Mapping[Rejection, str] = {
    Rejection.UNSUPPORTED_NUMBER: "dit getal of deze datum staat niet in de bron: {words}",
    Rejection.UNSUPPORTED_NAME: "deze naam staat niet in de bron: {words}",
    Rejection.LOST_NEGATION: "zin en bron ontkennen niet hetzelfde: {words}",
    Rejection.UNSUPPORTED_MODAL: "dit woord staat niet in de bron en verandert wat ze zegt: {words}",
    Rejection.WEAKENED: "de zin zegt dit stelliger, ruimer of zonder de voorwaarde van de bron: {words}",
    Rejection.REPLACED: "dit staat in de bron op een andere plaats dan in de zin: {words}",
    Rejection.OTHER_SUBJECT: "de bron gaat over iets anders dan de zin",
}
_OTHERWISE = "de bron draagt deze zin niet: {words}"
_UNCITED = "er staat geen bron bij: zet er een nummer achter, zoals [1]"
_NO_SUCH = "bron {numbers} bestaat niet bij dit antwoord"
_CHANGED = "bron {numbers} is veranderd of verdwenen: beantwoord de vraag opnieuw"
_COUNTED = "het aantal punten onder deze inleiding is veranderd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence of an edited text after the check; `reason` is Dutch, empty where it is supported."""

    text: str
    markers: tuple[int, ...]
    is_item: bool
    line: int
    reason: str = ""

    @property
    def supported(self) -> bool:
        """Whether its sources carry it."""
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Holds edited texts against the answer they were made from.

    `own` is the answer's text and `citations` its citations in the order of their numbers; `gone` are the
    numbers of those whose words no longer stand in their source. A sentence of `own` was proven when the
    answer was made: it fails only where its source has changed since.
    """

    own: str
    citations: Sequence[Citation]
    proof: Proof
    gone: frozenset[int] = frozenset()

    def checked(self, text: str) -> tuple[Checked, ...]:
        """Every sentence with what is wrong with it."""
        every, original = worded(text), worded(self.own)
        known = {(sentence.text, sentence.markers) for sentence in original}
        leads = {s.text: items_under(s, original) for s in original if s.leads}
        return tuple(
            Checked(
                text=sentence.text,
                markers=sentence.markers,
                is_item=sentence.is_item,
                line=sentence.line,
                reason=self._lead_reason(sentence, every, leads)
                if sentence.leads
                else self._reason(sentence, known),
            )
            for sentence in every
        )

    def _reason(self, sentence: Worded, known: Collection[tuple[str, tuple[int, ...]]]) -> str:
        if strange := [n for n in sentence.markers if not 0 < n <= len(self.citations)]:
            return _NO_SUCH.format(numbers=_named(strange))
        if changed := [n for n in sentence.markers if n in self.gone]:
            return _CHANGED.format(numbers=_named(changed))
        if (sentence.text, sentence.markers) in known:
            return ""
        if not sentence.markers:
            return _UNCITED
        return _told(self.proof.lack(sentence.text, [self.citations[n - 1] for n in sentence.markers]))

    def _lead_reason(self, lead: Worded, every: Sequence[Worded], leads: Mapping[str, int]) -> str:
        """Why a lead-in fails, if it does; one of the assistant's own must lead as many items as before."""
        if lead.text in leads:
            return "" if items_under(lead, every) == leads[lead.text] else _COUNTED
        under = [s for s in every if s.is_item and s.line > lead.line]
        cited = [n for s in under for n in s.markers if 0 < n <= len(self.citations)]
        if not cited:
            return _UNCITED
        lack = self.proof.lack(lead.text, [self.citations[n - 1] for n in dict.fromkeys(cited)])
        # A lead-in may say little that its items say too; what it does say must be true of them.
        return "" if lack is not None and lack.reason is Rejection.OTHER_SUBJECT else _told(lack)


def _told(lack: Shortfall | None) -> str:
    """What is lacking, in Dutch; empty where nothing is."""
    if lack is None:
        return ""
    return _REASONS.get(lack.reason, _OTHERWISE).format(words=", ".join(sorted(lack.words)))


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(f"[{number}]" for number in numbers)
