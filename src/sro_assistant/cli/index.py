"""`sro index`: makes the index or brings it up to date."""

import argparse
import sys

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import build
from sro_assistant.dutch.numbers import decimal
from sro_assistant.settings import Settings


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what the index holds now."""
    report = build(settings)
    what = f"{report.documents} documenten, {report.passages} passages ({report.generation})"
    built = f"De zoekindex is klaar: {what}, in {decimal(report.seconds, 1)} s."
    say(built if report.built else f"De zoekindex was al bijgewerkt: {what}.", sys.stdout)
    return DONE
