"""`sro doctor`: looks at everything that must be right, changes nothing, and says what mends the rest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sro_assistant.desk.checkup import (
    answers,
    configuration,
    generations,
    machine,
    model,
    sheets,
    sources,
    versions,
)
from sro_assistant.desk.checkup.findings import Area, Finding, Mark, Report, failure, findings_of
from sro_assistant.domain import SourceFile
from sro_assistant.errors import CorpusError, ModelError
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.ingest.curated.wordings import wordings_hash
from sro_assistant.ingest.load import Corpus, differences_of, load_corpus
from sro_assistant.ingest.shelves import read_sheet_manifest
from sro_assistant.ports import Encoder, Parser
from sro_assistant.settings import CHECKOUT, Settings

__all__ = ["Area", "Checkup", "Finding", "Mark", "Report", "examine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What the doctor looks with; wiring fills it."""

    settings: Settings
    parsers: Sequence[Parser]
    open_encoder: Callable[[], Encoder]
    environment: Mapping[str, str]
    today: date


def examine(checkup: Checkup) -> Report:
    """All findings, area by area; an area that cannot be looked at is a finding, never an error."""
    settings = checkup.settings
    corpus, corpus_failure = _corpus(checkup)
    encoder, model_failure = _encoder(checkup)
    known = corpus is not None and encoder is not None
    now = _fingerprint(checkup, corpus.sources, encoder) if corpus and encoder and known else None
    findings = (
        *findings_of(Area.MACHINE, lambda: machine.look(settings.home), f"ls -ld '{settings.home}'"),
        *findings_of(Area.VERSIONS, lambda: versions.look(CHECKOUT), "make start"),
        *corpus_failure,
        *_sources(checkup, corpus),
        *_answers(checkup, corpus),
        *model_failure,
        *_model(checkup, encoder),
        *findings_of(Area.INDEX, lambda: generations.look(settings.index_dir, now), generations.REBUILD),
        *findings_of(Area.INDEX, lambda: _sheets_index(checkup, encoder), generations.REBUILD),
        *configuration.look(settings, checkup.environment),
        *configuration.look_outside(checkup.environment),
    )
    variants = corpus.variants if corpus else ()
    return Report(findings=findings, differences=tuple(d for v in variants for d in differences_of(v)))


def _fingerprint(checkup: Checkup, sources: Iterable[SourceFile], encoder: Encoder) -> Fingerprint:
    """What an index of these sources built today would be built from."""
    return Fingerprint.of(sources, encoder.name, wordings_hash(checkup.settings.corpus_dir))


def _sheets_index(checkup: Checkup, encoder: Encoder | None) -> Iterator[Finding]:
    files = read_sheet_manifest(checkup.settings.corpus_dir).files
    now = _fingerprint(checkup, (file.source for file in files), encoder) if encoder else None
    return generations.look_at_sheets(checkup.settings.sheets_index_dir, now)


def _corpus(checkup: Checkup) -> tuple[Corpus | None, tuple[Finding, ...]]:
    folder = checkup.settings.corpus_dir
    try:
        return load_corpus(folder, checkup.parsers), ()
    except (CorpusError, OSError) as error:
        mend = f"herstel {folder / 'manifest.toml'}, en dan: sro index"
        return None, (failure(Area.CORPUS, error, mend),)


def _encoder(checkup: Checkup) -> tuple[Encoder | None, tuple[Finding, ...]]:
    try:
        return checkup.open_encoder(), ()
    except (ModelError, OSError) as error:
        return None, (failure(Area.MODEL, error, model.mend_of(checkup.settings)),)


def _sources(checkup: Checkup, corpus: Corpus | None) -> tuple[Finding, ...]:
    if corpus is None:
        return ()
    folder, today = checkup.settings.corpus_dir, checkup.today
    return (
        *findings_of(Area.CORPUS, lambda: sources.look(corpus, folder, today), generations.REBUILD),
        *findings_of(Area.CORPUS, lambda: sources.look_at_copies(corpus), generations.REBUILD),
        *findings_of(Area.CORPUS, lambda: sheets.look(corpus, folder, today), generations.REBUILD),
    )


def _answers(checkup: Checkup, corpus: Corpus | None) -> tuple[Finding, ...]:
    if corpus is None:
        return ()
    folder, parsers = checkup.settings.corpus_dir, checkup.parsers
    return findings_of(Area.CORPUS, lambda: answers.look(corpus, folder, parsers), answers.MEND)


def _model(checkup: Checkup, encoder: Encoder | None) -> tuple[Finding, ...]:
    if encoder is None:
        return ()
    settings = checkup.settings
    return findings_of(Area.MODEL, lambda: model.look(encoder, settings), model.mend_of(settings))
