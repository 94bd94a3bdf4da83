"""`sro eval`: measures the answers on a set of questions."""

import argparse
import sys
from contextlib import closing
from functools import partial
from importlib.metadata import version

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import open_or_build
from sro_assistant.evaluate.cases import read_cases
from sro_assistant.evaluate.report import as_text
from sro_assistant.evaluate.run import run as judged
from sro_assistant.serve.exchange import respond
from sro_assistant.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the figures, by the same road that the API takes."""
    path = arguments.cases or settings.home / "evals" / "dev.jsonl"
    cases = read_cases(path)
    with closing(open_or_build(settings)) as assistant:
        ran_under = {
            "version": version("sro-assistant"),
            "generation": assistant.generation,
            "embedding_model": settings.embedding_model,
            "cases": path.name,
        }
        report = judged(assistant, cases, respond=partial(respond, assistant), settings=ran_under)
    say(as_text(report), sys.stdout)
    return DONE
