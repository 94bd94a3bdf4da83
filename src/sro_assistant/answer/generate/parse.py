"""Reads a draft as it streams in: each JSON object as soon as it closes, whatever stands around it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from sro_assistant.answer.generate.draft import DraftedClaim, DraftedStatement, DraftEnd

Event = DraftedStatement | DraftEnd

_TEXT = ("zin", "tekst", "text", "statement", "sentence")
_CLAIMS = ("bewijs", "citaten", "bronnen", "citations", "evidence", "sources")
_LABEL = ("label", "passage", "bron", "source", "id")
_QUOTE = ("citaat", "quote", "tekst", "text")
_COMPLETE = ("volledig", "complete", "is_complete")
_MISSING = ("ontbreekt", "missing")
_NUMBER = ("nummer", "number", "nr")
_ITEM = ("punt", "item")
_MARKER = re.compile(r"\s*[\[(]\s*P?\d+(?:\s*[,;]\s*P?\d+)*\s*[\])]")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
# A new line that opens a statement or the end: what was open before it was never closed.
_FRESH = re.compile(rf'\n\s*\{{\s*"(?:{"|".join((*_TEXT[:1], *_COMPLETE[:1], *_NUMBER[:1]))})"')
_THINKS = re.compile(r"\s*<(?:t(?:h(?:i(?:n(?:k>?)?)?)?)?)?\Z|\s*<think>")
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


class DraftParser:
    """Finds statements in text that comes in pieces.

    Fences, lists, wrappers, prose and a model's thoughts around the objects are passed over; an object
    that cannot be read is counted in `broken` and left out.
    """

    def __init__(self) -> None:
        self.broken = 0
        self._text = ""
        self._at = 0
        self._open: list[int] = []
        self._in_string = False

    def feed(self, piece: str) -> Iterator[Event]:
        """The statements, and the end, that close in this piece."""
        self._text += piece
        if self._at == 0:
            if _THINKS.match(self._text) and "</think>" not in self._text:
                return
            self._text = _THOUGHT.sub("", self._text)
        while self._at < len(self._text):
            event = self._step()
            if event is not None:
                yield event

    def finish(self) -> None:
        """Counts what was left open as broken."""
        self.broken += bool(self._open)
        self._open.clear()

    def _step(self) -> Event | None:
        place, sign = self._at, self._text[self._at]
        if self._open and sign == "{" and _FRESH.match(self._text, self._text.rfind("\n", 0, place)):
            self._resynchronise(place)
        self._at += 1
        if self._in_string:
            if sign == "\\":
                self._at += 1
            elif sign == '"':
                self._in_string = False
        elif sign == '"' and self._open:
            self._in_string = True
        elif sign == "{":
            self._open.append(place)
        elif sign == "}" and self._open:
            return self._closed(self._open.pop(), place + 1)
        return None

    def _resynchronise(self, place: int) -> None:
        """Lets go of an object that never closed, unless the new one stands inside a list in it."""
        before = self._text[self._open[-1] : place].rstrip()
        if self._in_string or not before.endswith(("[", ",")):
            self.broken += 1
            self._open.clear()
            self._in_string = False

    def _closed(self, start: int, end: int) -> Event | None:
        found = _read(self._text[start:end])
        if found is None:
            self.broken += not self._open
            return None
        return _statement(found) or _end(found)


def _read(text: str) -> Mapping[str, object] | None:
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            found = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else None
    return None


def _statement(found: Mapping[str, object]) -> DraftedStatement | None:
    text = _first(found, _TEXT)
    if not isinstance(text, str) or not text.strip() or _is_claim(found):
        return None
    number = _first(found, _NUMBER)
    return DraftedStatement(
        text=" ".join(_MARKER.sub("", text).split()),
        claims=tuple(_claims(found)),
        is_item=_first(found, _ITEM) is True,
        number=number if isinstance(number, int) and not isinstance(number, bool) else None,
    )


def _is_claim(found: Mapping[str, object]) -> bool:
    """Whether it is a piece of evidence whose quote is called a text."""
    return "zin" not in found and _first(found, _LABEL) is not None and _first(found, _CLAIMS) is None


def _end(found: Mapping[str, object]) -> DraftEnd | None:
    complete = _first(found, _COMPLETE)
    if not isinstance(complete, bool):
        return None
    missing = _first(found, _MISSING)
    listed: Sequence[object] = missing if isinstance(missing, list) else [missing]
    return DraftEnd(
        is_complete=complete, missing=tuple(m for m in listed if isinstance(m, str) and m.strip())
    )


def _claims(found: Mapping[str, object]) -> Iterator[DraftedClaim]:
    given = _first(found, _CLAIMS)
    listed = given if isinstance(given, list) else [given] if isinstance(given, dict) else [found]
    for claim in listed:
        if not isinstance(claim, dict):
            continue
        label, quote = _first(claim, _LABEL), _first(claim, _QUOTE[:2] if claim is found else _QUOTE)
        if isinstance(label, str) and isinstance(quote, str):
            yield DraftedClaim(label.strip("[]() ").upper(), quote)


def _first(found: Mapping[str, object], names: Sequence[str]) -> object:
    return next((found[name] for name in names if name in found), None)
