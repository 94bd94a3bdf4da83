"""`sro mcp`: the assistant for a client that speaks the Model Context Protocol."""

import argparse
import sys
from contextlib import closing
from functools import partial
from importlib.util import find_spec

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import opened_or_built
from sro_assistant.domain.journal import Origin
from sro_assistant.errors import MissingExtraError
from sro_assistant.serve.http.logs import log_json_lines
from sro_assistant.serve.journalled import journalled
from sro_assistant.serve.live import LiveSource
from sro_assistant.serve.server import listen
from sro_assistant.settings import Settings
from sro_assistant.wiring import index_state, open_served
from sro_assistant.wiring.desk import open_journal

LOOPBACK = "127.0.0.1"
"""There is no sign-in here: only who works on this machine gets in."""
_MISSING = (
    "MCP is niet geïnstalleerd. Installeer het met: pip install 'sro-assistant[mcp]', "
    "of in een checkout met: .venv/bin/python -m pip install -c requirements/constraints.txt -e '.[mcp]'"
)
_AT_A_TERMINAL = (
    "Ik wacht op een programma dat MCP spreekt, op stdin. Zet deze opdracht in de instellingen van uw "
    "AI-assistent (zie docs/koppelingen.md), of gebruik --http. Stoppen: Ctrl+C."
)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serves MCP over the standard streams, or over HTTP, until it is stopped."""
    if find_spec("mcp") is None:
        raise MissingExtraError(_MISSING)
    from sro_assistant.serve.mcp import doors  # noqa: PLC0415 - an extra, and it takes a second

    log_json_lines(sys.stderr)
    if not arguments.http:
        if sys.stdin.isatty():
            say(_AT_A_TERMINAL, sys.stderr)
        with closing(_Opened(settings)) as opened:
            doors.serve_streams(opened.source, settings)
        return DONE
    with listen(LOOPBACK, arguments.port) as listening, closing(_Opened(settings)) as opened:
        opened.source()  # what serves over HTTP is ready when it says where
        doors.serve_http(listening, opened.source, settings, _announce)
    return DONE


class _Opened:
    """The assistant, opened or built when first asked, so that a client need not wait for its greeting."""

    def __init__(self, settings: Settings) -> None:
        opening = partial(opened_or_built, settings, open_served)
        self._live = LiveSource(opening, partial(index_state, settings))
        self._journal = open_journal(settings)
        self.source = journalled(self._live, self._journal, Origin.PUBLIC)

    def close(self) -> None:
        """Lets go of both."""
        self._live.close()
        self._journal.close()


def _announce(address: str) -> None:
    say(f"SRO-assistent luistert als MCP-server op {address}", sys.stdout)
