"""The guide's own files as they were read, kept beside the index: a question need not read their YAML.

The copy is known by the hash of the files and of the code that reads them; where it is of others, or
damaged, the files themselves are read, as if it were not there.
"""

import hashlib
import os
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from sro_assistant.domain.guide import Guidebook
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
        return _as_json().validate_json(text)
    except (OSError, ValueError):
        return None


def keep_guidebook(book: Guidebook, corpus_dir: Path, index_dir: Path) -> None:
    """Keeps the guidebook that was read from a corpus; raises OSError where the disk refuses."""
    text = _as_json().dump_json(book).decode()
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


@cache
def _as_json() -> TypeAdapter[Guidebook]:
    return TypeAdapter(Guidebook)
