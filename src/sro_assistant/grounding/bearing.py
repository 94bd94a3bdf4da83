"""Whether a reworded sentence says what its quotes say, beyond the facts that `verify.py` compares.

`state` asks whether each number, name, negation and modal stands in the quotes. A writer that words
freely can still put one that stands there in the place of another, or write of something else beside a
true quote. What is asked here refuses some true sentences too: a writer may try again.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sro_assistant.domain import Citation, Rejection
from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.facts import NEGATIONS, facts_of, numbers_in
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.grounding.places import misplaced, unknown_apposition
from sro_assistant.grounding.tokens import tokens, words_of
from sro_assistant.grounding.verify import Shortfall, labels_of
from sro_assistant.ports import Vectors

LEAST_BEARING = 0.62
"""The least sum of shared terms (a share) and likeness (a cosine) of a sentence and its quotes. In the
answer bank 2 in 100 sentences have less with their own quotes, 92 in 100 with those of another."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|com|eu|org|net|nl|io|brussels|vlaanderen)\b"
)
_CLAUSE = re.compile(r"[,;:.!?()\n–]|\b(?:en|maar|of|terwijl|omdat|want|waarbij|tenzij|zodat)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """Compares sentences with their quotes, by the words and vectors of one index.

    `called` are the words, folded, that the sources only ever write as names: at the head of a sentence, and
    where somebody wrote it small, the capital does not tell. `is_known` tells whether a folded word is Dutch.
    """

    terms_of: Callable[[str], Sequence[str]]
    vectors_of: Callable[[Sequence[str]], Vectors]
    called: frozenset[str]
    is_known: Callable[[str], bool]

    def shortfall(
        self, text: str, citations: Sequence[Citation], names: Names = NO_NAMES
    ) -> Shortfall | None:
        """What of a text its citations do not bear; None where they bear it."""
        quotes = [citation.quote for citation in citations]
        if added := _addresses(text) - _addresses("\n".join(quotes)):
            return Shortfall(Rejection.UNSUPPORTED_NAME, added)
        if put := self._names_put(text, citations, names) | _numbers_put(text, quotes):
            return Shortfall(Rejection.REPLACED, put)
        if moved := self._moved_negation(text, quotes):
            return Shortfall(Rejection.LOST_NEGATION, moved)
        if self._bearing(text, citations) < LEAST_BEARING:
            return Shortfall(Rejection.OTHER_SUBJECT, frozenset())
        return None

    def _bearing(self, text: str, citations: Sequence[Citation]) -> float:
        """How much of a text stands in its quotes: its terms there or in the headings, and its likeness."""
        quoted = "\n".join(citation.quote for citation in citations)
        said = set(self.terms_of(text))
        told = set(self.terms_of(quoted)) | {
            t for label in labels_of(citations) for t in self.terms_of(label)
        }
        if not said or not told & set(self.terms_of(quoted)) & said:
            return 0.0
        one, other = self.vectors_of([text, quoted])
        return len(said & told) / len(said) + float(one @ other)

    def _names_put(self, text: str, citations: Sequence[Citation], names: Names) -> frozenset[str]:
        """The names of a text that stand nowhere in what it cites, or in the place of another."""
        quotes = [citation.quote for citation in citations]
        labels = [*labels_of(citations)]
        told = names.told_by([*quotes, *labels])
        joined = {word.replace("-", "") for word in told} | {fold(word) for word in told}
        strange = {
            name
            for name in (facts_of(text).names | self._unmarked(text)) - told - joined
            if not set(self.terms_of(name)) & {term for quote in quotes for term in self.terms_of(quote)}
        }
        put = misplaced(text, quotes, names, self.called, self.terms_of)
        return strange | put | unknown_apposition(text, [*quotes, *labels], names)

    def _unmarked(self, text: str) -> frozenset[str]:
        """Names that no capital marks: written small, or at the head of a sentence."""
        found = [token.text for token in tokens(text) if token.text.isalpha()]
        named = {fold(word) for word in found} & self.called
        head = fold(found[0]) if found and found[0][0].isupper() else ""
        is_strange = bool(head and self.terms_of(head)) and not self.is_known(head)
        return frozenset(named | {head}) if is_strange else frozenset(named)

    def _moved_negation(self, text: str, quotes: Sequence[str]) -> frozenset[str]:
        """The words that a quote denies and the text does not, or the other way round."""
        if _denials([text]) > _denials(quotes):
            return frozenset(word for word in map(str.lower, words_of(text)) if word in NEGATIONS)
        denied, plain = self._divided("\n".join(quotes))
        said_denied, said_plain = self._divided(text)
        if not denied and not said_denied:
            return frozenset()
        lost = (denied - plain) & (said_plain - said_denied)
        added = (plain - denied) & (said_denied - said_plain)
        kept = len((denied - plain) & said_denied)
        return (
            frozenset(lost)
            if len(lost) > kept + 1
            else frozenset(added)
            if len(added) > kept + 1
            else frozenset()
        )

    def _divided(self, text: str) -> tuple[set[str], set[str]]:
        """The terms of the clauses that deny something, and those of the others."""
        denied: set[str] = set()
        plain: set[str] = set()
        for clause in _CLAUSE.split(text):
            denies = any(word.lower() in NEGATIONS for word in words_of(clause))
            (denied if denies else plain).update(self.terms_of(clause))
        return denied, plain


def _denials(texts: Sequence[str]) -> int:
    return sum(word.lower() in NEGATIONS for text in texts for word in words_of(text))


def _numbers_put(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """Numbers that a text has more often than its quotes, and a year in place of a quoted one.

    What remains to be put is the date of the source: `shortfall` refused every other number.
    """
    said, quoted = Counter(numbers_in(text)), Counter(n for quote in quotes for n in numbers_in(quote))
    twice = frozenset(n for n, count in said.items() if 0 < quoted[n] < count)
    beyond = frozenset(n for n in said if n not in quoted)
    leaves_out = any(n not in said and _YEAR.fullmatch(n) for n in quoted)
    return twice | beyond if leaves_out else twice


def _addresses(text: str) -> frozenset[str]:
    return frozenset(found.casefold().rstrip(".,;:)") for found in _ADDRESS.findall(text))
