"""Whether a sentence tells what may, must or will be as firmly as its quotes do, or less so.

Modals are compared by strength and clause by clause, not by word: an aim may be told as a plan ("om te",
"streeft naar", "zal"), a fact as what can be; never a wish as a duty, nor a plan as what has been done.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.grounding.facts import MODALS, denials_in, facts_of
from sro_assistant.grounding.modes import Clause, Mode, clauses, modals_of, modes_of
from sro_assistant.grounding.tokens import words_of

TermsOf = Callable[[str], Sequence[str]]

_CARRIED_BY: Mapping[Mode, frozenset[Mode]] = {
    Mode.CAN: frozenset({Mode.CAN, Mode.MAY, Mode.UNSURE, Mode.FOR}),
    Mode.MAY: frozenset({Mode.MAY, Mode.CAN}),
    Mode.MUST: frozenset({Mode.MUST, Mode.AIM}),
    Mode.WILL: frozenset({Mode.WILL, Mode.AIM, Mode.FOR, Mode.MUST}),
    Mode.UNSURE: frozenset({Mode.UNSURE, Mode.CAN, Mode.MAY, Mode.WILL, Mode.AIM, Mode.FOR}),
}
"""What a clause of the quotes may tell for a clause of the text to say this."""
_EXCLUDED_BY: Mapping[Mode, Mode] = {Mode.CAN: Mode.MUST, Mode.MUST: Mode.CAN, Mode.MAY: Mode.MUST}
"""What may not be said for another where the quotes say that other and the text drops it."""
_AHEAD = frozenset({Mode.WILL, Mode.FOR, Mode.AIM})
"""What is not yet, and is expected."""
_NOT_THERE = frozenset({Mode.WILL, Mode.AIM, Mode.UNSURE})
"""What is not there yet; what may be could be there."""
_ALREADY = re.compile(
    r"\b(?:intussen|inmiddels|ondertussen|reeds|al)\b(?! (?:dan|naargelang|wie|wat|het|de)\b)", re.IGNORECASE
)
_FIRM = frozenset({Mode.CAN, Mode.MAY, Mode.MUST})
_OF_WRITER = re.compile(
    r"\s*hoe\b|.*\b(?:kan|kunnen|kon|mag|mogen|moeten|moet)\b[^,;.]*\b(?:gezegd|gesteld|genoemd|onderscheiden"
    r"|ondergebracht|ingedeeld|samengevat|vastgesteld|vaststellen|opgemerkt|zeggen|stellen|noemen|onderbrengen)\b",
    re.DOTALL,
)
"""What may be said or sorted is said and sorted there: the modal is the writer's, not the thing's."""
_DENIES = re.compile(r"\b(?:niet|geen)\b")
_KEPT = 0.6
"""The share of a clause's words that a sentence must repeat to be held to what the clause may or must."""
_CLOSE = 2
"""So many words in common and a clause is about the same; with fewer any clause of the quotes may be."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A clause of a text beside the clauses of its quotes.

    `about` are those with which it has most in common, none where that is next to nothing; `dropped` is what
    the quotes say by a modal and the text nowhere does.
    """

    clause: Clause
    about: Sequence[Clause]
    heard: Sequence[Clause]
    dropped: frozenset[Mode]

    @property
    def modes(self) -> frozenset[Mode]:
        """How the quotes tell what the clause tells."""
        return modes_of(self.about or self.heard)

    def carries(self, mode: Mode) -> bool:
        """Whether the quotes let the clause say this."""
        if mode is Mode.MAY and _DENIES.search(self.clause.text) and Mode.MUST in modes_of(self.heard):
            return True  # what must not be may not be
        if self._is_exchanged(mode):
            return False
        if self._is_said(mode):
            return True
        is_denied = mode is not Mode.WILL and bool(denials_in(self.clause.text))
        is_weaker_duty = mode is Mode.CAN and bool(self.about) and Mode.MUST in self.modes
        if is_denied or (is_weaker_duty and Mode.FOR not in self.modes):
            return False
        return bool((self.modes or modes_of(self.heard)) & _CARRIED_BY[mode]) or self._is_implied(mode)

    def _is_exchanged(self, mode: Mode) -> bool:
        """Whether it stands for another modal of the quotes, which say nothing there that carries it."""
        rival, there = _EXCLUDED_BY.get(mode), self.about or self.heard
        carrying = modes_of(there) & (_CARRIED_BY[mode] | {mode})
        return rival in self.dropped and rival in modals_of(there) and not carrying

    def _is_said(self, mode: Mode) -> bool:
        """Whether the quotes say the same: there, or in another clause."""
        return mode in modes_of(self.heard)

    def _is_implied(self, mode: Mode) -> bool:
        """Whether what the quotes tell otherwise comes down to this."""
        match mode:
            case Mode.MUST:  # of what is no somebody it is expected
                is_result = self.clause.is_result and not facts_of(self.clause.text).names
                is_expected = is_result or not self.clause.has_body
                ahead = (self.modes or modes_of(self.heard)) & _AHEAD
                return is_expected and bool(ahead) and Mode.CAN not in self.modes
            case Mode.CAN:  # who does something can do it
                is_denied = any(denials_in(other.text) for other in self.about)
                is_effect = self.clause.is_subordinate and self.modes <= {Mode.WILL, Mode.AIM}
                return not is_denied and (not self.modes or is_effect)
            case Mode.WILL:  # policy in the present tells what will be done
                return not self.modes and not any(other.is_done for other in self.about or self.heard)
            case _:
                return False


