"""Matching programmes as one text that a model reads: a quarter of what the same facts take as JSON."""

from collections.abc import Iterable, Iterator

from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.serve.guide.schemas import FactOut, MatchOut, MatchResponse, PageSourceOut


def text_of(found: MatchResponse) -> str:
    """Each programme with its outcome, every known criterion and every warning, and where it stands."""
    return "\n\n".join(_paragraphs(found))


def _paragraphs(found: MatchResponse) -> Iterator[str]:
    if not found.matches:
        yield "Geen enkel programma komt in de buurt van wat gezocht wordt."
    for match in found.matches:
        yield "\n".join(_lines(match))
    if found.questions:
        asked = "\n".join(f"- {question}" for question in found.questions)
        yield f"Met een antwoord hierop wordt de volgorde preciezer:\n{asked}"
    yield from found.notices


def _lines(match: MatchOut) -> Iterator[str]:
    programme, told = match.programme, set[str]()
    yield f"**{programme.name}** ({programme.id}): {match.fit}"
    for judged in match.criteria:
        nothing = judged.verdict is Verdict.UNKNOWN and not judged.evidence
        if nothing and judged.criterion is not Criterion.STATUS:
            continue
        yield f"- {judged.criterion}: {judged.verdict}. {judged.reason}"
        yield from _new("  - ", judged.evidence, told)
    yield from _new("- let op: ", match.warnings, told)


def _new(lead: str, facts: Iterable[FactOut], told: set[str]) -> Iterator[str]:
    """The facts that were not told yet, each with its first source."""
    for fact in facts:
        if fact.text not in told:
            told.add(fact.text)
            yield f"{lead}{fact.text}{_source(fact)}"


def _source(fact: FactOut) -> str:
    for source in fact.sources:
        if isinstance(source, PageSourceOut):
            return f" ({source.address}, {source.stated})"
        return f" ({source.document_id})"
    return ""
