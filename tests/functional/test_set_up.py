"""What somebody without the right Python reads from `make`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sro_assistant.settings import CHECKOUT

pytestmark = pytest.mark.functional

OLD = """#!/bin/sh
[ "$1" = --version ] && echo 'Python 3.9.2'
[ "$1" = --version ]
"""
WITHOUT_VENV = """#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
"""
UNABLE = """#!/bin/sh
[ "$1" != -m ]
"""


def make_start(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Runs `make start` with a given Python in a copy of what it needs, under a name with a space."""
    checkout = folder / "een map"
    for name in (".ci", "requirements"):
        shutil.copytree(CHECKOUT / name, checkout / name)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(CHECKOUT / name, checkout / name)
    return subprocess.run(  # noqa: S603 - the Makefile of this checkout
        ["make", "--no-print-directory", "-C", str(checkout), "start", f"PYTHON={python}"],  # noqa: S607 - any make
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (OLD, "is Python 3.9.2, maar Python 3.11 of nieuwer is nodig"),
        (WITHOUT_VENV, "sudo apt install python3-venv"),
        (UNABLE, "de map .venv kon niet gemaakt worden"),
    ],
    ids=["too old", "without venv", "no place to write"],
)
def test_an_unfit_python_is_refused_in_dutch_with_what_to_do(tmp_path: Path, script: str, said: str) -> None:
    python = tmp_path / "mijn python"
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)

    done = make_start(tmp_path, str(python))

    assert done.returncode != 0
    assert done.stderr.startswith("Fout: ")
    assert said in done.stderr
    assert not (tmp_path / "een map" / ".venv").exists()


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = make_start(tmp_path, "nergens-python")

    assert done.returncode != 0
    assert done.stderr.startswith("Fout: het programma 'nergens-python' is niet gevonden.")
