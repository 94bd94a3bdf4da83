"""The workbench as one application, with everything closed that it does not use."""

from collections.abc import Sequence
from importlib.resources import files

import gradio as gr

from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.mounting import PREFIX, WebApp
from sro_assistant.settings import CHECKOUT
from sro_ui import dutch, questions
from sro_ui.closing import Closing

FONTS = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
FIXED_FONTS = ("ui-monospace", "Consolas", "monospace")
AT_ONCE, WAITING = 8, 64
CACHE_SECONDS = 3600
NO_UPLOADS = 1


def mount(parent: WebApp, source: AssistantSource) -> None:
    """Puts the workbench at PREFIX on an empty application; takes seconds, and reaches nothing outside."""
    gr.mount_gradio_app(
        parent,
        _blocks(source),
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
        head=_head(),
    )
    parent.add_middleware(Closing)


def _blocks(source: AssistantSource) -> gr.Blocks:
    blocks = gr.Blocks(
        title=dutch.TITLE, analytics_enabled=False, delete_cache=(CACHE_SECONDS, CACHE_SECONDS)
    )
    with blocks:
        questions.fill(source)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING, api_open=False)
    return blocks


def _theme(fonts: Sequence[str], fixed: Sequence[str]) -> gr.themes.Base:
    """Gradio's plain theme in the reader's own fonts: nothing to fetch, and bold that is bold."""
    return gr.themes.Base(primary_hue="blue", font=list(fonts), font_mono=list(fixed))


def _head() -> str:
    style = files("sro_ui").joinpath("style.css").read_text("utf-8")
    return f"<style>{style}</style>"
