"""Which organisations a sentence names, and whether what it cites names them."""

import re
from collections.abc import Sequence

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.facts import name_parts
from sro_assistant.grounding.named import in_short
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.tokens import words_of

_KIND = "agentschap "
_APPOSITION = re.compile(r"([\w'-]+(?:,? [\w'-]+){0,6}) \(([^()]+)\)")
_SAME = re.compile(
    r"\b([A-Z][\w-]*) (?:staat voor|betekent|is de afkorting van|is) "
    r"(?:(?:de|het) )?(?:agentschap )?([A-Z]\w+)\b"
)
"""One name that is said to be the other: "AIV staat voor VLAIO"."""
_IN_FULL_ONLY = frozenset({"digitaal vlaanderen", "flanders"})


def organisations(names: Names) -> frozenset[str]:
    """Who can do something, folded: what is short for words with a capital, and names without a short."""
    shorts = (short for short, full in names.pairs if any(word[:1].isupper() for word in full.split()))
    return frozenset(map(fold, shorts)) | _IN_FULL_ONLY


def without_kind(names: Names) -> Names:
    """The names, and those that a small "agentschap" opens without it: "Informatie Vlaanderen"."""
    bare = tuple((short, full.removeprefix(_KIND)) for short, full in names.pairs if full.startswith(_KIND))
    return Names((*names.pairs, *bare))


def unheard(
    text: str,
    quotes: Sequence[str],
    headings: Sequence[Sequence[str]],
    names: Names,
    called: frozenset[str],
) -> frozenset[str]:
    """The organisations of a text that its quotes do not name, nor the nearest headings that name any.

    `headings` are those above each quote, outermost first, behind what its source is called.
    """
    names = without_kind(names)
    known = organisations(names)
    lists = [[_named_in(names.shortened(heading), known) for heading in above] for above in headings]
    nearest = [next((found for found in reversed(each) if found), frozenset()) for each in lists]
    there = frozenset[str]().union(
        *(_named_in(in_short(quote, names, called), known) for quote in quotes), *nearest
    )
    return _named_in(names.shortened(text), known) - there


def _named_in(text: str, known: frozenset[str]) -> frozenset[str]:
    """Which of the known short names stand in a text, alone or as part of a word: "SRO-team"."""
    parts = {part for word in words_of(text) for part in name_parts(word)}
    return known & parts | {name for name in known if " " in name and name in _joined(text)}


def unknown_apposition(text: str, known: Sequence[str], names: Names) -> frozenset[str]:
    """The names in brackets behind a known name that are not its other form, nor stand so in a source."""
    wrong = _equated(text, known, names)
    pairs = {(_joined(full), _joined(short)) for short, full in names.pairs}
    forms = pairs | {(short, full) for full, short in pairs}
    told = [" ".join(one.casefold().split()) for one in known]
    for before, inside in _APPOSITION.findall(text):
        head, name = f" {_joined(before)}", _joined(inside)
        ends = {form for form, _ in forms if head.endswith(f" {form}")}
        is_pair = any((end, name) in forms for end in ends)
        is_name = inside[:1].isupper() or any(name == form for form, _ in forms)
        if (
            ends
            and is_name
            and not is_pair
            and not any(f"{end} ({name})" in one for end in ends for one in told)
        ):
            wrong.add(name)
    return frozenset(wrong)


def _equated(text: str, known: Sequence[str], names: Names) -> set[str]:
    """The names that a text says are another name, as no source does: "AIV staat voor VLAIO"."""
    shorts = {_joined(short) for short, _ in names.pairs}
    told = " ".join(map(_joined, map(names.shortened, known)))
    return {
        _joined(other)
        for one, other in _SAME.findall(names.shortened(text))
        if {_joined(one), _joined(other)} <= shorts
        and one != other
        and f"{_joined(one)} {_joined(other)}" not in told
    }


def _joined(text: str) -> str:
    return " ".join(words_of(text)).casefold()
