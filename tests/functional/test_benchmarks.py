"""The benchmarks run and print their figures; how fast they are is not a check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sro_assistant.settings import CHECKOUT, Settings

pytestmark = pytest.mark.functional

BENCHMARKS = CHECKOUT / "benchmarks"


def run(script: str, *arguments: str, home: Path) -> str:
    """What a benchmark prints, run on a home that is there."""
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    environment = {**os.environ, "SRO_HOME": str(home)}
    done = subprocess.run(  # noqa: S603 - our own scripts
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("script", "arguments", "ratio"),
    [
        ("cold_ask.py", ("--runs", "1", "--no-stock"), "sro ask / bare imports: "),
        ("retrieval.py", ("--rounds", "5", "--home", "HOME"), "retrieval / raw searches: "),
        ("scale.py", ("--sizes", "150", "--rounds", "2"), "retrieval / raw searches: "),
        ("http_load.py", ("--rounds", "5", "--home", "HOME"), "p99 / p50 at 32 clients: "),
        ("replace_one.py", ("--documents", "12", "--runs", "1"), "replacing one document / whole build: "),
    ],
)
def test_a_benchmark_prints_its_ratio(
    settings: Settings, script: str, arguments: tuple[str, ...], ratio: str
) -> None:
    home = settings.home
    printed = run(script, *(str(home) if a == "HOME" else a for a in arguments), home=home)
    assert ratio in printed
    assert "ratio " in printed
