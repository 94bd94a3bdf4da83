"""Whether a statement stands in the sentences that it cites, judged by code; see `evals/README.md`.

This is a second reading beside `grounding/`, which decides what the assistant may say: a check that
judged itself would never notice its own blind spots.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.text import sentences
from sro_assistant.dutch.tokens import MONTHS, NUMBER_WORDS, fold

NEGATIONS = frozenset(
    "niet geen nooit noch niets niemand nergens zonder evenmin geenszins nauwelijks onmogelijk".split()
)
MODALS = frozenset(
    "kan kunnen kon konden mag mogen moet moeten moest zal zullen zou zouden wil willen wilde wenst "
    "minstens minimaal hoogstens maximaal meer minder ongeveer circa indicatief desgevallend eventueel "
    "mogelijk mogelijks verplicht alleen enkel uitsluitend tenzij waarschijnlijk overwogen onderzocht".split()
)
UNITS = frozenset(
    "miljoen miljard duizend honderd procent euro eur jaar jaren maand maanden week weken dag dagen uur uren "
    "minuten kilometer meter gemeenten steden % € $".split()
) | frozenset(MONTHS)

_HEDGES = NEGATIONS | MODALS
_TOLD = UNITS | _HEDGES
_TOKEN = re.compile(
    r"\d{1,3}(?:[. ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%€$]"
)
_GROUPING = re.compile(r"(?<=\d)[. ](?=\d{3}(?:\D|$))")
_EDGE = "^"


class _Read:
    """A text as tokens in one form, with the facts that it asserts."""

    __slots__ = ("bare", "claims", "hedged", "tokens")

    def __init__(self, text: str) -> None:
        written = _TOKEN.findall(text.replace("\u00a0", " "))
        self.tokens = tuple(_form(word) for word in written)
        self.claims = Counter(_claims(written, self.tokens))
        edged = (_EDGE, *self.tokens, _EDGE)
        triples = list(zip(edged, edged[1:], edged[2:], strict=False))
        self.hedged = {(before, after): word for before, word, after in triples if word in _HEDGES}
        self.bare = Counter(pairwise(edged))
        self.bare.update((before, after) for before, word, after in triples if word not in _HEDGES)


@lru_cache(maxsize=8192)
def _read(text: str) -> _Read:
    return _Read(text)


def _form(word: str) -> str:
    """One form for what is the same: "zes" and "6", "850.000" and "850 000", curly and straight."""
    if word[0].isdigit():
        return _GROUPING.sub("", word)
    plain = fold(word).removesuffix("'s")
    return "1" if word.lower() == "één" else NUMBER_WORDS.get(plain, plain)


def _claims(written: Sequence[str], forms: Sequence[str]) -> Iterable[str]:
    for position, (word, form) in enumerate(zip(written, forms, strict=True)):
        capital = word[:1].isupper() and (position > 0 or form not in STOP_WORDS)
        capital_inside = any(letter.isupper() for letter in word[1:])
        if form[0].isdigit() or capital or capital_inside or form in _TOLD:
            yield form


def claims_stand(text: str, quotes: Sequence[str]) -> bool:
    """Whether every number, date, amount, unit, name, negation and modal of a text stands in its quotes.

    Each must stand there as often as it is said. A negation or modal of a quote must not have been
    left out, or changed into another word, between two words that stand so in the text.
    """
    said = _read(text)
    stated: Counter[str] = Counter()
    for quote in quotes:
        stated += Counter(_read(quote).tokens)
    lost = any(
        said.bare[around] > sum(_read(quote).bare[around] for quote in quotes)
        for quote in quotes
        for around in _read(quote).hedged
    )
    return bool(quotes) and said.claims <= stated and not lost


def is_entailed(text: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes say all of a text, judged by its words.

    Its claims stand in them, and it is a run of words of one quote, or each of its sentences has all
    of its words in one sentence of a quote: two halves of different sentences say something new.
    """
    if not claims_stand(text, quotes):
        return False
    cited = [_read(_one_line(quote)).tokens for quote in quotes]
    if any(_holds(tokens, _read(text).tokens) for tokens in cited):
        return True
    stated = [frozenset(_read(piece).tokens) for quote in quotes for piece in _pieces(quote)]
    said = [frozenset(_read(piece).tokens) - STOP_WORDS for piece in _pieces(text)]
    return all(any(words <= sentence for sentence in stated) for words in said)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pieces(text: str) -> list[str]:
    line = _one_line(text)
    return [line[span.start : span.end] for span in sentences(line)]


def _holds(tokens: Sequence[str], run: Sequence[str]) -> bool:
    return bool(run) and f" {' '.join(run)} " in f" {' '.join(tokens)} "
