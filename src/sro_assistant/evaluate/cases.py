"""The question sets in `evals/`: one JSON object a line, one case each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sro_assistant.domain import Turn
from sro_assistant.errors import InputError

DEVELOPMENT = "dev.jsonl"
"""The question set that is measured where no other is named."""
PLAIN = "plain"
STYLES = {"en": "english", "fr": "french", "vlaams": "colloquial", "flemish": "colloquial"}
"""Other names for a style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a source that prove the answer, or with `part` a share of it."""

    doc: str
    quote: str
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what a right answer must say, must cite and must not say.

    `facts` holds the key facts, each as the wordings that count for it. Without `answerable` the
    sources don't say and the assistant must decline; with `correction_ok` a corrected premise is
    as good. `twin` is the id of the same question in plain Dutch that needs no history.
    """

    id: str
    type: str
    question: str
    answerable: bool
    facts: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    forbidden: tuple[str, ...]
    history: tuple[Turn, ...] = ()
    correction_ok: bool = False
    note: str = ""
    style: str | None = None
    twin: str | None = None

    @property
    def styles(self) -> tuple[str, ...]:
        """How the question is put ("typo", "colloquial"): its style, or what its note tags."""
        tagged = re.search(r"style=([\w,]+)", self.note)
        named = self.style or (tagged[1] if tagged else "")
        return tuple(STYLES.get(name, name) for name in named.split(",") if name not in ("", PLAIN))

    @property
    def plain_twin(self) -> str | None:
        """The id of the same question put plainly: its twin, or what its note tags."""
        tagged = re.search(r"\btwin=([\w-]+)", self.note)
        return self.twin or (tagged[1] if tagged else None)


@cache
def _case_reader() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in its order; raises InputError naming the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Het bestand met testvragen {path} kan niet gelezen worden. "
            "Kijk de naam na; het moet tekst in UTF-8 zijn."
        ) from error
    cases = tuple(_read_lines(path, lines))
    if not cases:
        raise InputError(f"In {path} staan geen testvragen. Geef een bestand met één JSON-object per lijn.")
    return cases


def _read_lines(path: Path, lines: list[str]) -> Iterator[Case]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = _case_reader().validate_json(line)
        except ValidationError as error:
            field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "JSON"
            raise InputError(
                f"Lijn {number} van {path} is geen bruikbare testvraag (veld: {field}). "
                "De velden staan beschreven in evals/README.md."
            ) from error
        if case.id in seen:
            raise InputError(
                f"Lijn {number} van {path}: het id {case.id} komt tweemaal voor. "
                "Geef elke vraag een eigen id."
            )
        seen.add(case.id)
        yield case
