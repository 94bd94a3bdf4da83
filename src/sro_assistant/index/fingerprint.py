"""What an index was built from, so that the same input is never built twice and another never served."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Self

from sro_assistant.domain import SourceFile
from sro_assistant.errors import IndexDamagedError

FILE_NAME = "fingerprint.json"
LIBRARIES = ("chromadb", "numpy", "pypdf", "pystemmer", "tantivy", "wordfreq")
PACKAGE = Path(__file__).resolve().parents[1]
_ENTRY = tuple(sorted(field.name for field in fields(SourceFile)))
SHAPING_CODE = ("adapters", "dutch", "domain/bank.py", "domain/sources.py", "grounding", "index", "ingest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The hashes of the sources (with their manifest entries) by id, of the code, model and libraries.

    `wordings` is that of the files with expected questions and with the lexicon.
    """

    sources: Mapping[str, str]
    wordings: str
    code: str
    model: str
    libraries: Mapping[str, str]

    @classmethod
    def of(cls, sources: Iterable[SourceFile], model: str, wordings: str = "") -> Self:
        """What an index of these sources would be built from; `model` is the encoder's name."""
        return cls(
            sources={source.id: source_hash(source) for source in sources},
            wordings=wordings,
            code=code_hash(PACKAGE, SHAPING_CODE),
            model=model,
            libraries={name: metadata.version(name) for name in LIBRARIES},
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """The fingerprint that `save` wrote; raises IndexDamagedError where the file is not that."""
        try:
            return cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamagedError(
                f"Het bestand {path} is niet leesbaar. Bouw de index opnieuw met: sro index"
            ) from error

    def has_same_makers(self, other: Self) -> bool:
        """Whether code, model and libraries are the same, so that equal sources give equal parts."""
        return (self.code, self.model, self.libraries) == (other.code, other.model, other.libraries)

    def save(self, path: Path) -> None:
        """Writes the fingerprint as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")


@cache
def code_hash(root: Path, names: tuple[str, ...]) -> str:
    """A hash of the Python modules under a root that shape the index: their paths and texts."""
    digest = hashlib.sha256()
    for name in names:
        place = root / name
        for module in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(f"{module.relative_to(root).as_posix()}\0".encode())
            digest.update(module.read_bytes())
            digest.update(b"\0")
    return digest.hexdigest()


def source_hash(source: SourceFile) -> str:
    """A hash of a source: its manifest entry, which holds the hash of its file."""
    return hashlib.sha256(json.dumps([getattr(source, name) for name in _ENTRY]).encode()).hexdigest()
