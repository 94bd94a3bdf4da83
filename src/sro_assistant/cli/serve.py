"""`sro serve`: builds or updates the index, then serves the pages and the API."""

import argparse
import logging
import sys
from contextlib import closing, suppress
from functools import partial

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import build
from sro_assistant.serve.server import OpenOnce, address_of, listen, serve
from sro_assistant.settings import Settings
from sro_assistant.wiring import open_assistant


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("sro_assistant").setLevel(logging.INFO)
    host = settings.host if arguments.host is None else arguments.host
    port = settings.port if arguments.port is None else arguments.port
    with listen(host, port) as listening:  # a port in use is known before the index is built
        build(settings)
        with closing(OpenOnce(partial(open_assistant, settings))) as source:
            source()
            say(f"SRO-assistent luistert op {address_of(listening)}", sys.stdout)
            with suppress(KeyboardInterrupt):
                serve(listening, source, settings)
    return DONE
