"""The tab "Evaluatie": the figures of the last measurement, and how to measure again."""

from collections.abc import Iterator

import gradio as gr

from sro_assistant.dutch.numbers import decimal
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.downloads import REPORT
from sro_assistant.serve.workbench.services import TaskState, Workbench
from sro_ui import dutch
from sro_ui.panel import Values, View, panel
from sro_ui.tasks import followed


def fill(desk: Workbench, status: gr.HTML) -> None:
    """Lays the tab out in the Blocks that are open."""
    panel(rendered("workbench/waiting.html"), EvaluationTab(desk).act, status)


class EvaluationTab:
    """What each button of the tab does."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk

    def act(self, values: Values) -> Iterator[View]:
        """The last report; while a measurement runs, how far it is."""
        tasks = self._desk.tasks
        first = tasks.start_evaluation() if values.get("doe") == "meet" else tasks.state("eval")
        was_running = False
        for state in followed(first, lambda: tasks.state("eval")):
            if state.running:
                was_running = True
                yield View(html=self._page(state), said=dutch.MEASURING)
        said = dutch.MEASURED if was_running else ""
        yield View(html=self._page(tasks.state("eval"), focus=was_running), said=said)

    def _page(self, state: TaskState | None, *, focus: bool = False) -> str:
        last = self._desk.evaluation.last()
        known = last.figures if last is not None else {}
        figures = [(label, decimal(known[name], 3)) for name, label in dutch.FIGURES.items() if name in known]
        return rendered(
            "workbench/evaluation.html",
            last=last,
            figures=figures,
            report=REPORT,
            state=state,
            focus=focus,
        )
