"""Whether a name stands in a reworded sentence where another stands in the quote: who did what to whom."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.facts import MODALS
from sro_assistant.grounding.named import Named, Side, TermsOf, in_short, named, said_once
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.organisations import organisations, without_kind
from sro_assistant.grounding.tokens import words_of

# Who gives in the one sentence receives in the other: their places say nothing then.
_TURNS = frozenset("wordt worden werd werden krijgt krijgen kreeg kregen ontvangt ontvangen".split())
_DONE_TO = re.compile(r"\b(?:is|zijn) (?:\w+ ){0,6}?(?:[a-z]{2,4})?ge\w{3,}(?:d|t|en)\b")
_INFINITIVE = re.compile(r"\bte (?:worden|krijgen|ontvangen)\b")
CLEARLY = 1.3
SAME_ROLE = 1.0
"""What the same preposition, or none, adds to what stands near a name: as much as a neighbour."""
_ENDS = re.compile(r"[.!?]\s+(?=[A-Z])")
_IN_A_ROW = frozenset({"en", "of", "de", "het"})
_COPULA = re.compile(r"(?:De |Het )?[A-Z][\w -]*? (?:is|zijn|was|waren) (?:een|het|de) ")
"""Who "is a team" may be named last in the quote: the two sides of "is" change places."""


def misplaced(
    text: str, quotes: Sequence[str], names: Names, called: frozenset[str], terms_of: TermsOf
) -> frozenset[str]:
    """The names of a text that stand where its quotes have another name, folded.

    A name stands in another's place when the nearest word before or after it is that other's in the
    quote and not its own; or when it has taken the other's preposition ("aan de SRB") and the other
    stands without. Names in a row share what stands before and after the row. `called` are the words,
    folded, that are names though no capitals tell.
    """
    names = without_kind(names)
    shorts = called | {fold(short) for short, _ in names.pairs}
    said = tuple(named(in_short(text, names, called), shorts, terms_of))
    each = [tuple(named(in_short(quote, names, called), shorts, terms_of)) for quote in quotes]
    heard = [one for quote in quotes for one in _by_sentence(quote, names, called, shorts, terms_of)]
    told = _by_sentence(text, names, called, shorts, terms_of)
    quoted = tuple(one for found in each for one in found)
    is_turned = _is_passive([text]) != _is_passive(quotes)
    rivals = organisations(names) & _all(quoted)
    bound = _Bound(said, quoted, rivals, is_turned=is_turned)
    put = (one.name for one in said if bound.moves(one))
    known = frozenset(fold(short) for short, _ in names.pairs)
    may_turn = is_turned or _COPULA.match(said_once(names.shortened(text)))
    leading = frozenset[str]() if may_turn else _leading(said, each, rivals)
    return (
        frozenset(put)
        | frozenset(name for one in told for name in _said_twice(one, heard, rivals))
        | _exchanged(said, quoted, rivals)
        | _does_what_another_does(said, quoted, rivals, is_turned=is_turned)
        | _brought_in(said, quoted, known)
        | leading
        | _in_a_row(said, quoted)
        | _does_the_verb_of_another(names.shortened(text), [*map(names.shortened, quotes)], rivals)
        | _turned_round(said, quoted)
    )


def _brought_in(said: Sequence[Named], quoted: Sequence[Named], known: frozenset[str]) -> frozenset[str]:
    """The names that a text has and its quotes have not, or less often, where it leaves out one of theirs."""
    if _all(quoted) <= _all(said):
        return frozenset()
    more = (name for name in _all(said) & _all(quoted) if _count(name, said) > _count(name, quoted))
    return (_all(said) & known - _all(quoted)).union(more)


def _by_sentence(
    text: str, names: Names, called: frozenset[str], shorts: frozenset[str], terms_of: TermsOf
) -> list[tuple[Named, ...]]:
    """The names of each sentence of a text."""
    return [tuple(named(part, shorts, terms_of)) for part in _ENDS.split(in_short(text, names, called))]


def _is_passive(texts: Sequence[str]) -> bool:
    finite = [_INFINITIVE.sub("", text) for text in texts]
    return bool(_TURNS & _folded(finite)) or any(map(_DONE_TO.search, texts))


class _Bound:
    """Holds the names of a text against those of its quotes, by what stands near each."""

    def __init__(
        self, said: Sequence[Named], quoted: Sequence[Named], rivals: frozenset[str], *, is_turned: bool
    ) -> None:
        self._rivals = rivals
        self._quoted = quoted
        self._is_turned = is_turned
        self._labels = {one.name for one in quoted if one.is_label}
        self._rows = {frozenset(one.row) for one in quoted if len(one.row) > 1}
        self._own = {name: _sides(name, quoted) for name in _all(quoted)}
        self._at = {name: _sides(name, said) for name in _all(said)}

    def moves(self, one: Named) -> bool:
        """Whether a name stands where the quotes have another; a whole row of theirs keeps its place."""
        is_in_row = frozenset(one.row) in self._rows
        return not is_in_row and (self.takes_a_place(one) or self.fits_another(one))

    def takes_a_place(self, one: Named) -> bool:
        """Whether a name has a neighbour of another in the quotes, none of its own, and fits there better.

        A neighbour that the other has in the text too is that of a row of names.
        """
        if one.sides & self._own.get(one.name, frozenset()) or one.name in self._labels:
            return False
        others = (name for name, sides in self._own.items() if name not in self._at and one.sides & sides)
        return any(
            self._fit(one, other) >= self._fit(one, one.name)
            and not (self._is_turned and one.name in self._own and other in self._at)
            for other in others
        )

    def fits_another(self, one: Named) -> bool:
        """Whether what stands near a quoted name stands in the quotes near another name, clearly more so."""
        if one.name not in self._own:
            return False
        mates = {name for other in self._quoted if other.name == one.name for name in other.row}
        mine = self._fit(one, one.name)
        others = self._rivals - self._at.keys() - mates
        return any(self._fit(one, other) > CLEARLY * mine + 0.05 for other in others)

    def _fit(self, one: Named, name: str) -> float:
        """How well a name of the text would fit where its quotes have this one."""
        return max((self._likeness(one, other) for other in self._quoted if other.name == name), default=0.0)

    def _likeness(self, one: Named, other: Named) -> float:
        shared = sum(closeness * other.near.get(word, 0.0) for word, closeness in one.near.items())
        is_same_role = bool(one.near) and one.before == other.before and not self._is_turned
        return shared + SAME_ROLE * is_same_role


def _leading(
    said: Sequence[Named], each: Sequence[Sequence[Named]], rivals: frozenset[str]
) -> frozenset[str]:
    """The name that opens a text, where another that can do something opens each quote that names it."""
    opener = said[0] if said and said[0].leads else None
    if opener is None or opener.name not in rivals:
        return frozenset()
    about = [quote for quote in each if opener.name in _all(quote)]
    openers = [{one.name for one in quote if one.leads and one.name in rivals} for quote in about]
    is_another = bool(openers) and all(found and opener.name not in found for found in openers)
    return frozenset({opener.name}) if is_another else frozenset()


def _in_a_row(said: Sequence[Named], quoted: Sequence[Named]) -> frozenset[str]:
    """The names that stand twice in a row, or in the place of another in a row of the quotes."""
    wrong: set[str] = set()
    for row in {one.row for one in said if len(one.row) > 1}:
        names = set(row)
        wrong.update(name for name in row if row.count(name) > 1)
        rows = [frozenset(one.row) for one in quoted if len(one.row) > 1 and names & set(one.row)]
        if not any(names <= other for other in rows):
            changed = (other for other in rows if _is_changed(names, other, _all(said)))
            wrong.update(name for other in changed for name in names & _all(quoted) - other)
    return frozenset(wrong)


def _is_changed(row: set[str], other: frozenset[str], mentioned: frozenset[str]) -> bool:
    """Whether a row is another with one of at least three names changed, or leaves out one of its names."""
    is_all_but_one = len(row) == len(other) and len(row & other) == len(row) - 1 > 1
    return is_all_but_one or bool(other - mentioned)


def _said_twice(
    said: Sequence[Named], each: Sequence[Sequence[Named]], rivals: frozenset[str]
) -> frozenset[str]:
    """The names that a sentence has more often than any of its quotes', where it leaves out one beside it."""
    beside = frozenset(name for quote in each if _all(quote) & _all(said) for name in _all(quote))
    if not rivals & beside - _all(said):
        return frozenset()
    return frozenset(
        name
        for name in _all(said) & rivals
        if _count(name, _acting(said)) > max(1, *(_count(name, _acting(quote)) for quote in each))
    )


