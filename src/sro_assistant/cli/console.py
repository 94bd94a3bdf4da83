"""What the commands share on the terminal: exit codes, saying something, showing progress."""

import json
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

from sro_assistant.errors import SroError, reason_of

if TYPE_CHECKING:
    from tqdm import tqdm

DONE, FAILED = 0, 1
_LAYOUT = "{desc}: {percentage:3.0f}% |{bar}| {n_fmt} van {total_fmt}"


class OutputError(SroError):
    """What is written goes nowhere: the disk is full, or the terminal is gone."""


def say(text: str, stream: TextIO) -> None:
    """Writes a line at once; raises OutputError, or BrokenPipeError where whoever reads us has gone."""
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"Ik kan niets meer schrijven: {reason_of(error)}. Maak plaats.") from error


def say_json(value: object) -> None:
    """Writes JSON on the standard output, escaped where that does not speak UTF-8; raises as `say`."""
    speaks_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    say(json.dumps(value, ensure_ascii=not speaks_utf8, indent=2), sys.stdout)


class Progress:
    """A progress bar on stderr for each step; quiet where stderr is not a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._label = ""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Shows how far a step is."""
        if self._bar is None or label != self._label:
            self.close()
            self._label, self._bar = label, _bar(label, total)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Ends the bar that is shown."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _bar(label: str, total: int) -> "tqdm[NoReturn]":
    from tqdm import tqdm  # noqa: PLC0415 - takes 60 ms that a question on a ready index does not need

    return tqdm(total=total, desc=label, file=sys.stderr, disable=None, bar_format=_LAYOUT)
