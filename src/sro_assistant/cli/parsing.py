"""argparse in Dutch: help, usage and errors."""

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

USAGE = 2

_ARGPARSE_WORDS: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (.*)", r"geef ook op: \1"),
    (r"unrecognized arguments: (.*)", r"dit ken ik niet: \1"),
    (r"argument (.*): expected one argument", r"na \1 moet een waarde komen"),
    (r"argument (.*): expected at least one argument", r"na \1 moet minstens één waarde komen"),
    (r"argument (.*): invalid choice: (.*?) \(choose from (.*)\)", r"\2 kan niet voor \1; kies uit \3"),
    (r"argument (.*): ignored explicit argument (.*)", r"na \1 kan geen waarde komen, ook niet \2"),
    (r"argument (.*): (.*)", r"\1: \2"),
)


class _Formatter(argparse.HelpFormatter):
    """Help in Dutch."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable["argparse._MutuallyExclusiveGroup"],
        prefix: str | None = None,
    ) -> None:
        """Starts the usage line with a Dutch word."""
        super().add_usage(usage, actions, groups, "Gebruik: " if prefix is None else prefix)


class DutchParser(argparse.ArgumentParser):
    """A parser that speaks Dutch, its errors included."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs |= {"add_help": False, "allow_abbrev": False, "formatter_class": _Formatter}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.arguments = self.add_argument_group("argumenten")
        self.options = self.add_argument_group("opties")
        self.options.add_argument("-h", "--help", action="help", help="toon deze hulp en stop")

    def error(self, message: str) -> NoReturn:
        """Says in Dutch what is wrong with the command line and ends with status 2."""
        for pattern, dutch in _ARGPARSE_WORDS:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, dutch, message, flags=re.DOTALL)
                break
        self.exit(USAGE, f"{self.format_usage()}Fout: {message}\nHulp: {self.prog} --help\n")
