"""The workbench in a real server: closed, Dutch, and answering as the public page does."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import httpx
import pytest

from sro_assistant.offline import SWITCHES
from sro_assistant.settings import CHECKOUT, Settings
from sro_ui.dutch import CANNOT

GUARD = Path(__file__).parent / "outside_guard"
QUESTION = "Wie zit er in de Smart Region Board?"
PATIENCE = 120
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

GRADIO_ROUTES = (
    "config",
    "theme.css",
    "assets/index.js",
    "static/img/logo.svg",
    "svelte/svelte.js",
    "login",
    "logout",
    "user",
    "token",
    "monitoring",
    "openapi.json",
    "docs",
    "bestand",
    "verslag",
    "uitvoer/x/docx",
    "gradio_api/upload",
    "gradio_api/upload_progress",
    "gradio_api/queue/join",
    "gradio_api/queue/data",
    "gradio_api/queue/status",
    "gradio_api/heartbeat/x",
    "gradio_api/startup-events",
    "gradio_api/info",
    "gradio_api/openapi.json",
    "gradio_api/call/x",
    "gradio_api/run/x",
    "gradio_api/cancel",
    "gradio_api/reset",
    "gradio_api/component_server",
    "gradio_api/deep_link",
    "gradio_api/runs",
    "gradio_api/file=/etc/passwd",
    "gradio_api/proxy=https://elders.example",
    "gradio_api/stream/x",
)

pytestmark = pytest.mark.functional


class Served(Protocol):
    """A server of the tests' own."""

    @property
    def address(self) -> str: ...


StartServer = Callable[..., Served]


