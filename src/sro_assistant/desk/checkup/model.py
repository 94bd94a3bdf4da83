"""The embedding model: there, readable, and giving the vectors that it promises."""

from collections.abc import Iterator

import numpy as np

from sro_assistant.desk.checkup.findings import Area, Finding, ok, wrong
from sro_assistant.ports import Encoder
from sro_assistant.settings import Settings

SHIPPED = "sro-static-nl"
PROBE = "De slimme regio Vlaanderen"


def mend_of(settings: Settings) -> str:
    """The command that brings a model back."""
    own = settings.embedding_model != SHIPPED
    return "unset SRO_EMBEDDING_MODEL" if own else f"git -C '{settings.home}' checkout -- models"


def look(encoder: Encoder, settings: Settings) -> Iterator[Finding]:
    """The model's name and size, after it has encoded a text."""
    vector = encoder.encode([PROBE])
    if vector.shape != (1, encoder.dimensions) or not np.isclose(np.linalg.norm(vector), 1.0, atol=1e-3):
        text = f"Het model {encoder.name} geeft geen bruikbare vector voor een gewone zin."
        yield wrong(Area.MODEL, text, mend_of(settings))
    else:
        yield ok(Area.MODEL, f"{encoder.name}, {encoder.dimensions} dimensies")
