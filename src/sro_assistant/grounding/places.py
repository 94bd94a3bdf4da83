"""Whether a name stands in a reworded sentence where another stands in the quote: who did what to whom."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.tokens import tokens, words_of

# Who gives in the one sentence receives in the other: their places say nothing then.
_TURNS = frozenset("door wordt worden werd werden krijgt krijgen kreeg kregen ontvangt ontvangen".split())
_SHORT = re.compile(r"[A-Z]{2,}s?")
_APPOSITION = re.compile(r"([\w'-]+(?: [\w'-]+){0,5}) \(([^()]+)\)")

Side = tuple[str, str]
"""The nearest word of meaning before or after a name: ("<", term) or (">", term)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, folded and in short, with what stands nearest to it."""

    name: str
    sides: frozenset[Side]


def misplaced(
    text: str,
    quotes: Sequence[str],
    names: Names,
    called: frozenset[str],
    terms_of: Callable[[str], Sequence[str]],
) -> frozenset[str]:
    """The names of a text that stand where its quotes have another name, folded.

    A name stands in another's place when the nearest word before or after it is that other's in the
    quote and not its own. Names in a row share what stands before and after the row.
    """
    said = tuple(_named(names.shortened(text), called, terms_of))
    quoted = tuple(n for quote in quotes for n in _named(names.shortened(quote), called, terms_of))
    own = {
        name: frozenset[Side]().union(*(n.sides for n in quoted if n.name == name)) for name in _all(quoted)
    }
    is_turned = bool(_TURNS & _folded([text])) != bool(_TURNS & _folded(quotes))
    mentioned = _all(said)
    wrong: set[str] = set()
    for one in said:
        for other in own.keys() - {one.name}:
            taken = one.sides & own[other] - own.get(one.name, frozenset())
            kept = one.sides & own.get(one.name, frozenset())
            if taken and not kept and not (is_turned and one.name in own and other in mentioned):
                wrong.add(one.name)
    return frozenset(wrong)


def unknown_apposition(text: str, known: Sequence[str], names: Names) -> frozenset[str]:
    """The names between brackets that nothing known puts behind the name before them."""
    pairs = {(_joined(full), _joined(short)) for short, full in names.pairs}
    told = [_joined(one) for one in known]
    wrong: set[str] = set()
    for before, inside in _APPOSITION.findall(text):
        head, name = _joined(before), _joined(inside)
        if not inside[:1].isupper() and not any(name == short for _, short in pairs):
            continue
        last = head.split()[-1] if head else ""
        is_pair = any(
            (head.endswith(full) and name == short) or (head.endswith(short) and name == full)
            for full, short in pairs
        )
        if not is_pair and not any(f"{last} {name}" in one for one in told):
            wrong.add(name)
    return frozenset(wrong)


def _named(text: str, called: frozenset[str], terms_of: Callable[[str], Sequence[str]]) -> Iterator[Named]:
    """The names of a text, each with the words of meaning nearest to it."""
    runs: list[tuple[bool, str]] = []
    for token in tokens(text):
        name = next((p for p in token.text.split("-") if _SHORT.fullmatch(p) or fold(p) in called), None)
        if name is not None:
            runs.append((True, fold(name.removesuffix("s") if _SHORT.fullmatch(name) else name)))
        elif terms := terms_of(token.text):
            runs.append((False, terms[0]))
    for place, (is_named, name) in enumerate(runs):
        if is_named:
            before = next((term for named, term in reversed(runs[:place]) if not named), None)
            after = next((term for named, term in runs[place + 1 :] if not named), None)
            sides = [("<", before)] if before else []
            sides += [(">", after)] if after else []
            yield Named(name, frozenset(sides))


def _all(found: Sequence[Named]) -> frozenset[str]:
    return frozenset(one.name for one in found)


def _folded(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in words_of(text))


def _joined(text: str) -> str:
    return " ".join(words_of(text)).casefold()
