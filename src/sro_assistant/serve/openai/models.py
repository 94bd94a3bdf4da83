"""The names under which the assistant is a model, and the mode that each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sro_assistant.domain import Mode


@dataclass(frozen=True, slots=True)
class NamedMode:
    """A way in which the assistant answers, as a list of models shows it."""

    mode: Mode
    name: str
    description: str


MODELS: Final[Mapping[str, NamedMode]] = {
    "sro-assistent": NamedMode(
        Mode.AUTO,
        "SRO-assistent",
        "Schrijft met het taalmodel waar er een is, anders met zinnen uit de bronnen.",
    ),
    "sro-assistent-extractief": NamedMode(
        Mode.EXTRACTIVE,
        "SRO-assistent, alleen bronzinnen",
        "Antwoordt altijd met zinnen uit de bronnen.",
    ),
    "sro-assistent-generatief": NamedMode(
        Mode.GENERATIVE,
        "SRO-assistent, geschreven door het taalmodel",
        "Schrijft met het taalmodel; waar er geen is, antwoordt het met zinnen uit de bronnen.",
    ),
}
