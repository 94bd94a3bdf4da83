"""The guide's own files as they were read, kept beside the index: a question need not read their YAML.

The copy is known by the hash of the files and of the code that reads them; where it is of others, or
damaged, the files themselves are read, as if it were not there.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict

from sro_assistant.domain.conflicts import Conflict, Side
from sro_assistant.domain.guide import (
    Authority,
    Body,
    Event,
    Guidebook,
    Proof,
    QuoteProof,
    SheetProof,
    Step,
    Term,
    TermKind,
)
from sro_assistant.domain.sheets import Part
from sro_assistant.index.fingerprint import PACKAGE, code_hash

FOLDER = "gids"
FILE_NAME = "gids.json"
READING_CODE = ("domain/conflicts.py", "domain/guide.py", "index/guidebook.py", "ingest/curated")


def kept_guidebook(corpus_dir: Path, index_dir: Path) -> Guidebook | None:
    """The guidebook of a corpus as it was kept; None where it has to be read."""
    try:
        head, _, text = (index_dir / FILE_NAME).read_text("utf-8").partition("\n")
        if head != _head(corpus_dir, text):
            return None
        return _guidebook(json.loads(text))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_guidebook(book: Guidebook, corpus_dir: Path, index_dir: Path) -> None:
    """Keeps the guidebook that was read from a corpus; raises OSError where the disk refuses."""
    text = json.dumps(asdict(book), ensure_ascii=False)
    path = index_dir / f".{FILE_NAME}-{os.getpid()}"
    path.write_text(f"{_head(corpus_dir, text)}\n{text}", "utf-8")
    path.replace(index_dir / FILE_NAME)


def _head(corpus_dir: Path, text: str) -> str:
    """What must stand above a copy: the hashes of the files, of the code and of the copy itself."""
    files = hashlib.sha256()
    for path in sorted((corpus_dir / FOLDER).glob("*.yaml")):
        files.update(f"{path.name}\0".encode())
        files.update(hashlib.sha256(path.read_bytes()).digest())
    own = hashlib.sha256(text.encode()).hexdigest()
    return f"{files.hexdigest()} {code_hash(PACKAGE, READING_CODE)} {own}"


class SavedProof(TypedDict, total=False):
    """A quote in a document, or a part of a sheet."""

    document_id: str
    quote: str
    sheet_id: str
    part: str


class SavedTerm(TypedDict):
    """A term, as `asdict` writes it."""

    term: str
    kind: str
    meaning: str
    aliases: list[str]
    proofs: list[SavedProof]


class SavedBody(TypedDict):
    """A body, as above."""

    name: str
    role: str
    members: str | None
    authority: str
    proofs: list[SavedProof]


class SavedEvent(TypedDict):
    """An event, as above."""

    day: str
    text: str
    proofs: list[SavedProof]


class SavedStep(TypedDict):
    """A step, as above."""

    title: str
    text: str
    question: str
    proofs: list[SavedProof]


class SavedConflict(TypedDict):
    """A conflict, as above."""

    subject: str
    sides: list[dict[str, str]]
    about: list[str]
    decisive: list[str]
    unless: list[str]
    prevails: str | None
    why: str


class SavedBook(TypedDict):
    """A guidebook, as above."""

    terms: list[SavedTerm]
    bodies: list[SavedBody]
    events: list[SavedEvent]
    steps: list[SavedStep]
    conflicts: list[SavedConflict]


def _guidebook(saved: SavedBook) -> Guidebook:
    return Guidebook(
        terms=tuple(
            Term(
                term=item["term"],
                kind=TermKind(item["kind"]),
                meaning=item["meaning"],
                aliases=tuple(item["aliases"]),
                proofs=_proofs(item["proofs"]),
            )
            for item in saved["terms"]
        ),
        bodies=tuple(
            Body(
                name=item["name"],
                role=item["role"],
                members=item["members"],
                authority=Authority(item["authority"]),
                proofs=_proofs(item["proofs"]),
            )
            for item in saved["bodies"]
        ),
        events=tuple(
            Event(day=item["day"], text=item["text"], proofs=_proofs(item["proofs"]))
            for item in saved["events"]
        ),
        steps=tuple(
            Step(
                title=item["title"],
                text=item["text"],
                question=item["question"],
                proofs=_proofs(item["proofs"]),
            )
            for item in saved["steps"]
        ),
        conflicts=tuple(map(_conflict, saved["conflicts"])),
    )


def _conflict(saved: SavedConflict) -> Conflict:
    return Conflict(
        subject=saved["subject"],
        sides=tuple(Side(**side) for side in saved["sides"]),
        about=tuple(saved["about"]),
        decisive=tuple(saved["decisive"]),
        unless=tuple(saved["unless"]),
        prevails=saved["prevails"],
        why=saved["why"],
    )


def _proofs(saved: Iterable[SavedProof]) -> tuple[Proof, ...]:
    return tuple(
        SheetProof(sheet_id=proof["sheet_id"], part=Part(proof["part"]))
        if "sheet_id" in proof
        else QuoteProof(document_id=proof["document_id"], quote=proof["quote"])
        for proof in saved
    )
