"""`sro bank`: keeps the answer bank."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from sro_assistant.answer.compose import Request
from sro_assistant.cli.console import DONE, FAILED, say
from sro_assistant.cli.drafting import told, writable
from sro_assistant.cli.opening import open_or_build
from sro_assistant.desk.bank import BankLook
from sro_assistant.desk.coverage import coverage_of
from sro_assistant.desk.drafting import draft_entries
from sro_assistant.desk.drafts import add_entry, draft_of
from sro_assistant.domain.bank import Review
from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import DEVELOPMENT, read_cases
from sro_assistant.evaluate.likeness import likenesses_of
from sro_assistant.ingest.curated.answers import FOLDER, BankProblem
from sro_assistant.settings import Settings
from sro_assistant.wiring.language_model import drafting_model
from sro_assistant.wiring.tools import look_into_bank

SHOWN_WORDS = 16


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Does what was asked with the bank."""
    actions = {"add": _add, "check": _check, "draft": _draft, "list": _list, "report": _report}
    return actions[arguments.action](arguments, settings)


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Writes what the assistant answers without the bank as a new entry, to be worked on."""
    with closing(open_or_build(settings)) as assistant:
        answer = assistant.ask(Request(question=arguments.question, bank=False))
    today = datetime.now(tz=UTC).date().isoformat()
    review = Review(role=arguments.role, on=today) if arguments.role else None
    draft = draft_of(answer, arguments.id, review)
    path = add_entry(settings.corpus_dir, arguments.subject, arguments.id, draft)
    say(draft, sys.stdout)
    say(f"Dit staat nu in {path}. Werk het bij, en dan: sro bank check {path.stem}", sys.stdout)
    return DONE


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what is wrong and what could be better; 1 where an entry does not serve."""
    seen = look_into_bank(settings)
    names = _names(arguments.files, settings)
    wrong, advice = _of(seen.banked.problems, names), _of(seen.advice, names)
    for problem in wrong:
        say(f"{'TE HERBEKIJKEN' if problem.stale else 'FOUT'}  {problem.message}", sys.stdout)
    for problem in advice:
        say(f"LET OP  {problem.message}", sys.stdout)
    say(_summary(seen, wrong, advice), sys.stdout)
    return FAILED if wrong else DONE


def _draft(arguments: argparse.Namespace, settings: Settings) -> int:
    """Writes what the language model drafts for passages on which no entry stands."""
    path = writable(arguments.output, settings)
    model = drafting_model(settings)
    drafted = draft_entries(
        look_into_bank(settings),
        model,
        settings.llm_seconds,
        document_id=arguments.document,
        most=arguments.most,
    )
    return told(drafted, path, "corpus/answers/")


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the entries that serve and those to be read again, or what no entry covers."""
    seen = look_into_bank(settings)
    if arguments.uncovered:
        return _list_uncovered(seen)
    names = _names(arguments.files, settings)
    for entry, written in seen.banked.entries:
        if not names or written.file in names:
            read = f"nagekeken op {entry.review.on}" if entry.review else "voorbereid"
            say(f"{entry.id}  [{entry.status}, {read}]  {entry.question}", sys.stdout)
    for problem in _of(seen.stale, names):
        say(f"TE HERBEKIJKEN  {problem.message}", sys.stdout)
    return DONE


def _report(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints how near the bank is to a set of questions, and what it covers; 1 where it has one of them."""
    path = arguments.cases or settings.evals_dir / DEVELOPMENT
    with closing(open_or_build(settings)) as assistant:
        likenesses = likenesses_of((case.question for case in read_cases(path)), assistant.nearest_prepared)
    for found in likenesses:
        say(f"{found.similarity:.2f}  {found.question}  →  {found.prepared}", sys.stdout)
    same = [found for found in likenesses if found.is_same]
    near = [found.similarity for found in likenesses] or [0.0]
    say(f"Gelijkenis met {path.name}: gemiddeld {mean(near):.2f}, hoogstens {max(near):.2f}.", sys.stdout)
    say(f"{len(same)} van {len(likenesses)} vragen staan letterlijk in de bank.", sys.stdout)
    for coverage in coverage_of(look_into_bank(settings)):
        share = coverage.covered / coverage.total if coverage.total else 0.0
        name = coverage.document.source.id
        say(f"Dekking {name}: {coverage.covered} van {coverage.total} zinnen ({share:.0%})", sys.stdout)
    return FAILED if same else DONE


def _list_uncovered(seen: BankLook) -> int:
    for coverage in coverage_of(seen):
        say(
            f"{coverage.document.source.id}: {coverage.covered} van {coverage.total} zinnen gedekt",
            sys.stdout,
        )
        for span in coverage.uncovered:
            shown = coverage.document.slice(span).split()
            say(f"  - {' '.join(shown[:SHOWN_WORDS])}{' …' if len(shown) > SHOWN_WORDS else ''}", sys.stdout)
    return DONE


def _names(files: Sequence[Path], settings: Settings) -> set[str]:
    """The names of files of the bank, with or without their ending; raises InputError for another."""
    known = {path.stem: path.name for path in (settings.corpus_dir / FOLDER).glob("*.yaml")}
    strange = [path.name for path in files if path.stem not in known]
    if strange:
        raise InputError(f"{', '.join(strange)}: dit bestand staat niet in corpus/{FOLDER}. Kijk de naam na.")
    return {known[path.stem] for path in files}


def _of(problems: Sequence[BankProblem], names: set[str]) -> list[BankProblem]:
    """The problems of some files; of all where none is named."""
    return [problem for problem in problems if not names or problem.file in names]


def _summary(seen: BankLook, wrong: Sequence[BankProblem], advice: Sequence[BankProblem]) -> str:
    ways = sum(len(written.questions) for _, written in seen.banked.entries)
    bad = len({problem.entry or problem.place for problem in wrong})
    return (
        f"{len(seen.banked.entries)} antwoorden dienen, met {ways} vragen. "
        f"Niet in orde: {bad}. Goed om te bekijken: {len(advice)}."
    )
