"""The tab "Kennishiaten": what was asked in vain, how often, and how much the assistant is used."""

from collections.abc import Iterator

import gradio as gr

from sro_assistant.ports import Progress
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.services import GapList, Rating, Workbench
from sro_ui import dutch
from sro_ui.panel import Act, Step, Values, View, panel, stepwise

_RATINGS = {
    Rating.UP: "Beoordeeld met “Ja”",
    Rating.DOWN: "Beoordeeld met “Nee”",
    Rating.WRONG_SOURCE: "Gemeld als verkeerde bron",
}


def fill(desk: Workbench, status: gr.HTML) -> None:
    """Lays the tab out in the Blocks that are open."""
    panel(rendered("workbench/waiting.html"), GapsTab(desk).act, status)


class GapsTab:
    """What each button of the tab does."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._acts: dict[str, Act] = {"opnieuw": self._ask_again, "klaar": self._settle}

    def act(self, values: Values) -> Iterator[View]:
        """The views after a button was pressed, one after the other."""
        yield from self._acts.get(values.get("doe", ""), self._show)(values)

    def _show(self, _values: Values) -> Iterator[View]:
        yield self._listed(self._desk.gaps.list())

    def _ask_again(self, _values: Values) -> Iterator[View]:
        before = self._desk.gaps.list()
        found: list[GapList] = []

        def work(progress: Progress) -> None:
            found.append(self._desk.gaps.refresh(progress))

        first = Step(dutch.ASKING_AGAIN, 0, len(before.open))
        yield View(html=self._page(before, running=first), said=dutch.ASKING_AGAIN)
        for step in stepwise(work):
            yield View(html=self._page(before, running=step), said=dutch.ASKING_AGAIN)
        yield self._listed(*found)

    def _settle(self, values: Values) -> Iterator[View]:
        yield self._listed(self._desk.gaps.settle(values.get("hiaat", "")))

    def _listed(self, found: GapList) -> View:
        said = dutch.GAPS.format(open=len(found.open), closed=len(found.closed))
        return View(html=self._page(found, focus=True), said=said)

    def _page(self, found: GapList, running: Step | None = None, *, focus: bool = False) -> str:
        return rendered(
            "workbench/gaps.html",
            found=found,
            counts=self._desk.journal.counts(),
            days=self._desk.journal.retention.days,
            ratings={rating.value: label for rating, label in _RATINGS.items()},
            not_kept=dutch.NOT_KEPT,
            running=running,
            focus=focus,
        )
