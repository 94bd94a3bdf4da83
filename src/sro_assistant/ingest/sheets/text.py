"""A sheet as a document's lines: headings, sentences and lists, to be found and quoted like any source."""

from collections.abc import Iterator, Sequence

from sro_assistant.domain import Fact, PageSource, Part, Sheet
from sro_assistant.dutch.dates import day_in_words, stated_in_words

HEADINGS = {
    Part.AUDIENCE: "Voor wie",
    Part.OFFER: "Wat het biedt",
    Part.CONDITIONS: "Voorwaarden",
    Part.AMOUNTS: "Bedragen",
    Part.TERMS: "Termijnen",
    Part.STATUS: "Status",
    Part.CONFLICTS: "Tegenspraak tussen bronnen",
}
SOURCES_HEADING = "Bronnen van deze fiche"
_LISTED = {
    Part.CONDITIONS: "Dit zijn de voorwaarden van {name} die gevonden zijn:",
    Part.AMOUNTS: "Dit zijn de bedragen van {name} die gevonden zijn:",
    Part.CONFLICTS: "Over {name} zeggen de bronnen niet hetzelfde:",
}


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """The sheet as light Markdown: what it is, then each part that has facts, then the sources."""
    yield from (f"# {sheet.name}", "", *_paragraph(sheet.facts_of(Part.SUMMARY)))
    for part, heading in HEADINGS.items():
        facts = sheet.facts_of(part)
        if facts:
            yield from (f"## {heading}", "", *_told(part, facts, sheet.name))
        if part is Part.STATUS and sheet.not_found:
            yield from (_not_found(sheet), "")
    yield from (f"## {SOURCES_HEADING}", "", *_sources(sheet))


def checked_in_words(sheet: Sheet) -> str:
    """What must be known of every sheet: when it was gathered, what was not checked, where to look."""
    return (
        f"De fiche over {sheet.name} is verzameld op {day_in_words(sheet.gathered)}. "
        "Ze is niet live gecontroleerd en niet nagekeken door de Smart Region Office. "
        f"Kijk na hoe het nu staat bij {sheet.check_with}: {sheet.check_address}"
    )


def _told(part: Part, facts: Sequence[Fact], name: str) -> Iterator[str]:
    """The facts of one part: a list where the part is one and there are several, else a paragraph."""
    if part in _LISTED and len(facts) > 1:
        yield from _list(_LISTED[part].format(name=name), facts)
    else:
        yield from _paragraph(facts)


def _paragraph(facts: Sequence[Fact]) -> tuple[str, str]:
    return " ".join(fact.text for fact in facts), ""


def _list(intro: str, facts: Sequence[Fact]) -> Iterator[str]:
    yield from (intro, "")
    yield from (f"- {fact.text}" for fact in facts)
    yield ""


def _not_found(sheet: Sheet) -> str:
    return f"Over {sheet.name} is niet gevonden: {'; '.join(sheet.not_found)}."


def _sources(sheet: Sheet) -> Iterator[str]:
    if sheet.pages:
        yield from (f"De fiche over {sheet.name} steunt op deze openbare pagina's:", "")
        yield from (f"- {_page(page)}" for page in sheet.pages)
        yield ""
    if sheet.quotes:
        documents = ", ".join(sorted({quote.document_id for quote in sheet.quotes}))
        yield from (f"De fiche over {sheet.name} steunt op citaten uit deze brondocumenten: {documents}.", "")
    yield checked_in_words(sheet)


def _page(page: PageSource) -> str:
    kind = "officiële pagina" if page.official else "geen officiële pagina"
    return f"{page.title} ({stated_in_words(page.stated)}; {kind}): {page.address}"
