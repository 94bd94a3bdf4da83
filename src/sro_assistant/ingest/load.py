"""The ingest stage: from the folder of sources to documents and passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from sro_assistant.domain import Document, Passage, SourceFile
from sro_assistant.dutch.compounds import LISTED_WORDS, Vocabulary, common_words
from sro_assistant.dutch.tokens import fold
from sro_assistant.errors import ParseError
from sro_assistant.ingest.clean import clean
from sro_assistant.ingest.manifest import Problem, ProblemKind, SourceData, read_manifest
from sro_assistant.ingest.split import split
from sro_assistant.ingest.structure import document_from
from sro_assistant.ingest.variants import Copy, Variants, best_of, clusters
from sro_assistant.ports import Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDocument:
    """A document with its passages in reading order."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What serves, in the manifest's order, and what is wrong with the rest.

    `sources` are all files that were read, copies of one document each by itself.
    """

    loaded: tuple[LoadedDocument, ...]
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, one for each cluster of copies."""
        return tuple(entry.document for entry in self.loaded)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, document by document."""
        return tuple(passage for entry in self.loaded for passage in entry.passages)


Progress = Callable[[str, int, int], None]
"""Told what is being done (in Dutch), how many files are done, and how many there are."""


def load_corpus(corpus_dir: Path, parsers: Sequence[Parser], progress: Progress | None = None) -> Corpus:
    """The corpus as documents and passages; a file that cannot serve becomes a problem.

    Raises CorpusError where the manifest itself cannot be read.
    """
    manifest = read_manifest(corpus_dir)
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
    loaded = [_loaded(best_of(group, _is_word)) for group in clusters(copies)]
    return Corpus(loaded=tuple(loaded), sources=tuple(c.source for c in copies), problems=tuple(problems))


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
    extra = [line for copy in variants.copies for line in copy.clean.lines]
    document = document_from(variants.served.source, variants.served.clean, extra)
    document = replace(document, copies=variants.ids)
    return LoadedDocument(document=document, passages=split(document))


def _is_word(word: str) -> bool:
    """Whether Dutch has the word, or words of which it is compounded."""
    folded = fold(word)
    return _vocabulary().level(folded) > 0 or bool(_vocabulary().split(folded))


@cache
def _vocabulary() -> Vocabulary:
    """The common words of Dutch; read only where a document has copies to choose from."""
    return Vocabulary.from_levels(common_words(LISTED_WORDS))