def _does_what_another_does(
    said: Sequence[Named], quoted: Sequence[Named], rivals: frozenset[str], *, is_turned: bool
) -> frozenset[str]:
    """The name that does something in a text and nothing in its quotes, where who does it there is left out.

    Who opens a quote does what it tells; in a passive one, that is who stands behind "door".
    """
    own, now = _befores(quoted), _befores(said)
    agents = {one.name for one in quoted if (one.before == "door" if is_turned else one.leads)} & rivals
    if not agents or agents & now.keys():
        return frozenset()
    return frozenset(
        name for name in rivals & own.keys() & now.keys() if "" in now[name] and not own[name] & {"", "door"}
    )


def _does_the_verb_of_another(text: str, quotes: Sequence[str], rivals: frozenset[str]) -> frozenset[str]:
    """The name beside a modal of a text, where the quotes have another there that the text leaves out.

    Who stands right before or after "kan" or "zal" is who can or will.
    """
    said, heard = _beside_modals([text], rivals), _beside_modals(quotes, rivals)
    left_out = heard - _folded([text])
    return said - heard if left_out and not said & heard else frozenset()


def _beside_modals(texts: Sequence[str], rivals: frozenset[str]) -> frozenset[str]:
    """The names in a row right after a modal, else those right before it."""
    found: set[str] = set()
    for text in texts:
        words = [word.casefold() for word in words_of(text)]
        for place in (place for place, word in enumerate(words) if word in MODALS):
            after, before = (
                rivals.intersection(takewhile(lambda word: word in rivals or word in _IN_A_ROW, side))
                for side in (words[place + 1 :], words[:place][::-1])
            )
            found.update(after or before)
    return frozenset(found)


