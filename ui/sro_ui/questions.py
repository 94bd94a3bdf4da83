"""The tab "Vragen": a question, and its answer as the public page shows it."""

from collections.abc import Iterator, Sequence
from functools import partial

import gradio as gr

from sro_assistant.errors import InputError, NotFoundError, SroError
from sro_assistant.serve import words
from sro_assistant.serve.exchange import AssistantSource, answered, parsed
from sro_assistant.serve.http.problems import problem_of
from sro_assistant.serve.pages.examples import EXAMPLES
from sro_assistant.serve.schemas import MAX_TURNS, AskResponse
from sro_assistant.serve.templating import rendered
from sro_ui import dutch
from sro_ui.panel import announced, html, script

LONGEST_QUESTION = 2000

Shown = tuple[object, ...]
"""The new values of: status, conversation, earlier questions, question."""


def fill(source: AssistantSource, status: gr.HTML) -> None:
    """Lays the tab out in the Blocks that are open, and ties its events to the assistant."""
    html(rendered("workbench/notice.html"))
    conversation = html(_conversation(), js_on_load=script("conversation.js"))
    earlier = gr.JSON([], visible=False)
    question = gr.Textbox(
        label=dutch.QUESTION, lines=3, max_lines=12, max_length=LONGEST_QUESTION, elem_classes="sro-ask"
    )
    with gr.Row(elem_classes="sro-actions"):
        ask = gr.Button(dutch.ASK, variant="primary", scale=0)
        new = gr.Button(dutch.NEW, scale=0)
    with gr.Accordion(dutch.FILTER, open=False, elem_classes="sro-filter"):
        documents = gr.CheckboxGroup(_choices(source), label=dutch.FILTER_HINT)

    def ask_chosen(earlier: list[str], documents: list[str], event: gr.EventData) -> Iterator[Shown]:
        yield from _ask(source, str(getattr(event, "vraag", "")), earlier, documents)

    shown = [status, conversation, earlier, question]
    gr.on(
        [ask.click, question.submit],
        partial(_ask, source),
        [question, earlier, documents],
        shown,
        show_progress="hidden",
        api_visibility="private",
    )
    conversation.submit(
        ask_chosen,
        [earlier, documents],
        shown,
        show_progress="hidden",
        api_visibility="private",
    )
    new.click(_start_again, None, shown, show_progress="hidden", api_visibility="private")


def _choices(source: AssistantSource) -> list[tuple[str, str]]:
    return [(document.source.title, document.source.id) for document in source().documents()]


def _ask(
    source: AssistantSource, question: str, earlier: Sequence[str], documents: Sequence[str]
) -> Iterator[Shown]:
    """What to show at once, and what to show when the answer is there."""
    yield _status(dutch.SEARCHING), gr.skip(), gr.skip(), gr.skip()
    try:
        response = answered(source(), parsed(_body(question, earlier, documents)))
    except SroError as error:
        message = str(error) if isinstance(error, InputError | NotFoundError) else problem_of(error).detail
        yield _status(""), _conversation(earlier, error=message), gr.skip(), gr.skip()
        return
    asked = [*earlier, question.strip()][-MAX_TURNS:]
    conversation = _conversation(earlier, question=question, response=response)
    yield _status(words.status_words(response)), conversation, asked, ""


def _body(question: str, earlier: Sequence[str], documents: Sequence[str]) -> object:
    """What was sent, as the API reads it: all of it comes from the browser and may be anything."""
    return {
        "question": question,
        "history": [{"question": text} for text in earlier],
        "filters": {"documents": documents} if documents else None,
    }


def _start_again() -> Shown:
    return _status(""), _conversation(), [], ""


def _status(text: str) -> str:
    return announced(text)


def _conversation(
    earlier: Sequence[str] = (),
    *,
    question: str = "",
    response: AskResponse | None = None,
    error: str | None = None,
) -> str:
    return rendered(
        "conversation.html",
        earlier=earlier,
        question=question,
        response=response,
        error=error,
        examples=EXAMPLES,
    )