def overstated(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The modals of a text that its quotes do not carry: those that claim more, or something else.

    Each clause of the text is held to the clauses of the quotes with which it has most in common.
    """
    heard = [clause for quote in quotes for clause in clauses(quote)]
    said = [*clauses(text)]
    dropped = modals_of(heard) - modals_of(said)
    held = (_Held(clause, _about(clause, heard), heard, dropped) for clause in said)
    return frozenset(str(mode) for one in held for mode in one.clause.modals if not one.carries(mode))


def stated(text: str, quotes: Sequence[str], terms_of: TermsOf) -> frozenset[str]:
    """What the quotes say may or must be, where a text repeats that as a plain fact or as there already."""
    said = [*clauses(text)]
    heard = [clause for quote in quotes for clause in clauses(quote)]
    plain = {term for clause in said if not clause.modes for term in terms_of(clause.text)}
    kept = modes_of(said)
    lost = {
        str(mode)
        for clause in heard
        if not _OF_WRITER.match(clause.text) and _repeats(plain, clause, terms_of)
        for mode in _lost(clause, kept)
    }
    return frozenset(lost) | _already(said, heard)


def _lost(clause: Clause, kept: frozenset[Mode]) -> frozenset[Mode]:
    """What a clause says may or must be, where a text keeps nothing that tells so."""
    firm = clause.modals & _FIRM
    if denials_in(clause.text):  # who cannot do something does not do it
        firm -= {Mode.CAN}
    is_kept = any(kept & (_CARRIED_BY[mode] | _AHEAD | {mode}) for mode in firm)
    return frozenset() if is_kept else firm


def _already(said: Sequence[Clause], heard: Sequence[Clause]) -> frozenset[str]:
    """What a text says is there or was done, where the quotes tell it as planned or open."""
    if any(clause.is_done or _ALREADY.search(clause.text) for clause in heard):
        return frozenset()
    return frozenset(
        clause.completed or "al"
        for clause in said
        if not clause.modes & _NOT_THERE
        and (_ALREADY.search(clause.text) or (clause.completed and not clause.modes))
        and modes_of(_about(clause, heard) or heard) & _NOT_THERE
    )


def _about(clause: Clause, heard: Sequence[Clause]) -> Sequence[Clause]:
    shared = [len(clause.stems & other.stems) for other in heard]
    most = max(shared, default=0)
    if most < _CLOSE:
        return ()
    return [other for other, count in zip(heard, shared, strict=True) if count == most]


def _repeats(said: set[str], clause: Clause, terms_of: TermsOf) -> bool:
    """Whether a text says again most of a clause; of a subordinate one also its last word, the verb."""
    terms = terms_of(" ".join(word for word in words_of(clause.text) if word.lower() not in MODALS))
    if clause.is_subordinate and terms and terms[-1] not in said:
        return False
    shared = len(said & {*terms})
    return shared > 1 and shared >= _KEPT * len({*terms})
