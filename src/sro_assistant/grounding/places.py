"""Whether a name stands in a reworded sentence where another stands in the quote: who did what to whom."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.tokens import tokens, words_of

# Who gives in the one sentence receives in the other: their places say nothing then.
_TURNS = frozenset("wordt worden werd werden krijgt krijgen kreeg kregen ontvangt ontvangen".split())
_PREPOSITIONS = frozenset("aan bij door in met naar onder op tot tussen uit van voor".split())
_TOWARDS = frozenset("aan bij door naar tot".split())
_KIND = "agentschap "
_SHORT = re.compile(r"[A-Z]{2,}(?:'?s)?")
_APPOSITION = re.compile(r"([\w'-]+(?:,? [\w'-]+){0,6}) \(([^()]+)\)")

Side = tuple[str, str]
"""The nearest word of meaning before or after a name: ("<aan", term) or (">", term)."""


TermsOf = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, folded and in short, with what stands nearest to it.

    `towards` is the preposition before it, if any, and `row` the names in a row of which it is one, in order.
    """

    name: str
    sides: frozenset[Side]
    towards: str = ""
    row: tuple[str, ...] = ()

    @property
    def leads(self) -> bool:
        """Whether no word of meaning stands before it."""
        return not any(place.startswith("<") for place, _ in self.sides)


def misplaced(
    text: str, quotes: Sequence[str], names: Names, called: frozenset[str], terms_of: TermsOf
) -> frozenset[str]:
    """The names of a text that stand where its quotes have another name, folded.

    A name stands in another's place when the nearest word before or after it is that other's in the
    quote and not its own; or when it has taken the other's preposition ("aan de SRB") and the other
    stands without. Names in a row share what stands before and after the row. `called` are the words,
    folded, that are names though no capitals tell.
    """
    names = _without_kind(names)
    shorts = called | {fold(short) for short, _ in names.pairs}
    said = tuple(_named(_collapsed(names.shortened(text)), shorts, terms_of))
    each = [tuple(_named(_collapsed(names.shortened(quote)), shorts, terms_of)) for quote in quotes]
    quoted = tuple(one for found in each for one in found)
    is_turned = bool(_TURNS & _folded([text])) != bool(_TURNS & _folded(quotes))
    own = {name: _sides(name, quoted) for name in _all(quoted)}
    at = {name: _sides(name, said) for name in _all(said)}
    put = (one.name for one in said if _takes_a_place(one, own, at, is_turned=is_turned))
    known = {fold(short) for short, _ in names.pairs}
    brought, left_out = _all(said) & known - _all(quoted), _all(quoted) - _all(said)
    brought |= frozenset(
        name for name in _all(said) & _all(quoted) if _count(name, said) > _count(name, quoted)
    )
    leading = frozenset[str]() if is_turned else _leading(said, each)
    return (
        frozenset(put)
        | (brought if left_out else frozenset())
        | leading
        | _in_a_row(said, quoted)
        | _turned_round(said, quoted)
    )


def _without_kind(names: Names) -> Names:
    """The names, and those that a small "agentschap" opens without it: "Informatie Vlaanderen"."""
    bare = tuple((short, full.removeprefix(_KIND)) for short, full in names.pairs if full.startswith(_KIND))
    return Names((*names.pairs, *bare))


def _takes_a_place(
    one: Named, own: Mapping[str, frozenset[Side]], at: Mapping[str, frozenset[Side]], *, is_turned: bool
) -> bool:
    """Whether a name has a neighbour of another name in the quotes, and none of its own.

    `own` are the neighbours of each name in the quotes, `at` those in the text: a neighbour that the other
    has there too is that of a row of names.
    """
    mine = own.get(one.name, frozenset())
    if one.sides & mine:
        return False
    others = (
        name
        for name, sides in own.items()
        if name != one.name and (one.sides & sides) - at.get(name, frozenset())
    )
    return any(not (is_turned and one.name in own and other in at) for other in others)


def _leading(said: Sequence[Named], each: Sequence[Sequence[Named]]) -> frozenset[str]:
    """The name that opens a text, where another opens each quote that names it."""
    opener = said[0] if said and said[0].leads else None
    if opener is None:
        return frozenset()
    openers = [{one.name for one in quote if one.leads} for quote in each if opener.name in _all(quote)]
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


def unknown_apposition(text: str, known: Sequence[str], names: Names) -> frozenset[str]:
    """The names in brackets behind a known name that are not its other form, nor stand so in a source."""
    pairs = {(_joined(full), _joined(short)) for short, full in names.pairs}
    forms = pairs | {(short, full) for full, short in pairs}
    told = [_joined(one) for one in known]
    wrong: set[str] = set()
    for before, inside in _APPOSITION.findall(text):
        head, name = f" {_joined(before)}", _joined(inside)
        ends = {form for form, _ in forms if head.endswith(f" {form}")}
        is_pair = any((end, name) in forms for end in ends)
        is_name = inside[:1].isupper() or any(name == form for form, _ in forms)
        if (
            ends
            and is_name
            and not is_pair
            and not any(f"{end} {name}" in one for end in ends for one in told)
        ):
            wrong.add(name)
    return frozenset(wrong)


def _named(text: str, called: frozenset[str], terms_of: TermsOf) -> Iterator[Named]:
    """The names of a text, each with the words of meaning nearest to it."""
    runs: list[tuple[bool, str, str]] = []
    preposition = ""
    found = tokens(text)
    for token, after in zip(found, [*(one.text for one in found[1:]), ""], strict=True):
        name = next((p for p in token.text.split("-") if _is_name(p, called)), None)
        if name is not None:
            short = re.sub("'?s$", "", name) if _SHORT.fullmatch(name) else name
            runs.append((True, fold(short), preposition))
        elif token.text[:1].isupper() and _is_name(after, called):
            continue  # "Digitaal" of "Digitaal Vlaanderen"
        elif terms := terms_of(token.text):
            runs.append((False, terms[0], ""))
        if name is not None or terms_of(token.text):
            preposition = ""
        elif token.text.lower() in _PREPOSITIONS:
            preposition = token.text.lower()
    for place, (is_named, name, towards) in enumerate(runs):
        if is_named:
            first = next((i for i in range(place, 0, -1) if not runs[i - 1][0]), 0)
            last = next((i for i in range(place, len(runs)) if not runs[i][0]), len(runs))
            sides = {("<" + runs[first][2], runs[first - 1][1])} if first else set()
            sides |= {(">", runs[last][1])} if last < len(runs) else set()
            row = tuple(other for _, other, _ in runs[first:last])
            yield Named(name, frozenset(sides), towards if towards in _TOWARDS else "", row)


def _is_name(word: str, called: frozenset[str]) -> bool:
    return _SHORT.fullmatch(word) is not None or fold(word) in called


def _collapsed(text: str) -> str:
    """A text in which a name that was said in full and in short is said once: "ABB (ABB)" is "ABB"."""
    return re.sub(r"\b([\w-]+) \(\1(?:'?s)?\)", r"\1", text)


def _sides(name: str, found: Sequence[Named]) -> frozenset[Side]:
    return frozenset(side for one in found if one.name == name for side in one.sides)


def _count(name: str, found: Sequence[Named]) -> int:
    return sum(one.name == name for one in found)


def _all(found: Sequence[Named]) -> frozenset[str]:
    return frozenset(one.name for one in found)


def _folded(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in words_of(text))


def _joined(text: str) -> str:
    return " ".join(words_of(text)).casefold()
