"""The answers of a webinar as a Word document with footnotes, or as a table for a spreadsheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Literal

from sro_assistant.answer.phrases import prepared
from sro_assistant.desk.spreadsheet import spreadsheet_csv
from sro_assistant.desk.webinar.check import Checked
from sro_assistant.desk.webinar.drafts import Draft, Standing
from sro_assistant.domain import Citation
from sro_assistant.domain.paper import Look, Paper, Paragraph, Run, plain
from sro_assistant.dutch.dates import date_in_words

TITLE: Final = "Antwoorden op de vragen van het webinar"
AI_NOTICE: Final = (
    "Deze antwoorden zijn gemaakt met een AI-systeem, en nog niet allemaal nagekeken. "
    "Kijk elk antwoord na in de bron voor u het gebruikt."
)
OWN_WORDS: Final = "toegevoegd door de redactie, zonder bron"
UNPROVEN: Final = "nog niet bevestigd door een bron"
_UNANSWERED: Final = "Op deze vraag is er nog geen antwoord."
_COLUMNS = (
    "nr",
    "vraag",
    "ook gevraagd",
    "soort",
    "stand",
    "functie",
    "datum",
    "antwoord",
    "bronnen",
    "opmerkingen",
)

Kind = Literal["docx", "csv"]
PaperWriter = Callable[[Paper], bytes]
"""Makes a Word file of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file to hand over."""

    name: str
    data: bytes


def exported(kind: Kind, drafts: Sequence[Draft], write: PaperWriter, today: date) -> Exported:
    """The drafts that may be used, in the order of the questions."""
    used = [draft for draft in drafts if draft.standing is not Standing.UNUSED]
    used.sort(key=lambda draft: draft.group.members[0].number)
    data = write(paper_of(used)) if kind == "docx" else table_of(used)
    return Exported(name=f"antwoorden-webinar-{today.isoformat()}.{kind}", data=data)


def paper_of(drafts: Sequence[Draft]) -> Paper:
    """A document of drafts; it says that a machine made it unless a person read all of it."""
    reviewed = sum(draft.standing is Standing.REVIEWED for draft in drafts)
    is_read = bool(drafts) and reviewed == len(drafts)
    paragraphs = [] if is_read else [plain(Look.NOTICE, AI_NOTICE)]
    for draft in drafts:
        paragraphs.extend(_draft(draft))
    paragraphs.extend(_sources(drafts))
    return Paper(
        title=TITLE,
        comment="Nagekeken door de redactie." if is_read else AI_NOTICE,
        paragraphs=tuple(paragraphs),
        properties={
            "AI-systeem": "SRO-assistent",
            "AI-gegenereerd": True,
            "Nagekeken antwoorden": f"{reviewed} van {len(drafts)}",
            "Volledig nagekeken": is_read,
        },
    )


def table_of(drafts: Sequence[Draft]) -> bytes:
    """A table of drafts for a spreadsheet, a row each."""
    return spreadsheet_csv(_COLUMNS, map(_cells, drafts))


def _cells(draft: Draft) -> tuple[str, ...]:
    numbered = enumerate(draft.citations, start=1)
    named = {number for sentence in draft.checked for number in sentence.markers}
    cited = ((number, c, c.source.url or "") for number, c in numbered if number in named)
    sources = "\n".join(f"[{number}] {footnote(c)} {url}".rstrip() for number, c, url in cited)
    loose = "\n".join(f"‘{sentence.text}’: {sentence.reason}" for sentence in draft.loose)
    numbers = ", ".join(str(asked.number) for asked in draft.group.members)
    others = "\n".join(_others(draft))
    return (
        numbers, draft.question, others, draft.sort, draft.standing, draft.role, draft.on, draft.text,
        sources, loose,
    )  # fmt: skip


def footnote(citation: Citation) -> str:
    """A verified quote, with where it stands; its address stands with the sources at the end."""
    source = citation.source
    place = [f"deel ‘{citation.section[-1]}’"] if citation.section else []
    place += [f"deel begint op bladzijde {citation.page}"] if citation.page is not None else []
    where = "; ".join(place)
    quote = " ".join(citation.quote.split())
    told = f"“{quote}” {source.title}, {source.publisher}, {date_in_words(source.published)}"
    return f"{told}; {where}" if where else told


def _draft(draft: Draft) -> Iterator[Paragraph]:
    yield plain(Look.HEADING, draft.question)
    if others := _others(draft):
        yield plain(Look.REMARK, f"Ook gevraagd: {' · '.join(others)}")
    if not draft.text:
        yield plain(Look.PARAGRAPH, _UNANSWERED)
    for _, sentences in groupby(draft.checked, key=lambda sentence: sentence.line):
        line = list(sentences)
        look = Look.ITEM if line[0].is_item else Look.PARAGRAPH
        yield Paragraph(look=look, runs=tuple(_run(sentence, draft) for sentence in line))
    yield from (plain(Look.REMARK, f"Let op: {notice}") for notice in _notices(draft))
    yield plain(Look.REMARK, _standing(draft))


def _notices(draft: Draft) -> Iterator[str]:
    """What a reader must know beside the answer; who has read it is said elsewhere."""
    if draft.answer is not None and draft.text:
        yield from (notice for notice in draft.answer.notices if notice != prepared(None))


def _run(sentence: Checked, draft: Draft) -> Run:
    """A sentence with its citations as footnotes, or the words that say that it has none."""
    if not sentence.supported:
        why = OWN_WORDS if draft.standing is Standing.REVIEWED else UNPROVEN
        return Run(text=f"{sentence.text} ({why}) ")
    notes = tuple(footnote(draft.citations[number - 1]) for number in sentence.markers)
    return Run(text=sentence.text if notes else f"{sentence.text} ", footnotes=notes)


def _standing(draft: Draft) -> str:
    if draft.standing is Standing.REVIEWED:
        return f"Nagekeken op {date_in_words(draft.on)} ({draft.role})."
    return "Ontwerp, nog niet nagekeken."


def _sources(drafts: Sequence[Draft]) -> Iterator[Paragraph]:
    """The documents that are cited, each once."""
    cited: dict[str, str] = {}
    for draft in drafts:
        named = {number for sentence in draft.checked for number in sentence.markers if sentence.supported}
        for number in sorted(named):
            source = draft.citations[number - 1].source
            told = f"{source.title}, {source.publisher}, {date_in_words(source.published)}"
            cited.setdefault(source.id, f"{told}. {source.url}" if source.url else f"{told}.")
    if cited:
        yield plain(Look.HEADING, "Bronnen")
        yield from (plain(Look.ITEM, told) for told in cited.values())


def _others(draft: Draft) -> list[str]:
    """The other ways in which the question was put."""
    texts = dict.fromkeys(asked.text for asked in draft.group.members)
    return [text for text in texts if text != draft.question]
