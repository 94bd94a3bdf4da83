"""PDF as page texts, read in a process of its own: a hostile file can take no more than that process has.

pypdf's own limits are not enough: a file of 6.8 kB ran for longer than 45 seconds. Run as a module, this
is the child: it reads a PDF from its standard input and writes JSON to its standard output.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sro_assistant.errors import ParseError

MODULE = "sro_assistant.adapters.pdf_child"
MAX_FILE_BYTES = 25_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may take: of the clock and the processor in seconds, of memory in bytes."""

    clock: float = 15.0
    processor: int = 10
    memory: int = 512 * 1024 * 1024
    pages: int = 2_000
    characters: int = 10_000_000


LIMITS = Limits()


def pages_in_child(data: bytes, limits: Limits = LIMITS) -> Sequence[str]:
    """The text of each page; raises ParseError for what `pdf_pages` refuses, or what takes too much."""
    if len(data) > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1_000_000
        raise ParseError(f"deze pdf is groter dan {megabytes} MB. Verklein de beelden of splits het bestand.")
    command = [sys.executable, "-m", MODULE, json.dumps(asdict(limits))]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, by our own Python
            command, input=data, capture_output=True, timeout=limits.clock, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    if ended.returncode != 0:
        raise _too_much()
    answer = json.loads(ended.stdout)
    if "refused" in answer:
        raise ParseError(answer["refused"])
    return tuple(answer["pages"])


def _too_much() -> ParseError:
    return ParseError(
        "deze pdf vraagt te veel tijd of geheugen om te lezen. "
        "Bewaar het bestand opnieuw als pdf, of splits het in kleinere delen."
    )


def _main(limits: Limits) -> None:
    """Reads one PDF within the limits; a refusal is an answer too, anything else ends the process."""
    _hold_to(limits)
    from sro_assistant.adapters.parse_pdf import pdf_pages  # noqa: PLC0415 - loaded within the limits

    try:
        answer: object = {"pages": pdf_pages(sys.stdin.buffer.read(), limits.pages, limits.characters)}
    except ParseError as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout)


def _hold_to(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, limits.processor),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows no limit on memory: there the clock bounds it


if __name__ == "__main__":
    _main(Limits(**json.loads(sys.argv[1])))
