"""Answers whose words are right and whose citations are not."""

from dataclasses import replace
from random import Random

from sro_assistant.evaluate.given import GivenAnswer
from sro_assistant.evaluate.mutation.sites import (
    Corrupt,
    Site,
    World,
    cited_statement,
    retold,
    with_statement,
)

IRRELEVANT = 3


def citation_dropped(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """A statement without its citations."""
    position = cited_statement(site, rng)
    return None if position is None else with_statement(site.answer, position, citations=())


def citations_lost(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
    """An answer without any citation."""
    if not site.answer.citations:
        return None
    return retold(site.answer, [replace(s, citations=()) for s in site.answer.sentences], ())


def moved(*, to_other_document: bool) -> Corrupt:
    """Has a statement cite another sentence: of another document, or of the same."""

    def make(site: Site, world: World, rng: Random) -> GivenAnswer | None:
        position = cited_statement(site, rng)
        if position is None:
            return None
        cited = [site.answer.citations[n - 1] for n in site.answer.sentences[position].citations]
        documents = {citation.document for citation in cited}
        elsewhere = sorted({s.document for s in world.sentences} - documents)
        home = rng.choice(elsewhere) if to_other_document else cited[0].document
        known = [citation.quote for citation in site.answer.citations]
        other = world.other_sentence(rng, than=known, document=world.copies.get(home, home))
        if other is None:
            return None
        citations = (*site.answer.citations, other)
        return with_statement(site.answer, position, citations=(len(citations),), cited=citations)

    return make


def offset_moved(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """A citation that points one character further."""
    if not site.answer.citations:
        return None
    i = rng.randrange(len(site.answer.citations))
    old = site.answer.citations[i]
    new = replace(old, start=old.start + 1, end=old.end + 1)
    return replace(site.answer, citations=(*site.answer.citations[:i], new, *site.answer.citations[i + 1 :]))


def irrelevant_cited(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """A statement with three citations more that say nothing of it."""
    position = cited_statement(site, rng)
    if position is None:
        return None
    citations = list(site.answer.citations)
    for _ in range(IRRELEVANT):
        other = world.other_sentence(rng, than=[c.quote for c in citations])
        citations += [other] if other else []
    added = range(len(site.answer.citations) + 1, len(citations) + 1)
    numbers = (*site.answer.sentences[position].citations, *added)
    return with_statement(site.answer, position, citations=numbers, cited=tuple(citations))


def side_left_out(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
    """An answer without what one of its documents says."""
    proven = {evidence.doc for evidence in site.case.evidence if evidence.part}
    documents = sorted(proven & {citation.document for citation in site.answer.citations})
    if len(documents) < 2:  # noqa: PLR2004 - one document has no other side
        return None
    left = {n for n, c in enumerate(site.answer.citations, start=1) if c.document == documents[0]}
    given = [s for s in site.answer.sentences if not left & set(s.citations)]
    kept = [replace(c, quote="") if n in left else c for n, c in enumerate(site.answer.citations, start=1)]
    return retold(site.answer, given, kept)
