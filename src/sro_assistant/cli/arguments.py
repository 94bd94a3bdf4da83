"""The command line: which commands there are and what each takes."""

import argparse
import sys
from pathlib import Path

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.parsing import DutchParser
from sro_assistant.domain import Mode, Organisation, Phase


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

    _add_mcp(commands)
    ask = commands.add_parser("ask", help="beantwoord één vraag")
    ask.arguments.add_argument("question", metavar="VRAAG", help="de vraag, of - om ze van stdin te lezen")
    ask.options.add_argument("--json", action="store_true", help="toon het hele antwoord als JSON")
    ask.options.add_argument(
        "--document", metavar="ID", action="append", help="zoek alleen in dit document; mag meer dan één keer"
    )
    ask.options.add_argument(
        "--mode", metavar="MODUS", choices=tuple(map(str, Mode)), default=str(Mode.AUTO),
        help="auto (met het taalmodel waar er een is), extractive (alleen bronzinnen) of generative",
    )  # fmt: skip
    ask.set_defaults(module="ask")

    _add_batch(commands)
    _add_ingest(commands)
    commands.add_parser("index", help="maak de zoekindex of werk ze bij").set_defaults(module="index")

    _add_guide(commands)
    _add_bank(commands)
    _add_questions(commands)
    _add_checks(commands)
    return root


