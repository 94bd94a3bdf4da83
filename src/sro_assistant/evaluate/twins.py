"""The same question put plainly: what a styled or leaning question is held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import PLAIN, Case

FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Pair:
    """A case and its plain twin, under the style that parts them."""

    style: str
    case: Case
    twin: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWording:
    """A plain wording of the case that it names, with the same evidence."""

    twin_of: str
    question: str


def twins_path(cases: Path) -> Path:
    """Where the plain wordings for a question set stand that has none itself: dev.twins.jsonl."""
    return cases.with_suffix(".twins.jsonl")


def read_wordings(path: Path) -> tuple[PlainWording, ...]:
    """The plain wordings of a file, none where it is not there; raises InputError naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    reader = TypeAdapter(PlainWording)
    found: list[PlainWording] = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(reader.validate_json(line))
        except ValidationError as error:
            raise InputError(
                f"Lijn {number} van {path} is geen bruikbare gewone vraag. "
                "De velden staan beschreven in evals/README.md."
            ) from error
    return tuple(found)


def pairs_of(cases: Sequence[Case], wordings: Sequence[PlainWording]) -> tuple[Pair, ...]:
    """Each case with its twin, once for every style of it; a follow-up is a style of its own."""
    by_id: Mapping[str, Case] = {case.id: case for case in cases}
    written = {w.twin_of: _plain(by_id[w.twin_of], w.question) for w in wordings if w.twin_of in by_id}
    return tuple(
        Pair(style, case, twin)
        for case in cases
        if (twin := written.get(case.id) or by_id.get(case.plain_twin or "")) is not None
        for style in ((FOLLOW_UP,) if case.history and not twin.history else case.styles)
    )


def _plain(case: Case, question: str) -> Case:
    return replace(case, id=f"{case.id}-{PLAIN}", question=question, history=(), note="", style=PLAIN)
