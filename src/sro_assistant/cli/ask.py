"""`sro ask`: one answer."""

import argparse
import sys
from contextlib import closing

from sro_assistant.answer.compose import Request
from sro_assistant.cli.console import DONE, say, say_json
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.desk.files import decoded
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
    if arguments.json:
        say_json(response.model_dump(mode="json"))
    else:
        say(answer_markdown(response), sys.stdout)
    return DONE


def _question(given: str) -> str:
    """The question that was given, or what comes in by the standard input."""
    return decoded(sys.stdin.buffer.read(_MOST_BYTES)) if given == STDIN else given
