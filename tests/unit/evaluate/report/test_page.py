"""The page of a run, and what is kept of it for the next."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.gates import Failure
from sro_assistant.evaluate.given import GivenAnswer, GivenSentence
from sro_assistant.evaluate.report.page import Page
from sro_assistant.evaluate.report.plots import Bar, bars, by_step, cumulative
from sro_assistant.evaluate.report.stored import StoredRun, read_run, run_before, stored_run, write_run
from sro_assistant.evaluate.report.wrong import reasons
from sro_assistant.evaluate.run import Judged, Report
from sro_assistant.evaluate.scores import score_answer

CASE = Case(
    id="d001",
    type="single_fact",
    question="Hoe groot is <de> pot?",
    answerable=True,
    facts=(("3,8 miljoen",),),
    evidence=(Evidence(doc="nota", quote="een budget van 3,8 miljoen euro"),),
    forbidden=("850.000",),
)
DECLINED = GivenAnswer(status="not_found", text="**Niet gevonden.**", milliseconds=2.0)
SAID = GivenAnswer(
    status="answered",
    text="Een <b>pot</b>. [1]",
    sentences=(GivenSentence(text="Een <b>pot</b>.", citations=()),),
    milliseconds=4.0,
)
NEAR_MISS = replace(CASE, id="d002", type="unanswerable", answerable=False, facts=(), evidence=())


def judged(case: Case, given: GivenAnswer, found: float = 0.5) -> Judged:
    return Judged(given=given, score=score_answer(case, given, {}), found=found)


RUN = (judged(CASE, SAID), judged(NEAR_MISS, DECLINED, 0.1), judged(replace(CASE, id="d003"), DECLINED))
BEFORE = StoredRun(
    written="gisteren", settings={}, figures={"right": 0.5}, right={"d001": True, "d002": False}
)


def page(previous: StoredRun | None = None, *failures: Failure) -> str:
    return Page(
        report=Report(settings={"model": "klein & snel"}, judged=RUN),
        failures=failures,
        baselines={"altijd weigeren": {"right": 0.25}},
        previous=previous,
        written="vandaag",
    ).html()


def words_in(element: html.HtmlElement) -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())


def text_of(markup: str) -> str:
    return words_in(html.fromstring(markup))


def test_the_page_needs_nothing_from_outside_and_runs_no_script() -> None:
    markup = page()

    assert re.findall(r"<(?:script|link|img|iframe|object)\b|https?://|url\(|@import", markup) == []
    assert "default-src 'none'" in markup


def test_what_comes_from_questions_and_answers_is_escaped() -> None:
    markup = page()

    assert "Hoe groot is &lt;de&gt; pot?" in markup
    assert "Een &lt;b&gt;pot&lt;/b&gt;." in markup
    assert "klein &amp; snel" in markup


def test_every_wrong_answer_stands_beside_its_gold() -> None:
    tree = html.fromstring(page())
    articles = {article.get("id"): words_in(article) for article in tree.iter("article")}

    assert list(articles) == ["d001", "d003"]
    assert "0 van 1 feiten gevonden; het bewijs is niet geciteerd" in articles["d001"]
    assert "3,8 miljoen een budget van 3,8 miljoen euro (nota)" in articles["d001"]
    assert "geweigerd, terwijl de bronnen het zeggen" in articles["d003"]


def test_the_page_compares_with_the_run_before_and_the_baselines() -> None:
    told = text_of(page(BEFORE))

    assert "juist 0,333 (0,000-1,000) 0,500 0,250" in told
    assert "Nu wel juist (1): d002" in told
    assert "Niet meer juist (1): d001" in told
    assert "geen eerder verslag" in text_of(page())


def test_the_page_names_the_gates_that_are_not_passed() -> None:
    assert "Alle poorten zijn gehaald." in text_of(page())
    assert "juist te laag" in text_of(page(None, Failure("right", "juist te laag")))


def test_the_page_is_in_dutch_with_headings_a_title_and_named_plots() -> None:
    tree = html.fromstring(page())

    assert tree.get("lang") == "nl-BE"
    assert [h.text for h in tree.iter("h1")] == ["Evaluatieverslag"]
    assert all(plot.get("role") == "img" and plot.get("aria-label") for plot in tree.iter("svg"))
    assert {a.get("href") for a in tree.iter("a")} <= {f"#{e.get('id')}" for e in tree.iter() if e.get("id")}


def test_a_bar_is_as_long_as_its_share() -> None:
    drawn = bars("Juist", [Bar(label="lijst", value=0.5, low=0.25, high=0.75, count=8)])
    track, bar = (float(width) for width in re.findall(r'<rect class="\w+"[^>]* width="([\d.]+)"', drawn))

    assert bar == track / 2
    assert "50\u00a0% van 8" in drawn


def test_lines_run_from_the_first_step_to_the_last() -> None:
    drawn = by_step("Weigeren", ["laag", "hoog"], [("beantwoord", [0.0, 1.0])], "score")
    (points,) = re.findall(r'<polyline[^>]* points="([^"]+)"', drawn)
    (first, last) = [tuple(float(n) for n in point.split(",")) for point in points.split()]

    assert first[0] < last[0]
    assert first[1] > last[1]
    assert "<td>100\u00a0%</td>" in drawn


def test_the_times_are_shown_as_the_share_answered_within_them() -> None:
    told = text_of(cumulative("Tijd", [float(n) for n in range(1, 101)]))

    assert "50 % 50 75 % 75 90 % 90 95 % 95 100 % 100" in told


@pytest.mark.parametrize(
    ("case", "given", "why"),
    [
        (CASE, replace(SAID, text="850.000"), "zegt iets dat fout is"),
        (NEAR_MISS, SAID, "beantwoord, terwijl de bronnen het niet zeggen"),
        (CASE, DECLINED, "geweigerd, terwijl de bronnen het zeggen"),
    ],
)
def test_a_wrong_answer_says_why(case: Case, given: GivenAnswer, why: str) -> None:
    assert reasons(score_answer(case, given, {}))[0] == why


def test_a_run_is_compared_with_one_of_the_same_questions_only(tmp_path: Path) -> None:
    path = tmp_path / "verslag.json"
    kept = replace(BEFORE, settings={"cases": "dev.jsonl"})
    write_run(path, kept)

    assert run_before(path, "dev.jsonl") == kept
    assert run_before(path, "tuning.jsonl") is None
    assert run_before(tmp_path / "weg.json", "dev.jsonl") is None


def test_a_kept_run_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "verslag.json"
    assert read_run(path) is None

    kept = stored_run("vandaag", {"model": "klein"}, [one.score for one in RUN])
    write_run(path, kept)
    assert read_run(path) == kept
    assert kept.right == {"d001": False, "d002": True, "d003": False}

    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="Verwijder het bestand"):
        read_run(path)
