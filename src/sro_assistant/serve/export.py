"""Answers to many questions as one file: .jsonl, .csv, .md, or paragraphs for a Word document."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sro_assistant.desk.batch import BatchLine, Json
from sro_assistant.desk.spreadsheet import spreadsheet_csv
from sro_assistant.domain import Layout
from sro_assistant.domain.paper import Look, Paper, Paragraph, plain
from sro_assistant.errors import SroError
from sro_assistant.serve.exchange import Assistant, answered, parsed
from sro_assistant.serve.http.problems import problem, problem_of
from sro_assistant.serve.render import blocks_of, by_document, escaped
from sro_assistant.serve.schemas import AskResponse, CitationOut, Problem, SentenceOut
from sro_assistant.serve.words import (
    EXPORT_NOTICE,
    SITE,
    STATUS,
    document_words,
    place_words,
    sentence_words,
    source_words,
)

SUFFIXES = (".jsonl", ".csv", ".docx", ".md")
TITLE = "Antwoorden van de SRO-assistent"
_COLUMNS = ("id", "vraag", "status", "antwoord", "bronnen", "opmerkingen")
_HEADING_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question: a response, or the problem that kept it from one."""

    id: Json
    question: str
    response: AskResponse | None = None
    problem: Problem | None = None


WordWriter = Callable[[Paper], bytes]
"""Makes a Word file of a document."""


def outcome_of(assistant: Assistant, line: BatchLine) -> Outcome:
    """The answer to one line; what is wrong with it stays with it and stops no other."""
    if line.error is not None:
        return Outcome(id=line.id, question="", problem=problem(422, line.error))
    try:
        response = answered(assistant, parsed(line.request))
    except SroError as error:
        return Outcome(id=line.id, question=line.question, problem=problem_of(error))
    return Outcome(id=line.id, question=line.question, response=response)


def exported(suffix: str, outcomes: Sequence[Outcome], write_word: WordWriter) -> bytes:
    """The outcomes as a file of one of SUFFIXES."""
    if suffix == ".jsonl":
        return b"".join(_json_line(outcome) for outcome in outcomes)
    if suffix == ".csv":
        return spreadsheet_csv(_COLUMNS, map(_cells, outcomes))
    if suffix == ".md":
        return markdown_document(outcomes).encode("utf-8", errors="replace")
    properties: dict[str, str | bool] = {"AI-systeem": SITE, "AI-gegenereerd": True}
    paragraphs = tuple(_document(outcomes))
    return write_word(Paper(title=TITLE, comment=EXPORT_NOTICE, paragraphs=paragraphs, properties=properties))


def _json_line(outcome: Outcome) -> bytes:
    line: dict[str, object] = {"id": outcome.id}
    if outcome.response is not None:
        line["response"] = outcome.response.model_dump(mode="json")
    elif outcome.problem is not None:
        line["error"] = outcome.problem.model_dump(mode="json")
    try:
        return f"{json.dumps(line, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # half a character in the id: only an escape can carry it
        return f"{json.dumps(line)}\n".encode()


def _cells(outcome: Outcome) -> tuple[str, ...]:
    given = outcome.id if isinstance(outcome.id, str) else json.dumps(outcome.id)
    response = outcome.response
    if response is None:
        detail = outcome.problem.detail if outcome.problem else ""
        return given, outcome.question, "fout", "", "", detail
    sources = "\n".join(f"[{c.number}] {source_words(c)}: “{c.quote}”" for c in response.citations)
    remarks = "\n".join((*response.notices, *response.missing))
    return given, outcome.question, STATUS[response.status], response.answer, sources, remarks


