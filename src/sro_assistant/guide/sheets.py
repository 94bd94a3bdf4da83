"""The fact sheets together: which one a text names, what stands behind a quote, which to check first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from sro_assistant.domain import Fact, Sheet, SheetStatus
from sro_assistant.dutch.tokens import folded_words

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\s?[-–]\s?(20\d\d))?(?!\d)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
"""Within a word: "EFRO-oproep" names EFRO."""
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SERVES = (SheetStatus.OPEN, SheetStatus.IN_USE)

Name = tuple[str, ...]
"""A name's words, folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A sheet to look at: how many things it does not know, and since when its status is not confirmed."""

    sheet: Sheet
    asks: int
    since: date | None


@dataclass(frozen=True)
class Sheets:
    """All sheets, findable by id, by name and by what they say."""

    all: tuple[Sheet, ...]

    @classmethod
    def of(cls, sheets: Iterable[Sheet]) -> Self:
        """These sheets, in order of their ids."""
        return cls(tuple(sorted(sheets, key=lambda sheet: sheet.id)))

    def by_id(self, name: str) -> Sheet | None:
        """The sheet with that id, or with that id as a document of the corpus; None without."""
        return self._by_id.get(name)

    def named_in(self, text: str) -> tuple[Sheet, ...]:
        """The sheets that a text names, by the longest name that stands in it.

        A series that is named with a year means the sheets of that year where there are any, or the one
        that a word of its own tells apart ("EFRO-oproep City of Things"); without either all its
        sheets, the latest first.
        """
        return next(iter(self.all_named_in(text)), ())

    def all_named_in(self, text: str) -> tuple[tuple[Sheet, ...], ...]:
        """All that a text names, the longest name first: each a group of sheets, as `named_in` gives one."""
        said = _folded(text)
        places = {sheet.id: _longest(names, said) for sheet, names in self._names}
        found: list[tuple[Sheet, ...]] = []
        taken: set[int] = set()
        for place in sorted({p for p in places.values() if p}, key=lambda p: (p.start - p.stop, p.start)):
            if taken.isdisjoint(place):
                same = [sheet for sheet in self.all if places[sheet.id] == place]
                told, by = _told_apart(same, text, said)
                taken.update(place, by)
                found.append(told)
        return tuple(found)

    def of_years(self, series: str | None, text: str) -> tuple[Sheet, ...]:
        """The calls of a series in the years that a text names, the latest first."""
        years = _years_in(text)
        found = (s for s in self.all if s.series and s.series == series and s.year and _covers(s.year, years))
        return _latest_first(found)

    def series_of(self, sheet: Sheet) -> tuple[Sheet, ...]:
        """All calls of a sheet's series, the latest first; nothing where it has none."""
        found = (other for other in self.all if sheet.series and other.series == sheet.series)
        return _latest_first(found)

    def without_names(self, text: str) -> str:
        """A text without the sheets' names that stand in it as they are written."""
        return self._written.sub(" ", text)

    def behind(self, document_id: str, quote: str) -> tuple[Sheet, Fact] | None:
        """The sheet and the fact of which a quote in its text is a part; None where there is none."""
        sheet = self.by_id(document_id)
        found = next((fact for fact in sheet.facts if quote.strip() in fact.text), None) if sheet else None
        return (sheet, found) if sheet and found else None

    def to_check(self, today: date) -> tuple[Unchecked, ...]:
        """The sheets in the order in which to check them.

        First those that say open and no longer are, then those that say nothing certain, by how much
        they do not know, the longest unconfirmed first.
        """
        entries = (
            Unchecked(
                sheet=sheet,
                asks=len(sheet.not_found) + (sheet.status is SheetStatus.UNKNOWN) + (sheet.stated_on is None),
                since=sheet.stated_on,
            )
            for sheet in self.all
        )
        return tuple(
            sorted(
                entries,
                key=lambda entry: (
                    entry.sheet.status_on(today) is entry.sheet.status,
                    entry.sheet.status not in (SheetStatus.UNKNOWN, *_SERVES),
                    -entry.asks,
                    entry.since or date.min,
                    entry.sheet.id,
                ),
            )
        )

    @cached_property
    def _written(self) -> re.Pattern[str]:
        names = sorted(
            (n for s in self.all for n in (s.name, *s.aliases, s.series or "") if n), key=len, reverse=True
        )
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or "(?!)")

    @cached_property
    def _by_id(self) -> dict[str, Sheet]:
        return {name: sheet for sheet in self.all for name in (sheet.id, sheet.document_id)}

    @cached_property
    def _names(self) -> tuple[tuple[Sheet, frozenset[Name]], ...]:
        return tuple((sheet, _names_of(sheet)) for sheet in self.all)


def _years_in(text: str) -> set[str]:
    """The years that a text names, the first and the last of a span."""
    return {year for span in _YEARS.findall(text) for year in span if year}


def _names_of(sheet: Sheet) -> frozenset[Name]:
    """What a sheet is called: by its name with and without brackets and years, its aliases, its series."""
    typed = {sheet.name, _BRACKETED.sub("", sheet.name), *sheet.aliases}
    typed |= {inside for inside in _BRACKETED.findall(sheet.name) if not _YEARS.search(inside)}
    typed |= {_YEARS.sub("", name) for name in typed}
    typed |= {sheet.series} if sheet.series else set()
    return frozenset(name for name in (_folded(text) for text in typed) if name)


def _folded(text: str) -> Name:
    return folded_words(_HYPHEN.sub(" ", text))


def _told_apart(named: list[Sheet], text: str, said: Name) -> tuple[tuple[Sheet, ...], frozenset[int]]:
    """Those of the years that a text names, else of words that are theirs alone, and where these stand."""
    years = _years_in(text)
    exact, by = [sheet for sheet in named if sheet.year and _covers(sheet.year, years)], frozenset[int]()
    if not exact and len(named) > 1:
        names = {s.id: {word for name in _names_of(s) for word in name} for s in named}
        own = {s.id: names[s.id].difference(*(names[o.id] for o in named if o is not s)) for s in named}
        exact = [sheet for sheet in named if own[sheet.id].intersection(said)]
        telling = {word for sheet in exact for word in own[sheet.id]}
        by = frozenset(i for i, word in enumerate(said) if word in telling)
    return _latest_first(exact or named), by


def _latest_first(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    return tuple(sorted(sheets, key=lambda sheet: sheet.year or "", reverse=True))


def _longest(names: Iterable[Name], said: Name) -> range:
    """Where the longest of the names stands in what is said, the first time; empty without one."""
    places = (
        range(i, i + len(name)) for name in names for i in range(len(said)) if said[i : i + len(name)] == name
    )
    return max(places, key=lambda place: (len(place), -place.start), default=range(0))


def _covers(stated: str, years: set[str]) -> bool:
    first, _, last = stated.partition("-")
    return any(first <= year <= (last or first) for year in years)
