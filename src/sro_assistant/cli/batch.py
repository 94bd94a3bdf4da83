"""`sro batch`: all the questions of a file, answered into another file."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from sro_assistant.answer.shelves import Shelves
from sro_assistant.cli.console import DONE, FAILED, Progress, say
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.desk.batch import BatchLine, read_batch
from sro_assistant.desk.files import write_whole
from sro_assistant.errors import InputError
from sro_assistant.serve.export import SUFFIXES, Outcome, exported, outcome_of
from sro_assistant.settings import Settings
from sro_assistant.wiring.tools import office_readers, word_writer


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Writes an answer to every question; a line that fails keeps its reason and stops no other."""
    output: Path = arguments.output
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{output.name}: kies voor -o een van deze soorten: {', '.join(SUFFIXES)}.")
    if not output.parent.is_dir():
        raise InputError(f"De map {output.parent} bestaat niet. Maak ze eerst of kies een andere map met -o.")
    if output.resolve() == arguments.questions.resolve():
        raise InputError("De antwoorden zouden over uw vragen heen komen. Kies een andere naam met -o.")
    lines = read_batch(arguments.questions, office_readers())
    with closing(open_shelves_or_build(settings)) as assistant:
        outcomes = _outcomes(assistant, lines)
    write_whole(output, exported(suffix, outcomes, word_writer()))
    failed = sum(outcome.problem is not None for outcome in outcomes)
    say(_count(len(outcomes), failed, output), sys.stderr)
    return FAILED if failed else DONE


def _outcomes(assistant: Shelves, lines: tuple[BatchLine, ...]) -> list[Outcome]:
    outcomes = []
    with closing(Progress()) as progress:
        for number, line in enumerate(lines, start=1):
            outcomes.append(outcome_of(assistant, line))
            progress("Vragen beantwoorden", number, len(lines))
    return outcomes


def _count(total: int, failed: int, output: Path) -> str:
    questions = "vraag" if total == 1 else "vragen"
    done = f"{total - failed} van {total} {questions} verwerkt; de antwoorden staan in {output}."
    if not failed:
        return done
    which = "1 regel is" if failed == 1 else f"{failed} regels zijn"
    return f"{done} {which} niet gelukt: de reden staat erbij."