def answer_markdown(response: AskResponse) -> str:
    """The answer with what belongs to it, as a reader of plain text gets it."""
    parts = [response.answer]
    if response.abbreviations:
        meanings = "; ".join(f"{short.term} = {short.meaning}" for short in response.abbreviations)
        parts.append(f"Afkortingen: {escaped(meanings)}.")
    parts += [f"Let op: {escaped(notice)}" for notice in response.notices]
    if response.missing:
        parts.append("Wat ontbreekt:\n" + "\n".join(f"- {escaped(part)}" for part in response.missing))
    if response.related:
        related = "\n".join(
            f"- {escaped(item.text)} ({escaped(source_words(item.citation))})" for item in response.related
        )
        parts.append(f"Wat de bronnen wel zeggen over dit onderwerp:\n{related}")
    if response.citations:
        parts += [
            "Bronnen",
            *(_source_markdown(group, response) for group in by_document(response.citations)),
        ]
    if response.suggestions:
        parts.append("Verder vragen:\n" + "\n".join(f"- {escaped(s)}" for s in response.suggestions))
    return "\n\n".join(parts)


def _source_markdown(citations: Sequence[CitationOut], response: AskResponse) -> str:
    """One document with the places cited in it; a quote only where the answer is not the quote itself."""
    said = {sentence.text for sentence in response.sentences}
    lines = [escaped(document_words(citations[0]))]
    for place, cited in groupby(citations, key=place_words):
        group = list(cited)
        numbers = " ".join(f"[{citation.number}]" for citation in group)
        lines.append(f"- {numbers} {escaped(place)}")
        lines += [f"  “{escaped(' '.join(c.quote.split()))}”" for c in group if c.quote not in said]
    return "\n".join(lines)


def markdown_document(outcomes: Iterable[Outcome]) -> str:
    """All answers as one Markdown text."""
    parts = [f"# {TITLE}", EXPORT_NOTICE]
    for outcome in outcomes:
        parts.append(f"## {escaped(_heading(outcome))}")
        if outcome.response is not None:
            parts.append(answer_markdown(outcome.response))
        elif outcome.problem is not None:
            parts.append(f"Dit lukte niet: {escaped(outcome.problem.detail)}")
    return "\n\n".join(parts) + "\n"


def _heading(outcome: Outcome) -> str:
    question = " ".join(outcome.question.split()) or "Onleesbare vraag"
    return question if len(question) <= _HEADING_CHARACTERS else f"{question[:_HEADING_CHARACTERS]} …"


def _document(outcomes: Iterable[Outcome]) -> Iterable[Paragraph]:
    yield plain(Look.NOTICE, EXPORT_NOTICE)
    for outcome in outcomes:
        yield plain(Look.HEADING, _heading(outcome))
        if outcome.response is not None:
            yield from _answer_blocks(outcome.response)
        elif outcome.problem is not None:
            yield plain(Look.PARAGRAPH, f"Dit lukte niet: {outcome.problem.detail}")


def _answer_blocks(response: AskResponse) -> Iterable[Paragraph]:
    if not response.sentences:
        yield plain(Look.PARAGRAPH, response.answer.replace("**", ""))
    for block in blocks_of(response.sentences):
        yield from _sentence_blocks(block)
    for notice in response.notices:
        yield plain(Look.PARAGRAPH, f"Let op: {notice}")
    if response.missing:
        yield plain(Look.SUBHEADING, "Wat ontbreekt")
        yield from (plain(Look.ITEM, part) for part in response.missing)
    for title, citations in (
        ("Bronnen", response.citations),
        ("Wat de bronnen wel zeggen over dit onderwerp", [item.citation for item in response.related]),
    ):
        if citations:
            yield plain(Look.SUBHEADING, title)
        for citation in citations:
            yield plain(Look.PARAGRAPH, f"[{citation.number}] {source_words(citation)}")
            yield plain(Look.QUOTE, f"“{citation.quote}”")


def _sentence_blocks(block: Sequence[SentenceOut]) -> Iterable[Paragraph]:
    first = block[0]
    if first.layout is not Layout.ITEM:
        lead = f"{first.frame} " if first.frame else ""
        yield plain(Look.PARAGRAPH, f"{lead}{sentence_words(first)}")
        return
    if first.frame:
        yield plain(Look.PARAGRAPH, first.frame)
    yield from (plain(Look.ITEM, sentence_words(sentence)) for sentence in block)
