"""Numbers as Flanders writes them."""

import pytest

from sro_assistant.dutch.numbers import decimal, grouped


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (850_000, "850.000"), (-1234, "-1.234")]
)
def test_a_whole_number_has_points_between_its_thousands(number: int, written: str) -> None:
    assert grouped(number) == written


@pytest.mark.parametrize(
    ("number", "places", "written"),
    [(12.345, 1, "12,3"), (-0.5, 3, "-0,500"), (2.0, 0, "2"), (1234.5, 1, "1234,5")],
)
def test_decimals_stand_behind_a_comma(number: float, places: int, written: str) -> None:
    assert decimal(number, places) == written
