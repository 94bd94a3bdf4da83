"""The ingest stage: from the folder of sources to documents and passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from sro_assistant.domain import Document, Passage, SourceFile
from sro_assistant.dutch.compounds import LISTED_WORDS, Vocabulary, common_words
from sro_assistant.dutch.tokens import fold
from sro_assistant.errors import ParseError
from sro_assistant.ingest.copies.differences import Difference, differences
from sro_assistant.ingest.copies.variants import Copy, Variants, best_of, clusters
from sro_assistant.ingest.manifest import Manifest, Problem, ProblemKind, SourceData, read_manifest
from sro_assistant.ingest.parse.clean import clean
from sro_assistant.ingest.parse.structure import document_from
from sro_assistant.ingest.split import split
from sro_assistant.ports import Parser, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDocument:
    """A document with its passages in reading order."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What serves, in the manifest's order, and what is wrong with the rest.

    `sources` are all files that were read, copies of one document each by itself; `variants` says of
    each document in `loaded` which files it comes from.
    """

    loaded: tuple[LoadedDocument, ...]
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    variants: tuple[Variants, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, one for each cluster of copies."""
        return tuple(entry.document for entry in self.loaded)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, document by document."""
        return tuple(passage for entry in self.loaded for passage in entry.passages)


def load_corpus(corpus_dir: Path, parsers: Sequence[Parser], progress: Progress | None = None) -> Corpus:
    """The corpus as documents and passages; a file that cannot serve becomes a problem.

    Raises CorpusError where the manifest itself cannot be read.
    """
    return load_files(read_manifest(corpus_dir), parsers, progress)


def load_files(manifest: Manifest, parsers: Sequence[Parser], progress: Progress | None = None) -> Corpus:
    """The corpus of a manifest that was read, or of some of its files."""
    problems = list(manifest.problems)
    copies: list[Copy] = []
    for done, file in enumerate(manifest.files):
        if progress:
            progress(f"{file.source.path} lezen", done, len(manifest.files))
        read = _read(file, parsers)
        if isinstance(read, Copy):
            copies.append(read)
        else:
            problems.append(read)
    variants = tuple(best_of(group, _is_word) for group in clusters(_rightly_named(copies, problems)))
    return Corpus(
        loaded=tuple(_loaded(found) for found in variants),
        sources=tuple(copy.source for copy in copies),
        problems=tuple(problems),
        variants=variants,
    )


def differences_of(variants: Variants) -> tuple[Difference, ...]:
    """What the served text and the other copies of a document have differently, copy by copy."""
    served = _document(variants, variants.served)
    return tuple(
        difference
        for copy in variants.others
        for difference in differences(served, _document(variants, copy))
    )


def _rightly_named(copies: Sequence[Copy], problems: Sequence[Problem]) -> list[Copy]:
    """The copies; one that names a document which the manifest does not have is a document of its own."""
    lost = {problem.path for problem in problems if problem.kind is ProblemKind.LOST_COPY}
    return [
        replace(copy, source=replace(copy.source, copy_of=None)) if copy.source.path in lost else copy
        for copy in copies
    ]


def _read(file: SourceData, parsers: Sequence[Parser]) -> Copy | Problem:
    """The file's clean text, or why there is none."""
    source = file.source
    suffix = PurePosixPath(source.path).suffix.lower()
    parser = next((p for p in parsers if suffix in p.suffixes), None)
    if parser is None:
        message = f"{source.path}: er is geen lezer voor {suffix}. Zet het bestand om naar tekst of Markdown."
        return Problem(kind=ProblemKind.UNKNOWN_SUFFIX, path=source.path, message=message)
    try:
        lines = parser.parse(file.data)
    except ParseError as error:
        return Problem(kind=ProblemKind.NOT_PARSED, path=source.path, message=f"{source.path}: {error}")
    cleaned = clean(lines)
    if not any(line.text for line in cleaned.lines):
        message = f"{source.path}: er staat geen tekst in dit bestand. Vul het aan of haal het weg."
        return Problem(kind=ProblemKind.EMPTY, path=source.path, message=message)
    return Copy(source=source, clean=cleaned)


def _loaded(variants: Variants) -> LoadedDocument:
    document = replace(_document(variants, variants.served), copies=variants.ids)
    return LoadedDocument(document=document, passages=split(document))


def _document(variants: Variants, copy: Copy) -> Document:
    """A copy as a document; all copies help to tell which words belong together."""
    return document_from(
        copy.source, copy.clean, [line for each in variants.copies for line in each.clean.lines]
    )


def _is_word(word: str) -> bool:
    """Whether Dutch has the word, or words of which it is compounded."""
    folded = fold(word)
    return _vocabulary().level(folded) > 0 or bool(_vocabulary().split(folded))


@cache
def _vocabulary() -> Vocabulary:
    """The common words of Dutch; read only where a document has copies to choose from."""
    return Vocabulary.from_levels(common_words(LISTED_WORDS))
