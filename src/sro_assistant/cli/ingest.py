"""`sro ingest`: adds documents to the sources, with what must be known of each, and indexes them."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.cli.console import DONE, FAILED, say
from sro_assistant.cli.opening import build
from sro_assistant.desk.documents.add import Added, SourceAdder
from sro_assistant.desk.documents.facts import NewDocument
from sro_assistant.desk.documents.preview import Preview
from sro_assistant.domain import Validity
from sro_assistant.errors import InputError
from sro_assistant.ingest.manifest import SUFFIXES
from sro_assistant.settings import Settings
from sro_assistant.wiring.desk import source_adder

VALIDITY = {
    "actueel": Validity.CURRENT,
    "historisch": Validity.HISTORICAL,
    "onbekend": Validity.UNKNOWN,
}
UNKNOWN = "onbekend"
_YES = frozenset({"j", "ja", "y", "yes"})
_SHOWN_WORDS = 14
_SHOWN_SECTIONS = 40


@dataclass(frozen=True, slots=True)
class _Fact:
    """Something that must be known: its flag, how it is asked for, and the field of the arguments."""

    flag: str
    name: str
    question: str


_FACTS = (
    _Fact("--titel", "title", "Hoe heet het document?"),
    _Fact("--uitgever", "publisher", "Wie gaf het uit?"),
    _Fact("--datum", "published", "Van wanneer is het (JJJJ, JJJJ-MM of JJJJ-MM-DD; onbekend mag)?"),
    _Fact("--soort", "kind", "Welk soort document is het?"),
    _Fact("--geldigheid", "validity", "Geldt het nog (actueel, historisch of onbekend)?"),
    _Fact("--reden", "validity_reason", "Hoe weet u dat?"),
    _Fact("--licentie", "licence", "Onder welke voorwaarden mag het gebruikt worden?"),
)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Adds each file by itself; one that is refused stops no other. 1 where one was."""
    adder = source_adder(settings, lambda: build(settings).generation)
    files = list(_files(arguments.paths))
    if len(files) > 1 and (arguments.title or arguments.id):
        raise InputError("--titel en --id gelden voor één bestand. Voeg de bestanden één voor één toe.")
    failed = 0
    for path in files:
        try:
            _ingest(path, adder, arguments)
        except InputError as error:
            failed += 1
            told = str(error)
            say(told if told.startswith(path.name) else f"{path.name}: {told}", sys.stderr)
    return FAILED if failed else DONE


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and those that can be read in folders that are named."""
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.is_file() and p.suffix.lower() in SUFFIXES]
            if not inside:
                raise InputError(f"In {path} staan geen bestanden die ik kan lezen.")
            yield from inside
        else:
            yield path


def _ingest(path: Path, adder: SourceAdder, arguments: argparse.Namespace) -> None:
    preview = adder.preview(path)
    if preview.problems:
        raise InputError(" ".join(preview.problems))
    for line in _shown(preview):
        say(line, sys.stdout)
    if arguments.preview:
        return
    facts = _facts(preview, arguments)
    if not (arguments.yes or _agrees()):
        raise InputError("Niet toegevoegd.")
    say(_told(adder.add(path, facts)), sys.stdout)


def _shown(preview: Preview) -> Iterator[str]:
    """The sections and their passages, each by its first words, and what is good to know."""
    passages = sum(len(section.passages) for section in preview.sections)
    yield f"{preview.name}: {len(preview.sections)} delen, {passages} passages"
    for section in preview.sections[:_SHOWN_SECTIONS]:
        yield f"{'  ' * max(1, section.level)}{section.heading or '(zonder titel)'}"
        for text in section.passages:
            words = text.split()
            yield f"{'  ' * max(1, section.level)}  - {' '.join(words[:_SHOWN_WORDS])}"
    if len(preview.sections) > _SHOWN_SECTIONS:
        yield f"  … en nog {len(preview.sections) - _SHOWN_SECTIONS} delen"
    yield from (f"Let op: {warning}" for warning in preview.warnings)


def _facts(preview: Preview, arguments: argparse.Namespace) -> NewDocument:
    """The facts from the flags, the others asked on a terminal; raises InputError that names what lacks."""
    given: dict[str, str | None] = {fact.name: getattr(arguments, fact.name) for fact in _FACTS}
    lacking = [fact for fact in _FACTS if not given[fact.name]]
    if lacking and not sys.stdin.isatty():
        flags = " ".join(fact.flag for fact in lacking)
        raise InputError(f"Dit weet ik nog niet van het document. Geef het mee: {flags}")
    for fact in lacking:
        given[fact.name] = _asked(fact, preview)
    published, validity = given["published"] or "", (given["validity"] or "").lower()
    if validity not in VALIDITY:
        raise InputError("De geldigheid is actueel, historisch of onbekend.")
    return NewDocument(
        id=arguments.id or preview.suggested_id,
        title=given["title"] or "",
        publisher=given["publisher"] or "",
        published=None if published.lower() == UNKNOWN else published,
        kind=given["kind"] or "",
        validity=VALIDITY[validity],
        validity_reason=given["validity_reason"] or "",
        licence=given["licence"] or "",
        url=arguments.url,
        copy_of=arguments.copy_of,
    )


def _asked(fact: _Fact, preview: Preview) -> str:
    """An answer on the terminal; of the title the first heading is proposed, of nothing else anything."""
    proposed = preview.suggested_title if fact.name == "title" else ""
    known = f" [{proposed}]" if proposed else ""
    known = f" (in gebruik: {', '.join(preview.kinds)})" if fact.name == "kind" and preview.kinds else known
    return _line(f"{fact.question}{known} ") or proposed


def _agrees() -> bool:
    """Whether the user says yes; where nobody can be asked, the flags are the answer."""
    return not sys.stdin.isatty() or _line("Toevoegen (ja/nee)? ").lower() in _YES


def _line(question: str) -> str:
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _told(added: Added) -> str:
    return f"‘{added.document_id}’ is toegevoegd, met {added.passages} passages. Index: {added.generation}."
