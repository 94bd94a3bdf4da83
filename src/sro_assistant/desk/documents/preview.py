"""A preview of a new source: how it would be read, before anything is written."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from sro_assistant.desk.documents.facts import plain_name, suggested_id
from sro_assistant.domain import Document, Language, Passage, SourceFile, Validity
from sro_assistant.ingest.load import Corpus, load_files
from sro_assistant.ingest.manifest import SUFFIXES, Manifest, SourceData, read_manifest
from sro_assistant.ports import Parser
from sro_assistant.retrieve.language import language_of

_FEW_PASSAGES = 3
_READ_FOR_LANGUAGE = 2_000
_PERSONAL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w.,])(?:\+32|0)4\d\d(?:[ ./]?\d){6}(?!\d)"
)
_PLACEHOLDER = "nieuw"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSection:
    """A heading of a new source ("" before the first one), and the passages under it."""

    heading: str
    level: int
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A new source as it would be read; with `problems` it can't be added, `warnings` are good to know.

    The title that is suggested is the first heading of its text. `likely_copy_of` is the source of which
    it looks to be another copy; `kinds` are the kinds of source that there are.
    """

    name: str
    sha256: str
    suggested_id: str
    suggested_title: str
    sections: tuple[PreviewSection, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    likely_copy_of: str | None
    kinds: tuple[str, ...]


def preview_of(name: str, data: bytes, corpus_dir: Path, parsers: Sequence[Parser]) -> Preview:
    """A file as a source of a corpus would be read; raises CorpusError where the corpus itself can't be."""
    manifest = read_manifest(corpus_dir)
    taken = {source.id for source in manifest.sources}
    fresh = SourceData(source=_placeholder(name, data, taken), data=data)
    alone = load_files(Manifest(files=(fresh,), problems=()), parsers)
    problems = [*_refusals(fresh, manifest, corpus_dir)] or [problem.message for problem in alone.problems]
    if alone.loaded and not problems:
        document, passages = alone.loaded[0].document, alone.loaded[0].passages
        sections, title = tuple(_sections(document, passages)), _title(document)
        copied = _copied(fresh, manifest, parsers)
        warnings = tuple(_warnings(document, passages, copied))
    else:
        sections, title, copied, warnings = (), "", None, ()
    return Preview(
        name=fresh.source.path,
        sha256=fresh.source.sha256,
        suggested_id=fresh.source.id,
        suggested_title=title,
        sections=sections,
        problems=tuple(dict.fromkeys(problems)),
        warnings=warnings,
        likely_copy_of=copied,
        kinds=tuple(sorted({source.kind for source in manifest.sources})),
    )


def _placeholder(name: str, data: bytes, taken: set[str]) -> SourceFile:
    """A source of which nothing is known yet but its file."""
    return SourceFile(
        id=suggested_id(name, taken),
        path=plain_name(name),
        title=_PLACEHOLDER,
        publisher=_PLACEHOLDER,
        url=None,
        published=None,
        kind=_PLACEHOLDER,
        validity=Validity.UNKNOWN,
        validity_reason="",
        licence="",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _refusals(fresh: SourceData, manifest: Manifest, corpus_dir: Path) -> Iterator[str]:
    """Why a file can't be a source, whatever stands in it."""
    path, digest = fresh.source.path, fresh.source.sha256
    if PurePath(path).suffix not in SUFFIXES:
        yield f"{path}: dit soort bestand kan niet. Kies een van deze: {', '.join(sorted(SUFFIXES))}."
    if not fresh.data.strip():
        yield f"{path}: dit bestand is leeg."
    same = next((source for source in manifest.sources if source.sha256 == digest), None)
    if same is not None:
        yield f"Dit bestand is er al: {same.path} (‘{same.title}’)."
    there = corpus_dir / path
    if same is None and there.exists() and there.read_bytes() != fresh.data:
        yield f"Er is al een ander bestand met de naam {path}. Geef het nieuwe een andere naam."


def _sections(document: Document, passages: Sequence[Passage]) -> Iterator[PreviewSection]:
    for section in document.sections:
        inside = tuple(p.text for p in passages if section.span.contains(p.span))
        yield PreviewSection(heading=section.heading, level=section.level, passages=inside)


def _title(document: Document) -> str:
    return next((section.heading for section in document.sections if section.heading), "")


def _copied(fresh: SourceData, manifest: Manifest, parsers: Sequence[Parser]) -> str | None:
    """The source of which a file is nearly a copy."""
    whole: Corpus = load_files(Manifest(files=(*manifest.files, fresh), problems=()), parsers)
    for variants in whole.variants:
        others = [name for name in variants.ids if name != fresh.source.id]
        if fresh.source.id in variants.ids and others:
            return others[0]
    return None


def _warnings(document: Document, passages: Sequence[Passage], copied: str | None) -> Iterator[str]:
    if copied is not None:
        yield f"Deze tekst lijkt sterk op ‘{copied}’. Is het een kopie, kies dan ‘kopie van {copied}’."
    if not any(section.heading for section in document.sections):
        yield "Er zijn geen titels gevonden. Antwoorden kunnen dan niet zeggen in welk deel iets staat."
    if len(passages) < _FEW_PASSAGES:
        yield f"Er staat weinig tekst in: {len(passages)} passage(s)."
    if language_of(document.text[:_READ_FOR_LANGUAGE]) is not Language.DUTCH:
        yield "Deze tekst lijkt niet in het Nederlands. De assistent vindt er dan minder in."
    if found := sorted({match.group() for match in _PERSONAL.finditer(document.text)}):
        yield f"Er staan gegevens van personen of contactgegevens in ({len(found)}). Kijk na of dat mag."
