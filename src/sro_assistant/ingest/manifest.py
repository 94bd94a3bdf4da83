"""Reads `corpus/manifest.toml` and holds it against the files that are there."""

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from sro_assistant.domain import SourceFile, Validity, first_day_of
from sro_assistant.errors import CorpusError, reason_of

MANIFEST = "manifest.toml"
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf"})

_OWN_FOLDERS = frozenset({"answers", "fiches", "gids", "lexicon", "questions"})
_REQUIRED = ("id", "path", "title", "publisher", "kind", "validity", "validity_reason", "licence", "sha256")
_OPTIONAL = ("url", "published", "copy_of")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class ProblemKind(StrEnum):
    """What is wrong with a file or an entry of the corpus."""

    NO_ENTRY = "no_entry"
    NO_FILE = "no_file"
    CHECKSUM = "checksum"
    FIELD = "field"
    LOST_COPY = "lost_copy"
    UNREADABLE = "unreadable"
    UNKNOWN_SUFFIX = "unknown_suffix"
    NOT_PARSED = "not_parsed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why one file does not serve: `message` is Dutch, names the file and says how to mend it."""

    kind: ProblemKind
    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceData:
    """A source whose file is as the manifest says, with the bytes that were checked."""

    source: SourceFile
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The sources that can serve, in the manifest's order, and what is wrong with the others."""

    files: tuple[SourceData, ...]
    problems: tuple[Problem, ...]

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """The entries whose files can serve."""
        return tuple(file.source for file in self.files)


class _BadEntryError(CorpusError):
    """An entry that cannot serve, with what to report."""

    def __init__(self, kind: ProblemKind, path: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(kind=kind, path=path, message=message)


def read_manifest(corpus_dir: Path) -> Manifest:
    """The sources of a corpus with their bytes; raises CorpusError where the manifest itself is broken."""
    entries = _entries(corpus_dir / MANIFEST)
    files: list[SourceData] = []
    problems: list[Problem] = []
    named: set[str] = set()
    taken: set[str] = set()
    root = corpus_dir.resolve()
    for number, entry in enumerate(entries, start=1):
        try:
            source = _source(entry, number, taken)
            named.add(source.path)
            files.append(SourceData(source=source, data=_checked_bytes(root, source)))
            taken.add(source.id)
        except _BadEntryError as error:
            problems.append(error.problem)
            named.add(error.problem.path)
    problems += _lost_copies(entries, files) + _files_without_entry(corpus_dir, named)
    return Manifest(files=tuple(files), problems=tuple(problems))


def read_entry(block: str, taken: Collection[str]) -> SourceFile:
    """The source that a block of the manifest names; raises CorpusError where it cannot serve."""
    try:
        entries = tomllib.loads(block).get("source", [])
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"Dit is geen blok voor {MANIFEST}: {error}.") from error
    return _source(entries[0], 1, taken)


