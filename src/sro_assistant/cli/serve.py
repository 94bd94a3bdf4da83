"""`sro serve`: builds or updates the index, then serves the pages and the API."""

import argparse
import sys
from contextlib import closing
from functools import partial

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import build_or_go_on
from sro_assistant.desk.journal import JournalKeeper
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.http.logs import log_json_lines
from sro_assistant.serve.live import LiveSource
from sro_assistant.serve.server import listen, serve
from sro_assistant.serve.workbench.mounting import WebApp, WorkbenchError
from sro_assistant.settings import Settings
from sro_assistant.wiring import index_state, open_served
from sro_assistant.wiring.desk import open_journal, open_workbench


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is stopped."""
    log_json_lines(sys.stderr)
    host = settings.host if arguments.host is None else arguments.host
    port = settings.port if arguments.port is None else arguments.port
    with listen(host, port) as listening:  # a port in use is known before the index is built
        build_or_go_on(settings)
        with (
            closing(LiveSource(partial(open_served, settings), partial(index_state, settings))) as source,
            closing(open_journal(settings)) as journal,
        ):
            mount = partial(_mount_workbench, settings, source, journal)
            serve(listening, source, settings, mount, _announce, journal)
    return DONE


def _announce(address: str) -> None:
    say(f"SRO-assistent luistert op {address}", sys.stdout)


def _mount_workbench(
    settings: Settings, source: AssistantSource, journal: JournalKeeper, parent: WebApp
) -> None:
    """Mounts the workbench for staff; raises WorkbenchError where its extra is not installed."""
    try:
        from sro_ui import app  # noqa: PLC0415 - gradio takes seconds, and few ask for it
    except ImportError as error:
        raise WorkbenchError(
            "De werkbank is niet geïnstalleerd. Installeer ze met: pip install 'sro-assistant[werkbank]', "
            "of in een checkout met: make start"
        ) from error
    app.mount(parent, open_workbench(settings, source, journal))
