"""The last report of a measurement, as the workbench shows it."""

from pathlib import Path

import pytest

from sro_assistant.desk.evaluation import EvaluationDesk
from sro_assistant.errors import InputError


def test_the_last_report_is_what_the_last_measurement_left(tmp_path: Path) -> None:
    desk = EvaluationDesk(tmp_path)
    assert desk.last() is None
    kept = '{"written": "22/11/2026 03:00", "settings": {}, "figures": {"right": 0.8}, "right": {}}'
    (tmp_path / "evaluatie.json").write_text(kept, "utf-8")
    last = desk.last()
    assert last is not None
    assert (last.written, last.figures, last.html) == (
        "22/11/2026 03:00",
        {"right": 0.8},
        tmp_path / "evaluatie.html",
    )


def test_a_damaged_report_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "evaluatie.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="Meet opnieuw"):
        EvaluationDesk(tmp_path).last()