def _entries(path: Path) -> list[Mapping[str, object]]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(
            f"Het bestand {path} bestaat niet. Zet er per bron een blok [[source]] in."
        ) from error
    except OSError as error:
        raise CorpusError(
            f"{path} kan niet gelezen worden ({reason_of(error)}). Kijk de rechten na."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path} is geen geldig TOML-bestand: {error}. Verbeter die regel en probeer opnieuw."
        ) from error
    found = table.get("source", [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CorpusError(f"In {path} moet elke bron een blok [[source]] zijn, met dubbele haken.")
    return found


def _source(entry: Mapping[str, object], number: int, taken: Collection[str]) -> SourceFile:
    """The entry as a value; raises where a field cannot be used."""
    path = entry.get("path")
    label = path if isinstance(path, str) and path else f"bron {number}"
    fields = {name: _text(entry, name, label) for name in _REQUIRED}
    optional = {name: _text(entry, name, label) if name in entry else None for name in _OPTIONAL}
    _check_names(entry, label)
    _check_values(fields, optional["published"], label, taken)
    return SourceFile(
        id=fields["id"],
        path=fields["path"],
        title=fields["title"],
        publisher=fields["publisher"],
        url=optional["url"],
        published=optional["published"],
        kind=fields["kind"],
        validity=Validity(fields["validity"]),
        validity_reason=fields["validity_reason"],
        licence=fields["licence"],
        sha256=fields["sha256"],
        copy_of=optional["copy_of"],
    )


def _text(entry: Mapping[str, object], name: str, label: str) -> str:
    value = entry.get(name)
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, date) or (name == "published" and isinstance(value, int)):
        return str(value)
    wrong = "ontbreekt" if name not in entry else "is leeg of geen tekst"
    raise _BadEntryError(
        ProblemKind.FIELD, label, f"{label}: het veld {name} {wrong}. Vul het aan in {MANIFEST}."
    )


def _check_names(entry: Mapping[str, object], label: str) -> None:
    unknown = sorted(set(entry) - {*_REQUIRED, *_OPTIONAL})
    if unknown:
        message = f"{label}: het veld {', '.join(unknown)} bestaat niet. Kijk de spelling na in {MANIFEST}."
        raise _BadEntryError(ProblemKind.FIELD, label, message)


def _check_values(
    fields: Mapping[str, str], published: str | None, label: str, taken: Collection[str]
) -> None:
    identity, path, validity = fields["id"], PurePosixPath(fields["path"]), fields["validity"]
    checks = (
        (_ID.fullmatch(identity), f"het id '{identity}' mag alleen kleine letters, cijfers, - en _ hebben"),
        (identity not in taken, f"het id '{identity}' komt twee keer voor; geef elke bron een eigen id"),
        (_stays_inside(path), "het pad moet binnen de map corpus blijven"),
        (validity in tuple(Validity), f"validity is '{validity}'; kies current, historical of unknown"),
        (_is_date(published), f"published is '{published}'; schrijf JJJJ, JJJJ-MM of JJJJ-MM-DD"),
        (_SHA256.fullmatch(fields["sha256"]), "sha256 moet uit 64 tekens 0-9 en a-f bestaan"),
    )
    for is_good, what in checks:
        if not is_good:
            raise _BadEntryError(ProblemKind.FIELD, label, f"{label}: {what}. Verbeter dit in {MANIFEST}.")


def _stays_inside(path: PurePosixPath) -> bool:
    return not (path.is_absolute() or ".." in path.parts or "\\" in str(path))


def _is_date(text: str | None) -> bool:
    if text is None or not _DATE.fullmatch(text):
        return text is None
    try:
        first_day_of(text)
    except ValueError:
        return False
    return True


def _checked_bytes(root: Path, source: SourceFile) -> bytes:
    """The file's bytes; raises where it is not there, not readable or not what the manifest says."""
    path = root / source.path
    if not path.resolve().is_relative_to(root):
        message = f"{source.path}: dit pad leidt buiten de map corpus. Zet het bestand zelf in corpus."
        raise _BadEntryError(ProblemKind.FIELD, source.path, message)
    if path.suffix.lower() not in SUFFIXES:
        raise _BadEntryError(ProblemKind.UNKNOWN_SUFFIX, source.path, _unknown_suffix(source.path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        message = (
            f"{source.path}: dit bestand staat in {MANIFEST}, maar niet in de map corpus. "
            f"Zet het bestand terug of haal de bron uit {MANIFEST}."
        )
        raise _BadEntryError(ProblemKind.NO_FILE, source.path, message) from error
    except OSError as error:
        message = f"{source.path}: dit bestand is niet leesbaar ({reason_of(error)}). Kijk de rechten na."
        raise _BadEntryError(ProblemKind.UNREADABLE, source.path, message) from error
    actual = hashlib.sha256(data).hexdigest()
    if actual != source.sha256:
        message = (
            f"{source.path}: het bestand is anders dan {MANIFEST} zegt. Is dat niet de bedoeling, zet dan "
            f'het vorige bestand terug. Is het wel de bedoeling, zet dan sha256 = "{actual}" in {MANIFEST}.'
        )
        raise _BadEntryError(ProblemKind.CHECKSUM, source.path, message)
    return data


def _unknown_suffix(path: str) -> str:
    known = ", ".join(sorted(SUFFIXES))
    return f"{path}: dit soort bestand kan niet gelezen worden. Zet het om naar een van deze: {known}."


def _lost_copies(entries: Sequence[Mapping[str, object]], files: Iterable[SourceData]) -> list[Problem]:
    """Copies of a document that the manifest does not name; they serve as documents of their own."""
    ids = {entry.get("id") for entry in entries}
    return [
        Problem(
            kind=ProblemKind.LOST_COPY,
            path=source.path,
            message=f"{source.path}: copy_of noemt '{source.copy_of}', maar die staat niet in {MANIFEST}. "
            f"Verbeter dit, of haal copy_of weg.",
        )
        for source in (file.source for file in files)
        if source.copy_of is not None and source.copy_of not in ids
    ]


def _files_without_entry(corpus_dir: Path, named: set[str]) -> list[Problem]:
    problems = []
    for path in sorted(p for p in corpus_dir.rglob("*") if p.is_file()):
        relative = path.relative_to(corpus_dir)
        name = relative.as_posix()
        if name in named or name == MANIFEST or _is_own(relative):
            continue
        if path.suffix.lower() not in SUFFIXES:
            problem = Problem(kind=ProblemKind.UNKNOWN_SUFFIX, path=name, message=_unknown_suffix(name))
        else:
            message = (
                f"{name}: dit bestand staat niet in {MANIFEST} en wordt niet gebruikt. "
                f"Voeg een blok [[source]] toe, of haal het bestand weg."
            )
            problem = Problem(kind=ProblemKind.NO_ENTRY, path=name, message=message)
        problems.append(problem)
    return problems


def _is_own(relative: Path) -> bool:
    """Whether a file is the project's own: hidden, a README, or in a folder that others read."""
    hidden = any(part.startswith(".") for part in relative.parts)
    return hidden or relative.name.upper().startswith("README") or relative.parts[0] in _OWN_FOLDERS
