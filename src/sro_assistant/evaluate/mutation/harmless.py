"""Answers changed in ways that mean nothing; no figure may notice any of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from sro_assistant.dutch.tokens import NUMBER_WORDS
from sro_assistant.evaluate.given import GivenAnswer
from sro_assistant.evaluate.mutation.sites import Corrupt, Site, World, retold
from sro_assistant.evaluate.scores import MAX_CITATIONS

_SPELT = {digits: word for word, digits in NUMBER_WORDS.items() if 2 <= int(digits) <= 20}  # noqa: PLR2004 - as people spell
_DIGITS = {word: digits for digits, word in _SPELT.items()}
_ALONE = re.compile(rf"(?<![\w.,:/-])(?:{'|'.join([*_SPELT, *_DIGITS])})(?![\w:/-]|[.,]\d|[.)] [A-Z])")


def _each_text(change: Callable[[str], str]) -> Corrupt:
    """Changes the words of every statement, lead-in and notice; None where nothing changes."""

    def make(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
        answer = site.answer
        given = [replace(s, text=change(s.text), frame=change(s.frame)) for s in answer.sentences]
        changed = replace(
            retold(answer, given) if given else replace(answer, text=change(answer.text)),
            notices=tuple(change(notice) for notice in answer.notices),
        )
        return None if changed == answer else changed

    return make


def _curly(text: str) -> str:
    if "'" in text or '"' in text:
        return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")
    return text.translate(str.maketrans("‘’“”", "''\"\""))


def _wrapped(text: str) -> str:
    words = text.split()
    return "".join(word + ("\n" if i % 7 == 0 else " ") for i, word in enumerate(words)).strip()


def _spelt(text: str) -> str:
    return _ALONE.sub(lambda number: _SPELT.get(number[0]) or _DIGITS[number[0]], text)


def other_copy(site: Site, world: World, _rng: Random) -> GivenAnswer | None:
    """The same citations under the id of the document's other copy."""
    copies = {served: copy for copy, served in world.copies.items()}
    moved = tuple(replace(c, document=copies.get(c.document, c.document)) for c in site.answer.citations)
    return None if moved == site.answer.citations else replace(site.answer, citations=moved)


def reordered(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """The citations in another order, their numbers with them; not beyond those that are judged."""
    count = len(site.answer.citations)
    if not 1 < count <= MAX_CITATIONS:
        return None
    order = rng.sample(range(count), count)
    new = {old + 1: place + 1 for place, old in enumerate(order)}
    given = [replace(s, citations=tuple(new[n] for n in s.citations)) for s in site.answer.sentences]
    return retold(site.answer, given, [site.answer.citations[old] for old in order])


HARMLESS: Mapping[str, Corrupt] = {
    "krullende aanhalingstekens": _each_text(_curly),
    "regeleinden": _each_text(_wrapped),
    "6 ↔ zes": _each_text(_spelt),
    "andere kopie van de nota": other_copy,
    "volgorde van citaten": reordered,
}
"""Each harmless change by its label."""
