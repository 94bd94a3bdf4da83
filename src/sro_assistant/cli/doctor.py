"""`sro doctor`: what is right, what to know and what to mend."""

import argparse
import dataclasses
import sys
from collections.abc import Iterator
from itertools import groupby

from sro_assistant.cli.console import DONE, FAILED, say, say_json
from sro_assistant.desk.doctor import Finding, Mark, Report
from sro_assistant.settings import Settings
from sro_assistant.wiring.tools import examine

_WIDTH = max(map(len, Mark))
_SUMMARY = {
    Mark.OK: "Alles is in orde.",
    Mark.NOTE: "Alles werkt. Kijk de regels met LET OP na.",
    Mark.WRONG: "Er moet iets hersteld worden: zie de regels met FOUT.",
}


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the report; 1 where something needs mending."""
    report = examine(settings)
    if arguments.json:
        say_json(_fields(report))
    else:
        say("\n".join(_lines(report)), sys.stdout)
    return FAILED if report.mark is Mark.WRONG else DONE


def _fields(report: Report) -> dict[str, object]:
    return {
        "status": report.mark,
        "findings": [dataclasses.asdict(finding) for finding in report.findings],
        "differences": [dataclasses.asdict(difference) for difference in report.differences],
    }


def _lines(report: Report) -> Iterator[str]:
    for area, findings in groupby(report.findings, key=lambda finding: finding.area):
        yield f"{area}"
        for finding in findings:
            yield from _shown(finding)
        yield ""
    yield _SUMMARY[report.mark]


def _shown(finding: Finding) -> Iterator[str]:
    first, *rest = finding.text.split("\n")
    margin = " " * (_WIDTH + 4)
    yield f"  {finding.mark:<{_WIDTH}}  {first}"
    yield from (f"{margin}- {line}" for line in rest)
    if finding.mend is not None:
        yield f"{margin}→ {finding.mend}"
