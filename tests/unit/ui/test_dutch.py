"""The words of the workbench."""

from sro_assistant.evaluate.figures import FIGURE
from sro_ui import dutch


def test_a_figure_has_the_name_that_the_report_gives_it() -> None:
    assert dict(dutch.FIGURES) == {name: FIGURE[name].label for name in dutch.FIGURES}
