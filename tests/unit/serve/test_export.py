"""Answers to many questions as files."""

import csv
import io
import json

import pytest

from sro_assistant.desk.batch import BatchLine
from sro_assistant.domain.paper import Look, Paper
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.export import Outcome, exported, outcome_of
from sro_assistant.serve.http.problems import problem

Words = list[tuple[str, str]]


def no_word(_paper: Paper) -> bytes:
    raise AssertionError("no Word file was asked for")


@pytest.fixture
def outcomes(assistant: Assistant) -> list[Outcome]:
    lines = (
        BatchLine(id="a", request={"question": "Wie zit er in de Board?"}),
        BatchLine(id=None, request={"question": "=1+1 en wie is de voorzitter?"}),
        BatchLine(id=[3], request={"question": ""}),
        BatchLine(id=4, request={"vraag": "Wat?"}),
        BatchLine(id=None, error="Deze regel is geen geldige JSON."),
    )
    return [outcome_of(assistant, line) for line in lines]


def test_a_line_that_fails_keeps_its_reason(outcomes: list[Outcome]) -> None:
    assert [o.problem.detail if o.problem else None for o in outcomes] == [
        None,
        None,
        "De vraag is leeg. Typ uw vraag en verstuur ze opnieuw.",
        "“question” dit veld ontbreekt. Pas de aanvraag aan en stuur ze opnieuw.",
        "Deze regel is geen geldige JSON.",
    ]


def test_json_lines_come_back_in_order_with_their_ids(outcomes: list[Outcome]) -> None:
    lines = [json.loads(line) for line in exported(".jsonl", outcomes, no_word).splitlines()]
    assert [line["id"] for line in lines] == ["a", None, [3], 4, None]
    assert [set(line) for line in lines] == [{"id", "response"}] * 2 + [{"id", "error"}] * 3
    assert lines[0]["response"]["citations"][1]["quote"] == "de strategie bepalen"
    assert lines[2]["error"]["status"] == 422


def test_half_a_character_in_an_id_survives(assistant: Assistant) -> None:
    outcome = outcome_of(assistant, BatchLine(id="\ud800", request={"question": "Wat?"}))
    assert json.loads(exported(".jsonl", [outcome], no_word))["id"] == "\ud800"


def test_a_table_opens_in_a_spreadsheet_and_runs_nothing(outcomes: list[Outcome]) -> None:
    data = exported(".csv", outcomes, no_word)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header == ["id", "vraag", "status", "antwoord", "bronnen", "opmerkingen"]
    assert [row[2] for row in rows] == [
        "deels beantwoord", "niet gevonden in de bronnen", "fout", "fout", "fout"
    ]  # fmt: skip
    assert rows[1][1] == "'=1+1 en wie is de voorzitter?"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert (
        "[2] De <nota> & meer · Smart Region Office · 17 juli 2020 · historisch · Rollen van de Board"
        in rows[0][4]
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_question_that_looks_like_a_formula_becomes_text(start: str) -> None:
    outcome = Outcome(id=f"{start}1", question="", problem=problem(422))
    row = exported(".csv", [outcome], no_word).decode("utf-8-sig").split("\r\n", 1)[1]
    assert row.lstrip('"').startswith(f"'{start}1")


def test_the_markdown_names_the_machine_and_cites(outcomes: list[Outcome]) -> None:
    text = exported(".md", outcomes, no_word).decode()
    assert text.startswith(
        "# Antwoorden van de SRO-assistent\n\nDeze antwoorden zijn gemaakt door een AI-systeem."
    )
    assert "## =1+1 en wie is de voorzitter?" in text
    assert "- [1] [2] [3] Rollen van de Board · deel begint op bladzijde 5" in text
    assert "Dit lukte niet: Deze regel is geen geldige JSON." in text


def test_the_document_has_a_heading_per_question_and_a_quote_per_citation(outcomes: list[Outcome]) -> None:
    written: list[tuple[Look, str]] = []

    def keep(paper: Paper) -> bytes:
        written.extend((paragraph.look, paragraph.runs[0].text) for paragraph in paper.paragraphs)
        assert paper.properties == {"AI-systeem": "SRO-assistent", "AI-gegenereerd": True}
        return b"docx"

    assert exported(".docx", outcomes, keep) == b"docx"
    assert [text for look, text in written if look is Look.HEADING] == [
        "Wie zit er in de Board?",
        "=1+1 en wie is de voorzitter?",
        "Onleesbare vraag",
        "Onleesbare vraag",
        "Onleesbare vraag",
    ]
    assert [text for look, text in written if look is Look.ITEM] == [
        "de strategie bepalen [2]",
        "de middelen verdelen [3][1]",
        "wie de voorzitter is",
    ]
    assert len([text for look, text in written if look is Look.QUOTE]) == 4
    assert "**" not in "".join(text for _, text in written)


def test_a_question_that_is_far_too_long_does_not_fill_the_document(assistant: Assistant) -> None:
    outcome = outcome_of(assistant, BatchLine(id=1, request={"question": "aa " * 5000}))
    text = exported(".md", [outcome], no_word).decode()
    assert "De vraag is te lang" in text
    assert len(text) < 1000
