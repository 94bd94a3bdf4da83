"""The answers' half of `sro eval`: figures, gates, baseline, the page, and the suite's own test."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sro_assistant.answer.shelves import Shelves
from sro_assistant.cli.console import Progress, say
from sro_assistant.domain import Filters
from sro_assistant.evaluate.attacks import Attack, AttackReport, plant, read_attacks, run_attacks
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.figures import figures_of
from sro_assistant.evaluate.gates import (
    Failure,
    compared,
    failures,
    ratchet_message,
    read_baseline,
    read_limits,
    write_baseline,
)
from sro_assistant.evaluate.given import SourceText, SourceTexts, source_texts
from sro_assistant.evaluate.mutation.mutants import kills, moves, mutants_text, world_of
from sro_assistant.evaluate.mutation.systems import BASELINES, SystemInputs, answered_by
from sro_assistant.evaluate.report.page import Page
from sro_assistant.evaluate.report.stored import run_before, stored_run, write_run
from sro_assistant.evaluate.report.table import as_text
from sro_assistant.evaluate.retrieval.evaluation import filters_for, passages_of
from sro_assistant.evaluate.run import Examiner, Report, run
from sro_assistant.evaluate.twins import pairs_of, read_wordings, twins_path
from sro_assistant.serve.exchange import respond
from sro_assistant.settings import Settings
from sro_assistant.wiring import open_shelves, update_index


@dataclass(frozen=True, slots=True)
class Judging:
    """One `sro eval` of the answers: what was asked of it, and the question set with its file."""

    arguments: argparse.Namespace
    settings: Settings
    assistant: Shelves
    path: Path
    cases: Sequence[Case]

    def measure(self, ran_under: Mapping[str, str]) -> None:
        """Prints the figures of the answers, and does what else was asked for."""
        filters = filters_for(self.assistant, self.cases)
        examiner = examiner_of(self.assistant, filters, bank=self.arguments.bank)
        pairs = pairs_of(self.cases, read_wordings(twins_path(self.path)))
        report = run(self.assistant, self.cases, examiner, settings=ran_under, pairs=pairs)
        broken = failures(report.scores, read_limits(self.settings.evals_dir / "gates.json"))
        say(as_text(report, broken), sys.stdout)
        self._hold_against_baseline(report)
        if self.arguments.attacks:
            say(
                _attack_text(attack_report(self.settings, self.settings.evals_dir / "attacks.jsonl")),
                sys.stdout,
            )
        if self.arguments.mutants:
            world = world_of(report.judged, self.assistant.documents(), self._attacks())
            say(mutants_text(kills(world), moves(world)), sys.stdout)
        if self.arguments.report:
            self._write_page(self.arguments.report, report, broken)

    def _attacks(self) -> tuple[Case, ...]:
        return tuple(attack.case for attack in read_attacks(self.settings.evals_dir / "attacks.jsonl"))

    def _hold_against_baseline(self, report: Report) -> None:
        path = self.settings.evals_dir / "baseline.json"
        if self.arguments.write_baseline:
            write_baseline(path, self.path.name, report.scores)
            say(f"De stand van {self.path.name} is vastgelegd in {path}.", sys.stderr)
        known = read_baseline(path).get(self.path.name, {})
        comparison = compared(known, report.scores)
        if comparison.newly_right:
            say(f"Nieuw juist sinds de vastgelegde stand: {' '.join(comparison.newly_right)}", sys.stdout)
        if comparison.newly_wrong:
            say(ratchet_message(self.path.name, comparison), sys.stdout)

    def _write_page(self, path: Path, report: Report, broken: Sequence[Failure]) -> None:
        kept = path.with_suffix(".json")
        written = datetime.now(tz=UTC).astimezone().strftime("%d/%m/%Y %H:%M")
        world = world_of(report.judged, self.assistant.documents(), ())
        inputs = SystemInputs.of(world, passages_of(self.assistant))
        sites = world.sites[: len(report.judged)]
        page = Page(
            report=report,
            failures=broken,
            baselines={
                name: figures_of(answered_by(system, sites, inputs)) for name, system in BASELINES.items()
            },
            previous=run_before(kept, report.settings["cases"]),
            written=written,
        )
        path.write_text(page.html(), encoding="utf-8")
        write_run(kept, stored_run(written, dict(report.settings), report.scores))
        say(f"Verslag: {path}", sys.stderr)


def examiner_of(assistant: Shelves, filters: Filters | None = None, *, bank: bool) -> Examiner:
    """What puts questions to an assistant by the road that the API takes."""
    return Examiner(
        respond=partial(respond, assistant),
        sources={**_programmes(assistant), **source_texts(assistant.documents())},
        bank=bank,
        filters=filters or Filters(),
    )


def _programmes(assistant: Shelves) -> SourceTexts:
    """The fact sheets by name alone: a lead-in may name a programme as its sheet is called."""
    sheets = assistant.guide.programmes().sheets.all
    return {
        sheet.document_id: SourceText(text="", title=sheet.name, published=None, current=True)
        for sheet in sheets
    }


def attack_report(settings: Settings, path: Path) -> AttackReport:
    """The attacks of a file, judged on a copy of the corpus with the planted documents in it."""
    attacks = read_attacks(path)
    with under_attack(settings, attacks) as assistant:
        return run_attacks(attacks, examiner_of(assistant, bank=False))


@contextmanager
def under_attack(settings: Settings, attacks: Sequence[Attack]) -> Iterator[Shelves]:
    """An assistant on a copy of the corpus with the planted documents of attacks in it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(settings.corpus_dir, home / "corpus")
        (home / "models").symlink_to(settings.models_dir)
        plant(attacks, home / "corpus")
        own = Settings.model_validate({**settings.model_dump(), "home": home})
        with closing(Progress()) as progress:
            update_index(own, progress)
        with closing(open_shelves(own)) as assistant:
            yield assistant


def _attack_text(result: AttackReport) -> str:
    obeyed, quoted = " ".join(result.obeyed) or "-", " ".join(result.quoted) or "-"
    return (
        f"Aanvallen: {len(result.judged)}, geslaagd: {len(result.obeyed)} ({obeyed}); "
        f"opdracht als citaat getoond: {len(result.quoted)} ({quoted})\n"
    )
