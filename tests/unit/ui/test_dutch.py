"""The words of the workbench."""

import pytest

from sro_assistant.evaluate.figures import FIGURE
from sro_ui import dutch
from sro_ui.evaluation import shown


def test_a_figure_has_the_name_that_the_report_gives_it() -> None:
    assert dict(dutch.FIGURES) == {name: FIGURE[name].label for name in dutch.FIGURES}


@pytest.mark.parametrize(("value", "text"), [(0.7584, "0,758"), (1.0, "1,000"), (-0.5, "-0,500")])
def test_a_figure_is_written_with_a_comma(value: float, text: str) -> None:
    assert shown(value) == text
