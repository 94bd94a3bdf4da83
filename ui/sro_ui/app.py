"""The workbench as one application, with everything closed that it does not use."""

from collections.abc import Callable, Sequence
from pathlib import Path

import gradio as gr

from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.downloads import offering
from sro_assistant.serve.workbench.entrance import SIGN_OUT
from sro_assistant.serve.workbench.mounting import PREFIX, WebApp
from sro_assistant.serve.workbench.services import Exported, Kind, Workbench
from sro_assistant.serve.workbench.uploads import Uploads, receiving
from sro_assistant.settings import CHECKOUT
from sro_ui import documents, dutch, evaluation, gaps, questions, webinar
from sro_ui.closing import Closing
from sro_ui.panel import announced, html, script

FONTS = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
FIXED_FONTS = ("ui-monospace", "Consolas", "monospace")
AT_ONCE, WAITING = 8, 64
CACHE_SECONDS = 3600
NO_UPLOADS = 1
"""Bytes that Gradio itself takes in: files come in at a door of our own."""


def mount(parent: WebApp, desk: Workbench) -> None:
    """Puts the workbench at PREFIX on an empty application; takes seconds, and reaches nothing outside."""
    uploads = Uploads()
    suffixes = {*desk.webinars.suffixes, *desk.documents.suffixes}
    parent.include_router(receiving(uploads, sorted(suffixes)))
    parent.include_router(offering(_exporting(desk), _reporting(desk)))
    gr.mount_gradio_app(
        parent,
        _blocks(desk, uploads, signs_in=parent.state.signs_in),
        path=PREFIX,
        server_name="127.0.0.1",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=NO_UPLOADS,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        allowed_paths=[],
        blocked_paths=[str(CHECKOUT)],
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        i18n=gr.I18n(nl=dict(dutch.TEXTS), en=dict(dutch.TEXTS)),
        theme=_theme(FONTS, FIXED_FONTS),
        head=f"<style>{script('style.css')}</style><script>{script('page.js')}</script>",
    )
    parent.add_middleware(Closing)


def _blocks(desk: Workbench, uploads: Uploads, *, signs_in: bool) -> gr.Blocks:
    blocks = gr.Blocks(
        title=dutch.TITLE, analytics_enabled=False, delete_cache=(CACHE_SECONDS, CACHE_SECONDS)
    )
    with blocks:
        html(rendered("workbench/heading.html", sign_out=SIGN_OUT if signs_in else None))
        status = html(announced(""), "sro-status")
        with gr.Tabs(overflow_behavior="wrap", elem_classes="sro-tabs"):
            with gr.Tab(dutch.QUESTIONS):
                questions.fill(desk.source, status)
            with gr.Tab(dutch.WEBINAR):
                webinar.fill(desk, uploads, status)
            with gr.Tab(dutch.GAPS_TAB):
                gaps.fill(desk, status)
            with gr.Tab(dutch.DOCUMENTS):
                documents.fill(desk, uploads, status)
            with gr.Tab(dutch.EVALUATION):
                evaluation.fill(desk, status)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING, api_open=False)
    return blocks


def _exporting(desk: Workbench) -> Callable[[str, Kind], Exported]:
    return lambda session_id, kind: desk.webinars.find(session_id).export(kind)


def _reporting(desk: Workbench) -> Callable[[], Path | None]:
    def path() -> Path | None:
        last = desk.evaluation.last()
        return None if last is None else last.html

    return path


def _theme(fonts: Sequence[str], fixed: Sequence[str]) -> gr.themes.Base:
    """Gradio's plain theme in the reader's own fonts: nothing to fetch, and bold that is bold."""
    return gr.themes.Base(primary_hue="blue", font=list(fonts), font_mono=list(fixed))