def _exchanged(said: Sequence[Named], quoted: Sequence[Named], rivals: frozenset[str]) -> frozenset[str]:
    """Two names of which each has taken the preposition of the other, or its lack of one."""
    own, now = _befores(quoted), _befores(said)
    both = sorted(rivals & own.keys() & now.keys())
    pairs = ((one, other) for place, one in enumerate(both) for other in both[place + 1 :])
    return frozenset(
        name
        for one, other in pairs
        if not own[one] & own[other] and now[one] <= own[other] and now[other] <= own[one]
        for name in (one, other)
    )


def _befores(found: Sequence[Named]) -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(one.before for one in found if one.name == name and not one.is_label)
        for name in _all(found)
    }


def _turned_round(said: Sequence[Named], quoted: Sequence[Named]) -> frozenset[str]:
    """The names that have another's preposition where that other has lost it."""
    towards = {(n.towards, n.name) for n in quoted if n.towards}
    free = {n.name for n in quoted} - {name for _, name in towards}
    kept = {(n.towards, n.name) for n in said if n.towards}
    wrong = {
        name
        for preposition, name in kept
        if name in free
        for before, other in towards
        if before == preposition and (before, other) not in kept and other in _all(said)
    }
    return frozenset(wrong)


def _sides(name: str, found: Sequence[Named]) -> frozenset[Side]:
    return frozenset(side for one in found if one.name == name for side in one.sides)


def _count(name: str, found: Sequence[Named]) -> int:
    return sum(one.name == name for one in found)


def _acting(found: Sequence[Named]) -> tuple[Named, ...]:
    """The names that are no part of a longer word: a "SRO-strategienota" does nothing itself."""
    return tuple(one for one in found if not one.is_part)


def _all(found: Sequence[Named]) -> frozenset[str]:
    return frozenset(one.name for one in found)


def _folded(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in words_of(text))
