import pytest

from sro_assistant.answer.signals import NAMES, Calibration, Signals


def signals(**values: float) -> Signals:
    return Signals(**{**dict.fromkeys(NAMES, 0.0), **values})


def test_the_calibration_that_ships_weighs_every_signal() -> None:
    assert set(Calibration.fitted().weights) == set(NAMES)


def test_what_the_evidence_leaves_out_lowers_the_chance_and_a_high_score_raises_it() -> None:
    calibration = Calibration.fitted()
    plain = calibration.chance(signals(score=1.0, known=1.0))
    assert calibration.chance(signals(score=1.0, known=1.0, left_out=0.8)) < plain
    assert calibration.chance(signals(score=1.8, known=1.0)) > plain


def test_a_calibration_is_a_logistic_regression() -> None:
    calibration = Calibration(weights={**dict.fromkeys(NAMES, 0.0), "score": 2.0}, bias=-1.0)
    assert calibration.chance(signals(score=0.5)) == pytest.approx(0.5)
