"""The form of the Programmawijzer: from an address to a situation, or what is wrong with it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from sro_assistant.domain import Organisation, Phase
from sro_assistant.dutch.numbers import grouped
from sro_assistant.guide.criteria import Criterion
from sro_assistant.guide.situation import Situation, completed
from sro_assistant.retrieve.question import MAX_CHARACTERS
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.schemas import MOST_EUROS, MOST_INHABITANTS, MOST_PARTIES

FIELDS: Final = ("nood", "organisatie", "samen", "partijen", "inwoners", "fase", "bedrag")
THEME: Final = "thema"
_TOGETHER: Final = {"ja": True, "nee": False}
_MOST: Final = {"partijen": MOST_PARTIES, "inwoners": MOST_INHABITANTS, "bedrag": MOST_EUROS}
_NAMES: Final = {
    "partijen": "Het aantal partijen",
    "inwoners": "Het aantal inwoners",
    "bedrag": "Het bedrag",
}
_ABOUT: Final = {Criterion.APPLICANT: "organisatie", Criterion.COOPERATION: "samen", Criterion.PHASE: "fase"}
_WRITTEN: Final = re.compile(
    r"(?:€\s*)?(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:\s*(?:€|euro|eur))?", re.IGNORECASE
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was filled in, as it was typed; `situation` is None where nothing was, or it cannot be read."""

    values: Mapping[str, str]
    themes: tuple[str, ...] = ()
    errors: Mapping[str, str]
    situation: Situation | None

    @property
    def query(self) -> str:
        """The situation as a query string, without the fields that are empty."""
        return _query(self.values, self.themes)

    def answering(self, criterion: Criterion) -> tuple[tuple[str, str], ...]:
        """The answers to a question on a criterion: the words, and the address that gives that answer."""
        name = _ABOUT[criterion]
        return tuple(
            (words, _query({**self.values, name: value}, self.themes)) for value, words in _CHOICES[name]
        )


def _query(values: Mapping[str, str], themes: Collection[str]) -> str:
    pairs = [(name, values[name]) for name in FIELDS if values.get(name)]
    return urlencode([*pairs, *((THEME, theme) for theme in themes)])


_CHOICES: Final = {
    "organisatie": tuple((str(kind), words) for kind, words in guide_words.ORGANISATIONS.items()),
    "samen": tuple((key, guide_words.TOGETHER[value]) for key, value in reversed(_TOGETHER.items())),
    "fase": tuple((str(phase), words) for phase, words in guide_words.PHASES.items()),
}
"""The values that a field of choices takes, with their words."""


def choices(name: str) -> tuple[tuple[str, str], ...]:
    """The values that a field of choices takes, with their words."""
    return _CHOICES[name]


def entered(sent: QueryParams, known_themes: Collection[str]) -> Entered:
    """What an address says of a situation."""
    values = {name: sent.get(name, "").strip() for name in FIELDS}
    themes = tuple(theme for theme in known_themes if theme in sent.getlist(THEME))
    errors: dict[str, str] = {}
    numbers = {name: _number(name, values[name], errors) for name in _MOST}
    if len(values["nood"]) > MAX_CHARACTERS:
        errors["nood"] = f"Uw tekst is te lang. Schrijf hoogstens {MAX_CHARACTERS} tekens."
    told = Situation(
        need=values["nood"],
        organisation=_choice(
            "organisatie", values, dict(zip(map(str, Organisation), Organisation, strict=True)), errors
        ),
        together=_choice("samen", values, _TOGETHER, errors),
        parties=numbers["partijen"],
        inhabitants=numbers["inwoners"],
        phase=_choice("fase", values, {str(phase): phase for phase in Phase}, errors),
        euros=numbers["bedrag"],
    )
    is_empty = not themes and not any(values.values())
    situation = None if errors or is_empty else _with_themes(completed(told), themes)
    return Entered(values=values, themes=themes, errors=errors, situation=situation)


def _with_themes(situation: Situation, themes: Collection[str]) -> Situation:
    """The themes are part of the need: each is a sentence of its own."""
    need = "\n".join(part for part in (situation.need, *(f"{theme}." for theme in themes)) if part)
    return replace(situation, need=need)


def _choice(
    name: str, values: Mapping[str, str], known: Mapping[str, Value], errors: dict[str, str]
) -> Value | None:
    typed = values[name]
    if typed and typed not in known:
        errors[name] = f"‘{typed[:40]}’ kunt u hier niet kiezen. Kies een van de mogelijkheden."
    return known.get(typed)


def _number(name: str, typed: str, errors: dict[str, str]) -> int | None:
    if not typed:
        return None
    found = _WRITTEN.fullmatch(typed)
    number = int(re.sub(r"\D", "", found[1])) if found and len(found[1]) <= len(str(MOST_EUROS)) + 3 else 0
    if not 1 <= number <= _MOST[name]:
        most = grouped(_MOST[name])
        errors[name] = f"{_NAMES[name]} kan niet gelezen worden. Schrijf een getal van 1 tot {most}."
        return None
    return number
