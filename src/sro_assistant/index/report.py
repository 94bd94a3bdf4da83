"""How a build is followed, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Told what is being done (in Dutch), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What came of a build; `built` is false where the index was current already.

    `problems` says in Dutch which files of the corpus could not serve, and how to mend that.
    """

    generation: str
    documents: int
    passages: int
    seconds: float
    built: bool
    problems: tuple[str, ...] = ()
