"""The list of a generation's files with their hashes: made when it is built, checked before it is opened."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sro_assistant.errors import IndexDamagedError

MANIFEST = "MANIFEST.json"
_AT_ONCE = 4
_NAMED_AT_MOST = 5

_Facts = dict[str, str | int]


def write_manifest(folder: Path) -> None:
    """Lists each file with its size and SHA-256."""
    facts = {name: _fact(folder / name) for name in _files(folder)}
    (folder / MANIFEST).write_text(json.dumps({"files": facts}, indent=1) + "\n", "utf-8")


def check_manifest(folder: Path) -> None:
    """Raises IndexDamagedError unless the folder holds the listed files as they were built, and no other."""
    try:
        listed: dict[str, _Facts] = dict(json.loads((folder / MANIFEST).read_text("utf-8"))["files"])
        there = set(_files(folder))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"De index in {folder} is niet volledig. Bouw de index opnieuw met: sro index"
        ) from error
    names = sorted(there & listed.keys())
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # hashing lets other threads run
        as_built = pool.map(lambda name: _is_as_built(folder / name, listed[name]), names)
        wrong = [name for name, whole in zip(names, as_built, strict=True) if not whole]
    wrong = sorted([*wrong, *(there ^ listed.keys())])
    if wrong:
        rest = f" en nog {len(wrong) - _NAMED_AT_MOST}" if len(wrong) > _NAMED_AT_MOST else ""
        raise IndexDamagedError(
            f"Deze bestanden van de index zijn beschadigd: {', '.join(wrong[:_NAMED_AT_MOST])}{rest} "
            f"(in {folder}). Bouw de index opnieuw met: sro index"
        )


def _files(folder: Path) -> list[str]:
    places = (place for place in sorted(folder.rglob("*")) if place.is_file())
    return [name for place in places if (name := place.relative_to(folder).as_posix()) != MANIFEST]


def _is_as_built(path: Path, fact: _Facts) -> bool:
    """Whether a file has its size and its hash; one that cannot be read has not."""
    try:
        return path.stat().st_size == fact["size"] and _fact(path) == fact
    except (OSError, TypeError, KeyError):
        return False


def _fact(path: Path) -> _Facts:
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