class Workbench:
    """A server in a home of its own, with every outside attempt recorded."""

    def __init__(self, home: Path) -> None:
        for name in ("corpus", "models"):
            (home / name).symlink_to(CHECKOUT / name)
        self.home = home
        kept = {name: value for name, value in os.environ.items() if name not in SWITCHES}
        self.server = subprocess.Popen(  # noqa: S603 - our own Python
            [sys.executable, str(Path(sys.executable).with_name("sro")), "serve", "--port", "0"],
            env=kept
            | {
                "HOME": str(home),
                "SRO_HOME": str(home),
                "PYTHONPATH": str(GUARD),
                "PYTHONUNBUFFERED": "1",
                "OUTSIDE_RECORD": str(home / "attempts.txt"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._overdue = threading.Timer(PATIENCE, self.server.kill)
        self._overdue.start()
        self.printed: list[str] = []
        self.client = httpx.Client(base_url=self._address(), timeout=PATIENCE, trust_env=False)
        self._overdue.cancel()

    def _address(self) -> str:
        for line in self.server.stdout or ():
            self.printed.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found.group()
        pytest.fail("the server stopped before it printed its address:\n" + "".join(self.printed))

    def opened(self) -> httpx.Response:
        """The page, once the workbench has started."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            page = self.client.get("/werkbank/")
            if page.status_code != 503 or "refresh" not in page.headers:
                return page
            time.sleep(0.2)
        pytest.fail("the workbench did not start")

    def ask(self, question: str) -> str:
        """The conversation that the page shows after a question, asked as the page asks it."""
        config = config_of(self.opened().text)
        asking = next(d["id"] for d in config["dependencies"] if len(d["inputs"]) == 3)
        body = {"data": [question, [], []], "fn_index": asking, "session_hash": "proef"}
        self.client.post("/werkbank/gradio_api/queue/join", json=body).raise_for_status()
        outputs: list[Any] = []
        with self.client.stream("GET", "/werkbank/gradio_api/queue/data?session_hash=proef") as events:
            for line in events.iter_lines():
                event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if event.get("msg") == "process_completed":
                    outputs = event["output"]["data"]
                    break
        return str(outputs[1])

    @property
    def attempts(self) -> str:
        """What tried to reach outside."""
        record = self.home / "attempts.txt"
        return record.read_text("utf-8") if record.exists() else ""

    def stop(self) -> None:
        self.client.close()
        self.server.terminate()
        self.server.communicate()


def config_of(page: str) -> dict[str, Any]:
    """What the page tells the browser about itself."""
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", page, re.DOTALL)
    assert found is not None
    config: dict[str, Any] = json.loads(found[1])
    return config


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    started = Workbench(tmp_path_factory.mktemp("home"))
    yield started
    started.stop()


def test_the_page_is_dutch_closed_and_names_no_other_site(workbench: Workbench) -> None:
    page = workbench.opened()
    config = config_of(page.text)
    assert page.status_code == 200
    assert "object-src 'none'" in page.headers["content-security-policy"]
    assert 'lang="nl"' in page.text
    assert not re.search(r"(?:og|twitter):|gradio\.app|googleapis|githubusercontent", page.text)
    assert (config["footer_links"], config["show_error"], config["analytics_enabled"]) == ([], False, False)
    assert config.get("run_history") is False


def article_in(page: str) -> list[str]:
    """The words of the answer in a page."""
    found = re.search(r'<div class="answer">.*?</div>', page, re.DOTALL)
    assert found is not None
    return found[0].split()


def test_it_answers_with_sources_as_the_public_page_does(workbench: Workbench) -> None:
    conversation = workbench.ask(QUESTION)
    public = workbench.client.post("/vraag", data={"vraag": QUESTION}).text
    assert 'class="cite"' in conversation
    assert article_in(conversation) == article_in(public)


def test_a_question_is_shown_as_text_whatever_stands_in_it(workbench: Workbench) -> None:
    conversation = workbench.ask("Wat is <img src=x onerror=alert(1)> ${1+1} {{value}}?")
    assert "<img" not in conversation
    assert "&lt;img src=x onerror=alert(1)&gt; ${1+1} {{value}}?" in conversation


def test_what_nobody_could_answer_is_said_in_dutch(workbench: Workbench) -> None:
    assert "De vraag is leeg." in workbench.ask("   ")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "upload"),
        ("GET", "heartbeat/proef"),
        ("POST", "cancel"),
        ("GET", "runs"),
        ("POST", "call/ask"),
        ("POST", "run/predict"),
        ("GET", "info"),
        ("GET", "file=/etc/passwd"),
        ("GET", f"file={CHECKOUT}/pyproject.toml"),
    ],
)
def test_gradios_uploads_files_and_direct_calls_are_refused(
    workbench: Workbench, method: str, path: str
) -> None:
    workbench.opened()
    reply = workbench.client.request(method, f"/werkbank/gradio_api/{path}", files={"files": b"x"})
    assert reply.status_code in (403, 404)


def test_what_gradio_cannot_do_is_said_in_dutch(workbench: Workbench) -> None:
    workbench.opened()
    client = workbench.client
    join = "/werkbank/gradio_api/queue/join"
    replies = [
        client.get("/werkbank/assets/weg.js"),
        client.get(f"/werkbank/assets/{'a' * 4000}"),
        client.post(join, json={"fn_index": 999, "data": [], "session_hash": "x"}),
        client.post(join, json={"fn_index": "a"}),
    ]
    told = {(reply.headers["content-type"], reply.json()["detail"]) for reply in replies}
    assert [reply.status_code for reply in replies] == [404, 404, 404, 422]
    assert told == {("application/problem+json", CANNOT)}


def test_another_host_name_and_a_proxy_are_refused(workbench: Workbench) -> None:
    for headers in (
        {"Host": "elders.example"},
        {"X-Forwarded-For": "192.0.2.7"},
        {"Origin": "https://a.example"},
    ):
        assert workbench.client.get("/werkbank/", headers=headers).status_code == 403


def sent(workbench: Workbench, name: str, data: bytes) -> httpx.Response:
    """The reply to a file, sent as the page sends it."""
    workbench.opened()
    headers = {"X-Bestandsnaam": quote(name), "Origin": str(workbench.client.base_url)}
    return workbench.client.post("/werkbank/bestand", content=data, headers=headers)


def test_a_file_of_a_wanted_kind_comes_in_by_our_own_door(workbench: Workbench) -> None:
    replies = [
        sent(workbench, "vragen.csv", b"Vraag\nWat is VLOCA?\n"),
        sent(workbench, "vragen.exe", b"MZ"),
        sent(workbench, "groot.txt", b"x" * (26 * 1024 * 1024)),
    ]
    assert [reply.status_code for reply in replies] == [201, 422, 413]


def test_what_is_taken_away_of_a_session_that_is_gone_is_said_in_dutch(workbench: Workbench) -> None:
    workbench.opened()
    reply = workbench.client.get("/werkbank/uitvoer/weg/docx")
    assert (reply.status_code, "Laad ze opnieuw op." in reply.text) == (404, True)


PASSWORD = "het wachtwoord van de proef"  # noqa: S105 - a test's own


def test_with_a_password_nothing_of_it_is_reachable_without_signing_in(
    workbench: Workbench, settings: Settings, start_server: StartServer
) -> None:
    paths = set(re.findall(r'(?:src|href)="\./([^"?]+)', workbench.opened().text))
    guarded = start_server(settings.home, SRO_WORKBENCH_PASSWORD=PASSWORD)
    routes = [f"/werkbank/{path}" for path in sorted({*GRADIO_ROUTES, *paths})]
    with httpx.Client(base_url=guarded.address, trust_env=False, timeout=PATIENCE) as client:
        own = {"Origin": guarded.address}
        seen = {client.get(route).status_code for route in routes}
        seen |= {client.post(route, headers=own).status_code for route in routes}
        led = client.get("/werkbank/")
        entered = client.post("/werkbank/aanmelden", data={"wachtwoord": PASSWORD}, headers=own)
        inside = client.get("/werkbank/")
    assert len(routes) > len(GRADIO_ROUTES)
    assert seen == {401}
    assert (led.status_code, led.headers["location"]) == (303, "/werkbank/aanmelden")
    assert (entered.status_code, inside.status_code) == (303, 503)  # it starts now: the way in is open
    assert "De werkbank start op." in inside.text


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_draws_the_page_in_dutch_without_a_request_elsewhere(
    workbench: Workbench, tmp_path: Path
) -> None:
    workbench.opened()
    log = tmp_path / "netlog.json"
    drawn = subprocess.run(  # noqa: S603 - the browser of this machine
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--lang=en-US", f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=20000", f"--log-net-log={log}", "--dump-dom",
            f"{workbench.client.base_url}/werkbank/",
        ],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    dom = drawn.stdout
    ours = [
        line for line in log.read_text("utf-8", "replace").splitlines() if '"initiator":"http://127.' in line
    ]
    asked = {found[1] for line in ours if (found := re.search(r'"url":"(\w+://[^"/]+)', line))}
    assert '<html lang="nl"' in dom
    assert "Uw vraag" in dom
    assert "Zoek alleen in bepaalde documenten" in dom
    assert "data-vraag" in dom
    assert asked == {str(workbench.client.base_url)}  # the browser's own calls home are not the page's


def test_nothing_of_all_this_tried_to_reach_outside(workbench: Workbench) -> None:
    workbench.ask(QUESTION)
    assert workbench.attempts == ""


def test_the_server_stops_at_once_when_it_is_told_to(workbench: Workbench) -> None:
    workbench.opened()
    started = time.monotonic()
    workbench.server.send_signal(signal.SIGTERM)
    workbench.server.wait(timeout=30)
    assert time.monotonic() - started < 15


def test_serving_imports_nothing_of_it_before_somebody_asks() -> None:
    code = "import sys, sro_assistant.cli.serve; print({'gradio', 'pandas', 'sro_ui'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own Python
    assert done.stdout == "set()\n"
