"""Why a question's evidence is not among the first passages: where each channel ranks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.domain import Channel, Filters, RetrievedPassage
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.gold import Quote
from sro_assistant.evaluate.retrieval.evaluation import Judge, Searched, filters_for, ranker_of
from sro_assistant.evaluate.retrieval.rankings import RECALL_DEPTHS

EVERYTHING = 1_000_000
TOGETHER = "samen"
SEARCHED = {
    Channel.KEYWORDS: "woorden",
    Channel.NGRAMS: "lettergrepen",
    Channel.VECTORS: "vectoren",
    Channel.QUESTIONS: "verwachte vragen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a gold quote is found: the rank of the first passage that brings it, by channel."""

    evidence: Evidence
    ranks: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A case whose proof is not among the first five passages, and how its question was read."""

    case: Case
    read_as: str
    placings: tuple[Placing, ...]


def misses_of(assistant: Searched, cases: Sequence[Case]) -> tuple[Miss, ...]:
    """The missed cases in order."""
    judge = Judge.of(assistant)
    judged = [case for case in cases if case.answerable and case.evidence]
    filters = filters_for(assistant, judged)
    ranker = ranker_of(assistant, expected=True, filters=filters)
    missed = [case for case in judged if not judge.score(case, ranker).recall[RECALL_DEPTHS[-1]]]
    return tuple(_miss(assistant, judge, case, filters) for case in missed)


def misses_text(misses: Sequence[Miss]) -> str:
    """The misses as a plain-text page in Dutch; `-` where a channel does not find the quote at all."""
    return "\n\n".join(["Gemist bij 5 (rang per zoekmanier)", *(_as_text(miss) for miss in misses)]) + "\n"


def _miss(assistant: Searched, judge: Judge, case: Case, filters: Filters) -> Miss:
    query, found = assistant.search(case.question, EVERYTHING, filters, history=case.history)
    quotes = [quote for proof in judge.sources.gold_of(case).proofs for quote in proof]
    whole_first = sorted(case.evidence, key=lambda evidence: evidence.part)
    return Miss(
        case=case,
        read_as=query.dutch,
        placings=tuple(
            Placing(evidence=evidence, ranks=_ranks(quote, found, judge))
            for evidence, quote in zip(whole_first, quotes, strict=True)
        ),
    )


def _ranks(quote: Quote, found: Sequence[RetrievedPassage], judge: Judge) -> Mapping[str, int | None]:
    """The rank of the first passage that brings a quote, in the whole search and in each channel."""
    ranks = {TOGETHER: _rank(quote, found, judge)}
    for channel, name in SEARCHED.items():
        here = [one for one in found if one.why.channels.get(channel, 0.0) > 0]
        here.sort(key=lambda one: -one.why.channels[channel])
        ranks[name] = _rank(quote, here, judge)
    return ranks


def _rank(quote: Quote, found: Sequence[RetrievedPassage], judge: Judge) -> int | None:
    words = (judge.sources.shown(one.passage) for one in found)
    return next((rank for rank, shown in enumerate(words, start=1) if quote.touches(shown)), None)


def _as_text(miss: Miss) -> str:
    case = miss.case
    head = f"{case.id}  {case.type}  {','.join(case.styles)}\n  {case.question}"
    read = f"\n  gelezen als: {miss.read_as}" if miss.read_as != case.question else ""
    return head + read + "".join(f"\n  {_placing_text(placing)}" for placing in miss.placings)


def _placing_text(placing: Placing) -> str:
    ranks = "  ".join(f"{name} {rank or '-'}" for name, rank in placing.ranks.items())
    part = "deel, " if placing.evidence.part else ""
    return f"{part}{placing.evidence.doc}: “{placing.evidence.quote[:70]}…”\n    {ranks}"
