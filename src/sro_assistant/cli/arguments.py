"""The command line: which commands there are and what each takes."""

import argparse
import sys
from pathlib import Path

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.parsing import DutchParser


def parser() -> argparse.ArgumentParser:
    """The parser of `sro`; `module` in its result names the module of `cli` that runs the command."""
    root = DutchParser(
        prog="sro", description="Antwoorden uit de documenten over de slimme regio Vlaanderen."
    )
    root.options.add_argument("--version", action=_Version, nargs=0, help="toon de versie en stop")
    commands = root.add_subparsers(
        title="opdrachten", dest="command", metavar="OPDRACHT", required=True, parser_class=DutchParser
    )

    serve = commands.add_parser("serve", help="start de webpagina en de API")
    serve.options.add_argument("--host", metavar="ADRES", help="het adres om op te luisteren")
    serve.options.add_argument(
        "--port", metavar="POORT", type=_port, help="de poort; 0 neemt een vrije poort"
    )
    serve.set_defaults(module="serve")

    ask = commands.add_parser("ask", help="beantwoord één vraag")
    ask.arguments.add_argument("question", metavar="VRAAG", help="de vraag, tussen aanhalingstekens")
    ask.options.add_argument("--json", action="store_true", help="toon het hele antwoord als JSON")
    ask.options.add_argument(
        "--document", metavar="ID", action="append", help="zoek alleen in dit document; mag meer dan één keer"
    )
    ask.set_defaults(module="ask")

    batch = commands.add_parser("batch", help="beantwoord alle vragen in een bestand")
    batch.arguments.add_argument(
        "questions", metavar="VRAGEN", type=Path, help="bestand .jsonl, .csv, .xlsx, .docx of .txt"
    )
    batch.options.add_argument(
        "-o", "--output", metavar="ANTWOORDEN", type=Path, required=True,
        help="bestand .jsonl, .csv, .docx of .md; een bestaand bestand wordt vervangen",
    )  # fmt: skip
    batch.set_defaults(module="batch")

    index = commands.add_parser("index", help="maak de zoekindex of werk ze bij")
    index.set_defaults(module="index")

    _add_checks(commands)
    return root


def _add_checks(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The commands that measure and look, and change nothing."""
    evaluate = commands.add_parser("eval", help="meet de kwaliteit met een vragenset")
    evaluate.options.add_argument(
        "--cases", metavar="BESTAND", type=Path, help="de vragenset (.jsonl); anders evals/dev.jsonl"
    )
    evaluate.set_defaults(module="evaluate")

    doctor = commands.add_parser("doctor", help="kijk alles na en zeg wat u moet herstellen")
    doctor.options.add_argument("--json", action="store_true", help="toon het verslag als JSON")
    doctor.set_defaults(module="doctor")


class _Version(argparse.Action):
    """Prints the installed version and ends with status 0."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: object,
        _option: str | None = None,
    ) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - takes 0.1 s that no question needs

        installed = version("sro-assistant")
        say(f"sro {installed}", sys.stdout)
        parser.exit(DONE)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:6]) <= 65535):  # noqa: PLR2004 - the last port
        raise argparse.ArgumentTypeError(f"“{text}” is geen poort; kies een getal van 0 tot 65535")
    return int(text)