def _add_mcp(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The command that serves clients of the Model Context Protocol."""
    mcp = commands.add_parser("mcp", help="start de MCP-server, voor een AI-assistent die MCP spreekt")
    mcp.options.add_argument(
        "--http", action="store_true", help="luister op deze computer over HTTP; anders via stdin en stdout"
    )
    mcp.options.add_argument(
        "--port", metavar="POORT", type=_port, default=8100,
        help="de poort voor --http, anders 8100; 0 neemt een vrije poort",
    )  # fmt: skip
    mcp.set_defaults(module="mcp")


def _add_batch(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The command that answers a file of questions."""
    batch = commands.add_parser("batch", help="beantwoord alle vragen in een bestand")
    batch.arguments.add_argument(
        "questions", metavar="VRAGEN", type=Path, help="bestand .jsonl, .csv, .xlsx, .docx of .txt"
    )
    batch.options.add_argument(
        "-o", "--output", metavar="ANTWOORDEN", type=Path, required=True,
        help="bestand .jsonl, .csv, .docx of .md; een bestaand bestand wordt vervangen",
    )  # fmt: skip
    batch.set_defaults(module="batch")


def _add_ingest(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The command that adds documents; what it is not told, it asks."""
    ingest = commands.add_parser("ingest", help="voeg documenten toe aan de bronnen")
    ingest.arguments.add_argument("paths", metavar="PAD", nargs="+", type=Path, help="bestand of map")
    for flag, name, metavar, text in (
        ("--titel", "title", "TITEL", "hoe het document heet"),
        ("--uitgever", "publisher", "NAAM", "wie het uitgaf"),
        ("--datum", "published", "DATUM", "van wanneer het is: JJJJ, JJJJ-MM, JJJJ-MM-DD of onbekend"),
        ("--soort", "kind", "SOORT", "wat het is: strategienota, nieuwsbericht …"),
        ("--geldigheid", "validity", "WOORD", "actueel, historisch of onbekend"),
        ("--reden", "validity_reason", "ZIN", "hoe u dat weet"),
        ("--licentie", "licence", "ZIN", "onder welke voorwaarden het gebruikt mag worden"),
        ("--url", "url", "ADRES", "waar het op het web staat"),
        ("--kopie-van", "copy_of", "ID", "het document waarvan dit een andere kopie is"),
        ("--id", "id", "ID", "hoe het document in adressen heet; anders naar zijn bestand"),
    ):
        ingest.options.add_argument(flag, dest=name, metavar=metavar, help=text)
    ingest.options.add_argument(
        "--toon", dest="preview", action="store_true", help="toon alleen wat ervan zou komen"
    )
    ingest.options.add_argument("--ja", dest="yes", action="store_true", help="vraag niets meer na")
    ingest.set_defaults(module="ingest")


def _add_guide(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The command that says which programme fits."""
    programme = commands.add_parser("programma", help="zoek welk programma bij een nood past, en waarom")
    programme.arguments.add_argument("need", metavar="NOOD", help="wat u zoekt, tussen aanhalingstekens")
    programme.options.add_argument(
        "--organisatie", dest="organisation", metavar="SOORT", choices=tuple(map(str, Organisation)),
        help=f"uw soort organisatie: {', '.join(Organisation)}",
    )  # fmt: skip
    programme.options.add_argument(
        "--samen", dest="together", action="store_const", const=True, help="u werkt samen met anderen"
    )
    programme.options.add_argument(
        "--alleen", dest="together", action="store_const", const=False, help="u werkt alleen"
    )
    programme.options.add_argument(
        "--fase", dest="phase", metavar="FASE", choices=tuple(map(str, Phase)),
        help=f"hoe ver u staat: {', '.join(Phase)}",
    )  # fmt: skip
    programme.options.add_argument(
        "--bedrag", dest="euros", metavar="EURO", type=_euros, help="de steun die u zoekt, in euro"
    )
    programme.options.add_argument(
        "--volledig", dest="in_full", action="store_true", help="toon elk criterium met zijn bewijs"
    )
    programme.options.add_argument("--json", action="store_true", help="toon alles als JSON")
    programme.set_defaults(module="programme")


def _add_bank(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The commands that keep the answer bank."""
    bank = commands.add_parser("bank", help="beheer de bank met voorbereide antwoorden")
    bank.set_defaults(module="bank")
    actions = bank.add_subparsers(
        title="opdrachten", dest="action", metavar="OPDRACHT", required=True, parser_class=DutchParser
    )
    add = actions.add_parser("add", help="maak een nieuw antwoord van wat de assistent nu zegt")
    add.arguments.add_argument("question", metavar="VRAAG", help="de vraag, tussen aanhalingstekens")
    add.options.add_argument("--onderwerp", dest="subject", metavar="NAAM", required=True, help="het bestand")
    add.options.add_argument("--id", metavar="ID", required=True, help="hoe het antwoord heet")
    add.options.add_argument(
        "--nagekeken", dest="role", metavar="ROL", help="het antwoord is vandaag nagekeken door deze rol"
    )
    check = actions.add_parser("check", help="kijk na of elk antwoord op zijn citaten staat")
    listing = actions.add_parser("list", help="toon alle antwoorden, en welke u moet herbekijken")
    listing.options.add_argument(
        "--ongedekt", dest="uncovered", action="store_true", help="toon de zinnen zonder antwoord"
    )
    _add_drafting(actions, "ontwerp met het taalmodel antwoorden voor passages die er geen hebben")
    report = actions.add_parser(
        "report", help="toon hoe dicht de bank bij een vragenset staat, en wat ze dekt"
    )
    report.options.add_argument(
        "--questions", dest="cases", metavar="BESTAND", type=Path, help="de vragenset; anders evals/dev.jsonl"
    )
    for action in (check, listing):
        action.arguments.add_argument(
            "files", metavar="BESTAND", nargs="*", type=_bank_file, help="alleen deze bestanden"
        )


def _add_checks(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The commands that measure and look, and change nothing."""
    evaluate = commands.add_parser("eval", help="meet de kwaliteit met een vragenset")
    evaluate.options.add_argument(
        "--questions", "--cases", dest="cases", metavar="BESTAND", type=Path,
        help="de vragenset (.jsonl); anders evals/dev.jsonl",
    )  # fmt: skip
    evaluate.options.add_argument(
        "--stage", metavar="ONDERDEEL", choices=("all", "answers", "retrieval"), default="all",
        help="wat u meet: answers (de antwoorden), retrieval (het zoeken) of all (allebei, zonder keuze)",
    )  # fmt: skip
    evaluate.options.add_argument(
        "--misses", action="store_true", help="toon bij elke gemiste vraag op welke plaats het bewijs staat"
    )
    evaluate.options.add_argument(
        "--baselines", action="store_true", help="vergelijk het zoeken ook met all-MiniLM-L6-v2"
    )
    _add_judging(evaluate)
    evaluate.set_defaults(module="evaluate")

    doctor = commands.add_parser("doctor", help="kijk alles na en zeg wat u moet herstellen")
    doctor.options.add_argument("--json", action="store_true", help="toon het verslag als JSON")
    doctor.set_defaults(module="doctor")


def _add_judging(evaluate: DutchParser) -> None:
    """What `sro eval` can do with the answers beside printing their figures."""
    evaluate.options.add_argument(
        "--report", metavar="VERSLAG.html", type=Path,
        help="schrijf ook een webpagina met grafieken en de foute antwoorden; ernaast komt een .json",
    )  # fmt: skip
    evaluate.options.add_argument(
        "--write-baseline", action="store_true",
        help="leg vast welke vragen nu juist zijn (evals/baseline.json)",
    )  # fmt: skip
    evaluate.options.add_argument(
        "--attacks", action="store_true", help="voer ook de aanvallen uit (evals/attacks.jsonl)"
    )
    evaluate.options.add_argument(
        "--mutants", action="store_true", help="verminken wij antwoorden, merken de cijfers het dan op?"
    )
    evaluate.options.add_argument(
        "--bank", action="store_true", help="antwoord ook uit de bank met voorbereide antwoorden"
    )


def _add_questions(commands: "argparse._SubParsersAction[DutchParser]") -> None:
    """The command that drafts expected questions."""
    questions = commands.add_parser("questions", help="ontwerp vragen waarmee de bronnen te vinden zijn")
    questions.set_defaults(module="questions")
    actions = questions.add_subparsers(
        title="opdrachten", dest="action", metavar="OPDRACHT", required=True, parser_class=DutchParser
    )
    _add_drafting(actions, "ontwerp met het taalmodel vragen bij passages die er geen hebben")


def _add_drafting(actions: "argparse._SubParsersAction[DutchParser]", text: str) -> None:
    draft = actions.add_parser("draft", help=text)
    draft.arguments.add_argument("document", metavar="DOCUMENT", nargs="?", help="alleen dit document (id)")
    draft.options.add_argument(
        "-n", dest="most", metavar="AANTAL", type=_count, default=10, help="over hoeveel passages, anders 10"
    )
    draft.options.add_argument(
        "-o", "--output", metavar="BESTAND", type=Path, required=True,
        help="waar de ontwerpen komen, om na te lezen; nooit in corpus/",
    )  # fmt: skip


def _bank_file(text: str) -> Path:
    """A file of the bank, also by its bare name."""
    return Path(text) if text.endswith(".yaml") else Path(f"{text}.yaml")


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


def _euros(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and int(digits[:12]) > 0):
        raise argparse.ArgumentTypeError(f"“{text}” is geen bedrag; schrijf bijvoorbeeld 250000")
    return int(digits[:12])


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:6]) > 0):
        raise argparse.ArgumentTypeError(f"“{text}” is geen aantal; kies een getal van 1 of meer")
    return int(text[:6])


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:6]) <= 65535):  # noqa: PLR2004 - the last port
        raise argparse.ArgumentTypeError(f"“{text}” is geen poort; kies een getal van 0 tot 65535")
    return int(text)
