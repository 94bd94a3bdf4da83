"""Whether a reworded sentence says what its quotes say, beyond the facts that `verify.py` compares.

`state` asks whether each number, name, negation and modal stands in the quotes. A writer that words
freely can still put one that stands there in the place of another, or write of something else beside a
true quote. What is asked here refuses some true sentences too: a writer may try again.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from sro_assistant.domain import Citation, Rejection
from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.denials import moved_negation
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.force import weakened
from sro_assistant.grounding.implied import without_implied
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.grounding.numbers import numbers_put
from sro_assistant.grounding.organisations import unheard, unknown_apposition
from sro_assistant.grounding.phrases import plainly
from sro_assistant.grounding.places import misplaced
from sro_assistant.grounding.tokens import words_of
from sro_assistant.grounding.unmarked import Unmarked
from sro_assistant.grounding.verify import Shortfall, labels_of
from sro_assistant.ports import Vectors

LEAST_BEARING = 0.68
"""The least sum of shared terms (a share) and likeness (a cosine) of a sentence and its quotes;
`benchmarks/generative_faults.py` prints what it refuses and lets through."""
LIKE = 0.45
"""The cosine from which a sentence that shares names alone with its quotes may yet say the same."""
_LEAST_ROOT = 5
_PREFIXES = ("ver", "be", "her", "ont")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|com|eu|org|net|nl|io|brussels|vlaanderen)\b"
)


@dataclass(frozen=True, kw_only=True)
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
        if put := self._names_put(text, citations, names) | numbers_put(text, quotes, self.terms_of):
            return Shortfall(Rejection.REPLACED, put)
        plain = [*map(plainly, quotes)]
        if moved := moved_negation(without_implied(plainly(text), plain), plain, self.terms_of):
            return Shortfall(Rejection.LOST_NEGATION, moved)
        if self._bearing(text, citations, names) < LEAST_BEARING:
            return Shortfall(Rejection.OTHER_SUBJECT, frozenset())
        firmer = weakened(text, quotes, self.terms_of)
        return Shortfall(Rejection.WEAKENED, firmer) if firmer else None

    def _bearing(self, text: str, citations: Sequence[Citation], names: Names) -> float:
        """How much of a text stands in its quotes: its terms there or in the headings, and its likeness.

        None of it does where an unlike pair shares names alone: who is named is not yet what is said of them.
        """
        quoted = "\n".join(citation.quote for citation in citations)
        said = set(self.terms_of(text))
        heard = set(self.terms_of(quoted))
        told = {term for name in self._names_of(text, names) for term in self.terms_of(name)}
        if not said & heard or self._says_but_a_name(text, quoted):
            return 0.0
        one, other = self.vectors_of([text, quoted])
        likeness = float(one @ other)
        if said - told and not (said - told) & heard and likeness < LIKE:
            return 0.0
        known = heard.union(*(self.terms_of(label) for label in labels_of(citations)))
        known |= {fold(word) for word in words_of(quoted)}
        return sum(_is_among(term, known) for term in said) / len(said) + likeness

    def _names_of(self, text: str, names: Names) -> frozenset[str]:
        """The names of a text, and those in full of which it names the short form or the other way round."""
        short = names.shortened(text)
        return facts_of(short).names | frozenset(full for one, full in names.pairs if one in short)

    def _says_but_a_name(self, text: str, quoted: str) -> bool:
        """Whether a sentence says one name and words of no meaning of its own: "VVSG deed dat ook al."."""
        named = facts_of(text).names | self._unmarked.names_in(text)
        meant = set(self.terms_of(text)) - {term for name in named for term in self.terms_of(name)}
        own = {word.casefold() for word in words_of(text)} - {word.casefold() for word in words_of(quoted)}
        return not meant and len(named) == 1 and bool(own)

    def _names_put(self, text: str, citations: Sequence[Citation], names: Names) -> frozenset[str]:
        """The names of a text that stand nowhere in what it cites, or in the place of another."""
        quotes = [citation.quote for citation in citations]
        labels = [*labels_of(citations)]
        told = names.told_by([*quotes, *labels])
        joined = {word.replace("-", "") for word in told} | {fold(word) for word in told}
        strange = {
            name
            for name in (facts_of(text).names | self._unmarked.names_in(text, names)) - told - joined
            if not set(self.terms_of(name)) & {term for quote in quotes for term in self.terms_of(quote)}
        }
        put = misplaced(text, quotes, names, self.called, self.terms_of)
        headings = [(one.source.publisher, one.source.title, *one.section) for one in citations]
        put |= unheard(text, quotes, headings, names, self.called)
        return put.union(strange, unknown_apposition(text, [*quotes, *labels], names))

    @cached_property
    def _unmarked(self) -> Unmarked:
        return Unmarked(self.called, self.is_known, self.terms_of)


def _is_among(term: str, known: Collection[str]) -> bool:
    """Whether a term is known, or as the root of a verb: who "verbetert" makes "beter"."""
    return term in known or any(
        other.startswith(f"{prefix}{term}")
        for other in known
        for prefix in _PREFIXES
        if len(term) >= _LEAST_ROOT
    )


def _addresses(text: str) -> frozenset[str]:
    return frozenset(found.casefold().rstrip(".,;:)") for found in _ADDRESS.findall(text))
