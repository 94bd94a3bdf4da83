"""The names of a sentence, in the order in which they stand, with what stands around each."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.names import LANDS, Names
from sro_assistant.grounding.tokens import tokens

TermsOf = Callable[[str], Sequence[str]]
Side = tuple[str, str]
"""The nearest word of meaning before or after a name: ("<aan", term) or (">", term)."""

_PREPOSITIONS = frozenset("aan bij door in met naar onder op tot tussen uit van voor".split())
_LINKS = frozenset("en of de het een alsook evenals zowel als ook respectievelijk".split())
_TOWARDS = frozenset("aan bij door naar tot".split())
_PLACES = frozenset(LANDS.values())
"""Names of lands and cities do nothing themselves: they are names only in "Digitaal Vlaanderen"."""
_ENDS = re.compile(r"[.!?]\s+(?=[A-Z\"'])")
"""Where a sentence ends: what stands behind it is no neighbour of a name before it."""
_SHORT = re.compile(r"[A-Z]{2,}(?:'?s)?")
_DEFINED = re.compile(
    r"\b([A-Z][\w-]*) (?:is|staat voor|betekent|is de afkorting van|of|, of) (?:de |het )?\1\b"
)
_APPOSED = re.compile(
    r"\b([A-Z][\w-]*),? (?:(?:of|oftewel|ofwel|kortweg|afgekort|in het kort|ook wel|de|het) )+\1\b,?"
)
"""A name and the same in its other form right behind it: "de SRB, de Smart Region Board,"."""
_ALIAS = re.compile(r"\b([A-Z]{2,}) \([A-Z]{2,}\)")
_LAST_WORD = re.compile(r"\b([Dd]e|[Hh]et) ([A-Z][a-z]+)\b(?! [A-Z])")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, folded and in short, with what stands nearest to it.

    `before` is the preposition before it, if any, `near` how near each word of meaning stands, and `row` the
    names in a row of which it is one, in order. A label stands before a colon; a part belongs to a longer
    word: of "SRO-strategienota".
    """

    name: str
    sides: frozenset[Side]
    before: str = ""
    row: tuple[str, ...] = ()
    near: Mapping[str, float] = field(default_factory=dict)
    is_label: bool = False
    is_part: bool = False

    @property
    def towards(self) -> str:
        """The preposition before it, where it tells who receives and who does."""
        return self.before if self.before in _TOWARDS else ""

    @property
    def leads(self) -> bool:
        """Whether no word of meaning stands before it, and it is no label before a colon."""
        return not self.is_label and not any(place.startswith("<") for place, _ in self.sides)


def named(text: str, called: frozenset[str], terms_of: TermsOf) -> Iterator[Named]:
    """The names of a text, each with the words of meaning nearest to it."""
    runs = [*_runs(text, called, terms_of)]
    for place, run in enumerate(runs):
        if not run.is_name:
            continue
        first, last = _row_around(place, runs)
        here = [other for other in runs if other.sentence == run.sentence and not other.is_name]
        before = [other.word for other in reversed(runs[:first]) if other in here]
        after = [other.word for other in runs[last:] if other in here]
        sides = {("<" + runs[first].before, word) for word in before[:1]} | {
            (">", word) for word in after[:1]
        }
        near = _nearness(runs[last:])
        for word, closeness in _nearness([*reversed(runs[:first])]).items():
            near[word] = max(closeness, near.get(word, 0.0))
        row = tuple(other.word for other in runs[first:last])
        yield Named(
            run.word,
            frozenset(sides),
            run.before or runs[first].before,
            row,
            near,
            is_label=run.is_label,
            is_part=run.is_part,
        )


def _row_around(place: int, runs: "Sequence[_Run]") -> tuple[int, int]:
    """Where the row of names begins and ends; another preposition than the one before begins another row."""
    first, last = place, place + 1
    while first and runs[first - 1].is_name and runs[first].goes_on_from(runs[first - 1]):
        first -= 1
    while last < len(runs) and runs[last].is_name and runs[last].goes_on_from(runs[last - 1]):
        last += 1
    return first, last


def _nearness(runs: "Sequence[_Run]") -> dict[str, float]:
    """How near each word of meaning stands: 1, a half, a third; a name is a step as well."""
    return {run.word: 1 / place for place, run in reversed([*enumerate(runs, start=1)]) if not run.is_name}


@dataclass(frozen=True, slots=True)
class _Run:
    """A name or a word of meaning in its turn; `before` is the preposition that leads to a name."""

    word: str
    is_name: bool = False
    before: str = ""
    is_label: bool = False
    is_part: bool = False
    is_linked: bool = False
    sentence: int = 0

    def goes_on_from(self, other: "_Run") -> bool:
        """Whether nothing but "en" and its like stands between two names, and no preposition of its own."""
        return self.is_linked and self.before in ("", other.before)


def _runs(text: str, called: frozenset[str], terms_of: TermsOf) -> Iterator[_Run]:
    found = tokens(text)
    preposition, previous, is_linked = "", "", False
    for place, token in enumerate(found):
        sentence = len(_ENDS.findall(text, 0, token.span.start))
        after = found[place + 1] if place + 1 < len(found) else None
        name = next((p for p in token.text.split("-") if _is_name(p, called)), None)
        terms = terms_of(token.text)
        if name is None and token.text[:1].isupper() and after and _is_name(after.text, called):
            previous = fold(token.text)  # "Digitaal" of "Digitaal Vlaanderen"
            continue
        if name is not None:
            short = re.sub("'?s$", "", name) if _SHORT.fullmatch(name) else name
            word = fold(short)
            if word not in _PLACES or previous:
                whole = f"{previous} {word}" if word in _PLACES else word
                is_label = text[token.span.end : token.span.end + 1] == ":"
                yield _Run(
                    whole,
                    is_name=True,
                    before=preposition,
                    is_label=is_label,
                    is_part="-" in token.text,
                    is_linked=is_linked,
                    sentence=sentence,
                )
                is_linked = True
        elif terms:
            yield _Run(terms[0], sentence=sentence)
            is_linked = False
        if name is not None or terms:
            preposition = ""
        elif token.text.lower() in _PREPOSITIONS:
            preposition = token.text.lower()
        elif token.text.lower() not in _LINKS:
            is_linked = False
        previous = ""


def _is_name(word: str, called: frozenset[str]) -> bool:
    return _SHORT.fullmatch(word) is not None or fold(word) in called


def said_once(text: str) -> str:
    """A text in which a name that was said in full and in short is said once: "ABB (ABB)" is "ABB"."""
    return _APPOSED.sub(r"\1", _DEFINED.sub(r"\1", re.sub(r"\b([\w-]+) \(\1(?:'?s)?\)", r"\1", text)))


def in_short(quote: str, names: Names, called: frozenset[str]) -> str:
    """A quote with each name said once and short; "de Board" is the one board that has a name."""
    lasts = Counter(full.split()[-1] for _, full in names.pairs)
    short_of = {full.split()[-1]: short for short, full in names.pairs if lasts[full.split()[-1]] == 1}

    def short(match: re.Match[str]) -> str:
        word = match[2]
        is_name = word in short_of and fold(word) in called - _PLACES
        return f"{match[1]} {short_of[word]}" if is_name else match[0]

    return _ALIAS.sub(r"\1", _LAST_WORD.sub(short, said_once(names.shortened(quote))))
