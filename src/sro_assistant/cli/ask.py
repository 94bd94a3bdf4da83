"""`sro ask`: one answer."""

import argparse
import json
import sys
from contextlib import closing

from sro_assistant.answer.compose import Request
from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.desk.batch import decoded
from sro_assistant.domain import Filters, Mode
from sro_assistant.serve.exchange import respond
from sro_assistant.serve.export import answer_markdown
from sro_assistant.settings import Settings

STDIN = "-"
_MOST_BYTES = 100_000


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the answer as Markdown, or as the response of `POST /api/ask`."""
    documents = frozenset(arguments.document) if arguments.document else None
    request = Request(
        question=_question(arguments.question),
        filters=Filters(documents=documents),
        mode=Mode(arguments.mode),
    )
    with closing(open_shelves_or_build(settings)) as assistant:
        response = respond(assistant, request)
    shown = _json(response.model_dump(mode="json")) if arguments.json else answer_markdown(response)
    say(shown, sys.stdout)
    return DONE


def _question(given: str) -> str:
    """The question that was given, or what comes in by the standard input."""
    return decoded(sys.stdin.buffer.read(_MOST_BYTES)) if given == STDIN else given


def _json(value: object) -> str:
    """JSON that the standard output can carry: escaped where that does not speak UTF-8."""
    speaks_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(value, ensure_ascii=not speaks_utf8, indent=2)
