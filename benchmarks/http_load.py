"""A warm server over loopback: answers at 1, 8 and 32 clients, and search beside raw embedding and search."""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import httpx

from measuring import Spread, interleaved, own_home, print_machine, print_ratio, run_as_sro
from retrieval import RawSearches, prepare, questions_from
from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.compose import Assistant
from sro_assistant.domain import Filters
from sro_assistant.index.generation import open_generation
from sro_assistant.offline import SWITCHES
from sro_assistant.settings import Settings
from sro_assistant.wiring import index_stores

CLIENTS = (1, 8, 32)
SEARCH_GOAL = 1.3
SLOW_GOAL = 2.5
START_SECONDS = 120.0


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """The address of a server of our own on a free port."""
    environment = {**os.environ, **SWITCHES, "SRO_HOME": str(settings.home), "SRO_RATE_PER_MINUTE": "0"}
    sro = str(Path(sys.executable).with_name("sro"))
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sro, "serve", "--port", "0"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield _address(process, log.fileno())
        finally:
            process.terminate()
            process.wait(30)


def _address(process: "subprocess.Popen[bytes]", log: int) -> str:
    """Where the server says that it listens, once it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        said = os.pread(log, 1 << 16, 0).decode("utf-8", "replace")
        found = re.search(r"http://[\d.]+:\d+", said)
        if found and _is_ready(found[0]):
            return found[0]
        time.sleep(0.1)
    sys.exit("the server did not start:\n" + os.pread(log, 1 << 16, 0).decode("utf-8", "replace"))


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


async def answers(address: str, questions: Sequence[str], clients: int, each: int) -> tuple[Spread, float]:
    """The durations of POST /api/ask with so many clients at once, and the answers a second."""
    durations: list[float] = []
    limits = httpx.Limits(max_connections=clients)

    async def client(connection: httpx.AsyncClient, number: int) -> None:
        for turn in range(each):
            question = questions[(number * each + turn) % len(questions)]
            started = time.perf_counter()
            reply = await connection.post("/api/ask", json={"question": question})
            durations.append(time.perf_counter() - started)
            reply.raise_for_status()

    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as connection:
        started = time.perf_counter()
        await asyncio.gather(*(client(connection, number) for number in range(clients)))
        return Spread.of(durations), len(durations) / (time.perf_counter() - started)


def client_side(address: str, questions: Sequence[str], each: int) -> None:
    """Measures from a process of its own, so that the server has a core to itself; prints JSON."""
    asyncio.run(answers(address, questions, 2, each))
    found = {clients: asyncio.run(answers(address, questions, clients, each)) for clients in CLIENTS}
    shown = {clients: (spread.p50, spread.p99, rate) for clients, (spread, rate) in found.items()}
    sys.stdout.write(json.dumps(shown))


def ask_from_a_child(address: str, questions: Sequence[str], each: int) -> dict[int, tuple[Spread, float]]:
    """The figures of `client_side`, by the number of clients."""
    command = [sys.executable, __file__, "--client", address, "--each", str(each)]
    done = subprocess.run(  # noqa: S603 - this file
        command, input=json.dumps(questions), capture_output=True, text=True, check=True
    )
    return {int(n): (Spread(p50, p99), rate) for n, (p50, p99, rate) in json.loads(done.stdout).items()}


@contextmanager
def kept_connection(address: str) -> Iterator[HTTPConnection]:
    """One connection for many requests, by the standard library: httpx takes a millisecond of its own."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
    try:
        yield connection
    finally:
        connection.close()


def measure(settings: Settings, rounds: int) -> None:
    """Prints all figures of one home."""
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    generation.warm()
    assistant = Assistant(generation, encoder, settings.contact)
    questions = questions_from(generation, 100)
    queries = [assistant.search(question, 1, Filters())[0] for question in questions]
    print(f"index     {generation.keywords.count()} passages, {len(generation.units.ids)} units")
    with server(settings) as address, kept_connection(address) as connection:

        def over_http(number: int) -> None:
            connection.request("GET", "/api/search?" + urlencode({"q": questions[number % len(questions)]}))
            response = connection.getresponse()
            response.read()
            if response.status != HTTPStatus.OK:
                sys.exit(f"the server answered {response.status}")

        raw_searches = RawSearches(generation, encoder)
        sides = {
            "raw in process": lambda n: raw_searches(queries[n % len(queries)]),
            "search by HTTP": over_http,
        }
        interleaved(sides, 20)
        spreads = {name: Spread.of(seconds) for name, seconds in interleaved(sides, rounds).items()}
        asked = ask_from_a_child(address, questions, max(5, rounds // 10))
    generation.close()
    for name, spread in spreads.items():
        print(f"{name:<16}{spread}")
    for clients, (spread, rate) in asked.items():
        print(f"ask, {clients:>2} clients {spread}   {rate:6.1f} answers/s")
    print_ratio(
        "search over HTTP / raw", spreads["search by HTTP"].p50 / spreads["raw in process"].p50, SEARCH_GOAL
    )
    slowest = asked[CLIENTS[-1]][0]
    print_ratio(f"p99 / p50 at {CLIENTS[-1]} clients", slowest.p99 / slowest.p50, SLOW_GOAL)


def main() -> None:
    """Measures one home, as `retrieval.py` does."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--passages", type=int, default=0, help="0 for the shipped corpus")
    arguments.add_argument("--home", type=Path, help="a home whose index is built, or is to be built")
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--client", help=argparse.SUPPRESS)
    arguments.add_argument("--each", type=int, default=20, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.client:
        client_side(given.client, json.load(sys.stdin), given.each)
        return
    run_as_sro()
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        settings = own_home(given.home or Path(folder))
        prepare(settings, given.passages)
        measure(settings, given.rounds)


if __name__ == "__main__":
    main()
