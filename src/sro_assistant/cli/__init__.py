"""The command `sro`: one module per command, imported when that command is given."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from sro_assistant.cli.arguments import parser
from sro_assistant.cli.console import FAILED, OutputError, say
from sro_assistant.errors import SroError
from sro_assistant.settings import Settings, load_settings

ONE_ANSWER = frozenset({"ask"})
"""The commands that end before there is garbage worth collecting."""


_NO_CORPUS = "In {home} staat geen map corpus. Klopt SRO_HOME? Dat is de map van de assistent."

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
"""Set before numpy is imported: a question's few numbers are read a quarter sooner by one thread."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it is done, 1 when the work failed, 2 for wrong usage."""
    _never_fail_on_a_character()
    settings: Settings | None = None
    gc.disable()  # start-up makes much and throws nothing away: looking for garbage is a tenth of it
    try:
        arguments = parser().parse_args(argv)
        for name, value in ONE_THREAD.items():
            os.environ.setdefault(name, value)
        command = import_module(f"sro_assistant.cli.{arguments.module}")
        if arguments.module not in ONE_ANSWER:
            gc.enable()
        settings = load_settings()
        status: int = command.run(arguments, settings)
        sys.stdout.flush()
    except OutputError as error:
        _write_nowhere()
        say(f"Fout: {error}", sys.stderr)
        return FAILED
    except SroError as error:
        say(f"Fout: {error}", sys.stderr)
        if settings is not None and not settings.corpus_dir.is_dir():
            say(_NO_CORPUS.format(home=settings.home), sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        _write_nowhere()
        return FAILED
    finally:
        gc.freeze()  # nor does the end: what is left goes with the process
        gc.enable()
    return status


def _write_nowhere() -> None:
    """Sends what is still buffered nowhere: it can't be written any more, and must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_fail_on_a_character() -> None:
    """Has the terminal show "?" for a character that it does not know."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
