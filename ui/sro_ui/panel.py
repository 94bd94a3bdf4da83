"""A tab as one piece of HTML: what a reader does in it comes in as words, and goes out as new HTML."""

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from importlib.resources import files
from queue import Empty, SimpleQueue

import gradio as gr

from sro_assistant.errors import SroError
from sro_assistant.ports import Progress
from sro_assistant.serve.http.problems import UnforeseenError, problem_of
from sro_assistant.serve.templating import rendered

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.2

Values = Mapping[str, str]
"""What was filled in and what was pressed: `doe` names the action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a tab shows next; with `html` None its page stays, and with it what was typed."""

    html: str | None = None
    said: str = ""
    error: str = ""


Act = Callable[[Values], Iterator[View]]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long piece of work is."""

    label: str
    done: int
    total: int


def script(name: str) -> str:
    """A script of the workbench."""
    return files("sro_ui").joinpath(name).read_text("utf-8")


def html(value: str, *classes: str, js_on_load: str | None = None) -> gr.HTML:
    """HTML of our own making, without Gradio's styles."""
    return gr.HTML(value, apply_default_css=False, elem_classes=["sro", *classes], js_on_load=js_on_load)


def announced(text: str) -> str:
    """The status region of the page: the one place that is read out, and seen while work goes on."""
    return rendered("workbench/status.html", text=text, is_visible=text.endswith("…"))


def panel(first: str, act: Act, status: gr.HTML) -> None:
    """Lays a tab out in the Blocks that are open: its errors, and what `act` makes of each action."""
    alert = html("", "sro-alert", js_on_load=script("alert.js"))
    view = html(first, js_on_load=script("panel.js"))

    def acted(event: gr.EventData) -> Iterator[tuple[object, object, object]]:
        sent = getattr(event, "waarden", None)
        values = {str(name): str(value) for name, value in sent.items()} if isinstance(sent, dict) else {}
        yield gr.skip(), "", gr.skip()  # an error that comes again is seen and read out again
        for shown in told(act, values):
            error = rendered("workbench/alert.html", error=shown.error) if shown.error else ""
            yield announced(shown.said), error, gr.skip() if shown.html is None else shown.html

    view.submit(acted, None, [status, alert, view], show_progress="hidden", api_visibility="private")


def told(act: Act, values: Values) -> Iterator[View]:
    """What an action shows; where it fails, the reason, and the tab stays as it was."""
    try:
        yield from _foreseen(act, values)
    except UnforeseenError as error:
        cause = error.__cause__ or error  # its own words may hold a question
        logger.error("De werkbank: %s\n%s", error, "".join(traceback.format_tb(cause.__traceback__)))  # noqa: TRY400 - without those words
        yield View(error=sentence(error))
    except SroError as error:
        yield View(error=sentence(error))


def _foreseen(act: Act, values: Values) -> Iterator[View]:
    try:
        yield from act(values)
    except SroError:
        raise
    except Exception as error:
        raise UnforeseenError(type(error).__name__) from error


def sentence(error: SroError) -> str:
    """What went wrong, for a member of staff."""
    return problem_of(error).detail if isinstance(error, UnforeseenError) else str(error)


def stepwise(work: Callable[[Progress], object]) -> Iterator[Step]:
    """Does the work in a thread of its own and tells how far it is; raises what the work raises."""
    steps: SimpleQueue[Step] = SimpleQueue()
    with ThreadPoolExecutor(1, "werkbank") as pool:
        working = pool.submit(work, lambda label, done, total: steps.put(Step(label, done, total)))
        while not working.done():
            wait({working}, LOOK_SECONDS)
            yield from _latest(steps)
    yield from _latest(steps)
    working.result()


def _latest(steps: "SimpleQueue[Step]") -> Iterator[Step]:
    """The last step that was told, where there is one: nobody can read them all."""
    latest: Step | None = None
    while True:
        try:
            latest = steps.get_nowait()
        except Empty:
            break
    if latest is not None:
        yield latest
