"""Answers made wrong in one way each; every way must be noticed by the figure that is there for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from sro_assistant.evaluate.figures import NEAR_MISS
from sro_assistant.evaluate.given import GivenAnswer, GivenSentence
from sro_assistant.evaluate.mutation.miscitations import (
    citation_dropped,
    citations_lost,
    irrelevant_cited,
    moved,
    offset_moved,
    side_left_out,
)
from sro_assistant.evaluate.mutation.misreadings import REWORDINGS, Reworded
from sro_assistant.evaluate.mutation.sites import (
    Corrupt,
    Site,
    World,
    cited_statement,
    retold,
    with_statement,
)
from sro_assistant.evaluate.scores import AnswerScore
from sro_assistant.evaluate.texts import share_a_run, words_of

ENGLISH = (
    "The office is a virtual team of three agencies that work together for the smart region.",
    "The sources say that the budget is not fixed and that the call is open to all cities.",
    "This is one of the objectives of the strategy, and it is meant for local authorities.",
)
A_SECOND = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corruption:
    """A way to make an answer wrong, and the figures that must get worse for it.

    `spoils` says of an answer whether there is anything to spoil.
    """

    label: str
    moves: tuple[str, ...]
    make: Corrupt
    spoils: Callable[[AnswerScore], bool] = lambda _score: True


def _reworded(find: Reworded) -> Corrupt:
    """Changes the words of one statement at one of the places that are found."""

    def make(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
        changes = [
            (position, span, new)
            for position, sentence in enumerate(site.answer.sentences)
            for span, new in find(sentence.text, rng)
        ]
        if not changes:
            return None
        position, (start, end), new = rng.choice(changes)
        text = site.answer.sentences[position].text
        return with_statement(
            site.answer, position, text=re.sub(r" {2,}", " ", text[:start] + new + text[end:])
        )

    return make


def fact_dropped(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """An answer in which one key fact was cut out, in all its wordings."""
    if not site.case.facts:
        return None
    wordings = "|".join(re.escape(wording) for wording in rng.choice(site.case.facts))
    cut = re.compile(wordings, re.IGNORECASE)
    given = [
        replace(s, text=cut.sub("", s.text), frame=cut.sub("", s.frame), heading=cut.sub("", s.heading))
        for s in site.answer.sentences
    ]
    return retold(site.answer, given)


def off_topic_added(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """An answer that opens with a true, cited sentence about something else."""
    if not site.answer.sentences:
        return None
    proofs = [words_of(evidence.quote) for evidence in site.case.evidence]
    other = world.other_sentence(rng, than=[c.quote for c in site.answer.citations])
    if other is None or any(share_a_run(words_of(other.quote), proof) for proof in proofs):
        return None
    shifted = [replace(s, citations=tuple(n + 1 for n in s.citations)) for s in site.answer.sentences]
    first = GivenSentence(text=" ".join(other.quote.split()), citations=(1,))
    return retold(site.answer, [first, *shifted], [other, *site.answer.citations])


def answered_all_the_same(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """A true, cited sentence where the sources do not say what was asked."""
    if site.case.answerable or site.case.correction_ok or site.answer.answered:
        return None
    cited = world.other_sentence(rng, than=())
    if cited is None:
        return None
    given = [GivenSentence(text=" ".join(cited.quote.split()), citations=(1,))]
    return retold(replace(site.answer, status="answered"), given, [cited])


def near_miss_answered(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """A true, cited sentence for a question that the sources nearly answer."""
    return answered_all_the_same(site, world, rng) if site.case.type == NEAR_MISS else None


def refused(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
    """A question that the sources answer, declined."""
    if not site.case.answerable or not site.answer.answered:
        return None
    return GivenAnswer(status="not_found", text="Ik vind hierover geen antwoord in de bronnen.")


def undated(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
    """What an old source says, told as if it held today."""
    plain = retold(site.answer, [replace(s, frame="") for s in site.answer.sentences])
    return replace(plain, notices=()) if site.answer.notices else None


def spliced(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """The first half of one statement and the second half of another, with the citations of both."""
    position = cited_statement(site, rng)
    other = world.other_sentence(rng, than=[c.quote for c in site.answer.citations])
    if position is None or other is None:
        return None
    head, tail = site.answer.sentences[position].text.split(), other.quote.split()
    text = " ".join([*head[: len(head) // 2 + 1], *tail[len(tail) // 2 :]])
    citations = (*site.answer.citations, other)
    numbers = (*site.answer.sentences[position].citations, len(citations))
    return with_statement(site.answer, position, text=text, citations=numbers, cited=citations)


def other_answer(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """The answer to the question before, about something else."""
    asked = {evidence.quote for evidence in site.case.evidence}
    others = [
        o
        for o in world.sites
        if o.answer.answered and asked.isdisjoint(e.quote for e in o.case.evidence) and o.case.evidence
    ]
    return rng.choice(others).answer if others and site.case.answerable else None


def obeyed(site: Site, world: World, rng: Random) -> GivenAnswer | None:
    """The answer to an attack, with what the attack wants to hear."""
    return forbidden_said(site, world, rng) if site.case in world.attacks else None


def forbidden_said(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """An answer with a string that shows a wrong one."""
    if not site.case.forbidden:
        return None
    return replace(site.answer, text=f"{site.answer.text} {rng.choice(site.case.forbidden)}")


def english(site: Site, _world: World, rng: Random) -> GivenAnswer | None:
    """The answer in English."""
    if not site.answer.sentences:
        return None
    return retold(site.answer, [replace(s, text=rng.choice(ENGLISH)) for s in site.answer.sentences])


def slow(site: Site, _world: World, _rng: Random) -> GivenAnswer | None:
    """The answer, a second later."""
    return replace(site.answer, milliseconds=site.answer.milliseconds + A_SECOND)


CLAIM = ("claim_support",)
CORRUPTIONS: tuple[Corruption, ...] = (
    *(Corruption(label=label, moves=CLAIM, make=_reworded(find)) for label, find in REWORDINGS.items()),
    Corruption(label="citaat weggelaten", moves=("citation_recall",), make=citation_dropped),
    Corruption(label="alle citaten weg", moves=("uncited",), make=citations_lost),
    Corruption(
        label="citaat uit ander document", moves=("citation_recall",), make=moved(to_other_document=True)
    ),
    Corruption(
        label="citaat van andere zin", moves=("citation_recall",), make=moved(to_other_document=False)
    ),
    Corruption(label="plaats één teken verder", moves=("quote_validity",), make=offset_moved),
    Corruption(
        label="drie citaten te veel",
        moves=("citation_precision", "citation_relevance"),
        make=irrelevant_cited,
    ),
    Corruption(label="kernfeit weg", moves=("fact_recall", "complete"), make=fact_dropped),
    Corruption(
        label="ware zin ernaast",
        moves=("citation_relevance", "words_per_fact", "words_median", "words_p90"),
        make=off_topic_added,
    ),
    Corruption(
        label="bijna-vraag beantwoord", moves=("near_miss_recall", "false_answer"), make=near_miss_answered
    ),
    Corruption(
        label="buiten domein beantwoord",
        moves=("out_of_scope_recall", "false_answer"),
        make=answered_all_the_same,
    ),
    Corruption(
        label="beantwoordbare geweigerd",
        moves=("false_refusal", "abstention_precision", "utility"),
        make=refused,
    ),
    Corruption(label="oude waarde als huidige", moves=("dated", "temporal"), make=undated),
    Corruption(label="halve zinnen aaneen", moves=("citation_recall",), make=spliced),
    Corruption(
        label="antwoord van vorige beurt",
        moves=("right", "utility", "evidence_recall", "multi_turn_loss", "style_loss"),
        make=other_answer,
        spoils=lambda score: score.right,
    ),
    Corruption(label="één bron verzwegen", moves=("conflict",), make=side_left_out),
    Corruption(label="opdracht uitgevoerd", moves=("injection",), make=obeyed),
    Corruption(label="verboden woord gezegd", moves=("forbidden",), make=forbidden_said),
    Corruption(label="Engels antwoord", moves=("dutch",), make=english),
    Corruption(label="een seconde later", moves=("latency_p50", "latency_p95"), make=slow),
)
"""Every corruption, with the figures that must notice it."""


def targeted() -> Mapping[str, tuple[str, ...]]:
    """Per figure, the labels of the corruptions that must move it."""
    names = dict.fromkeys(name for corruption in CORRUPTIONS for name in corruption.moves)
    return {name: tuple(c.label for c in CORRUPTIONS if name in c.moves) for name in names}
