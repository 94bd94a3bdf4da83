"""An evaluation of the retrieval stage: the same questions to several searches, judged by gold evidence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sro_assistant.domain import Document, Filters, Passage, Query, RetrievedPassage, Turn, is_sheet_id
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.gold import Gold, Sources
from sro_assistant.evaluate.retrieval.rankings import RANKING_DEPTH, RankingScore, score_ranking
from sro_assistant.evaluate.twins import Pair

EXPECTED, SENTENCES = "met verwachte vragen", "zonder verwachte vragen"

Ranker = Callable[[Case], Sequence[Passage]]
"""The passages for a case's question and history, best first."""


class Searched(Protocol):
    """What is measured: the assistant's retrieval stage and the texts that it finds."""

    def search(
        self,
        text: str,
        limit: int,
        filters: Filters,
        *,
        history: tuple[Turn, ...] = (),
        expected: bool = True,
    ) -> tuple[Query, Sequence[RetrievedPassage]]:
        """The query as it was read, and at most `limit` passages for it, best first."""
        ...

    def documents(self) -> Sequence[Document]:
        """The documents that serve."""
        ...

    def passages(self, document_id: str) -> Sequence[Passage]:
        """A document's passages in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class Twins:
    """The scores of a case and of its plain twin, under the style that parts them."""

    style: str
    score: RankingScore
    plain: RankingScore


@dataclass(frozen=True, slots=True)
class Change:
    """A whole question asked after an unrelated one: its score alone and after it.

    `noticed` says whether the query was read without the earlier turn.
    """

    alone: RankingScore
    after: RankingScore
    noticed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalReport:
    """The judgements of a run, by the name of the search, and the settings under which they were made.

    All scores by search are of the same cases in the same order. `unplaced` are the ids of cases
    with a gold quote that stands nowhere in the sources.
    """

    settings: Mapping[str, str]
    scores: Mapping[str, tuple[RankingScore, ...]]
    twins: tuple[Twins, ...] = ()
    changes: tuple[Change, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges rankings by the places of the gold evidence in the sources that serve."""

    sources: Sources

    @classmethod
    def of(cls, assistant: Searched) -> "Judge":
        """The judge for the sources that an assistant serves."""
        return cls(Sources(assistant.documents(), passages_of(assistant)))

    def gold_of(self, case: Case) -> Gold:
        """The places of a case's evidence."""
        return self.sources.gold_of(case)

    def score(self, case: Case, ranker: Ranker) -> RankingScore:
        """The judgement of what a search finds for a case."""
        return score_ranking(case, self.gold_of(case), ranker(case), self.sources)


def passages_of(assistant: Searched) -> tuple[Passage, ...]:
    """All passages that serve, document by document."""
    return tuple(p for document in assistant.documents() for p in assistant.passages(document.source.id))


def filters_for(assistant: Searched, cases: Iterable[Case]) -> Filters:
    """What a question set asks of: everything, or the documents where it has no evidence in a fact sheet."""
    if any(is_sheet_id(evidence.doc) for case in cases for evidence in case.evidence):
        return Filters()
    sources = [document.source for document in assistant.documents()]
    return Filters(documents=frozenset(source.id for source in sources if not source.is_sheet))


def ranker_of(assistant: Searched, *, expected: bool, filters: Filters | None = None) -> Ranker:
    """The assistant's own search, with or without the channel of expected questions."""

    def ranked(case: Case) -> Sequence[Passage]:
        _, found = assistant.search(
            case.question, RANKING_DEPTH, filters or Filters(), history=case.history, expected=expected
        )
        return [one.passage for one in found]

    return ranked


def run_retrieval(
    assistant: Searched,
    cases: Sequence[Case],
    *,
    pairs: Sequence[Pair] = (),
    baselines: Mapping[str, Ranker] | None = None,
    settings: Mapping[str, str],
) -> RetrievalReport:
    """The judgement of every search on the answerable cases with evidence."""
    judge = Judge.of(assistant)
    judged = [case for case in cases if case.answerable and case.evidence]
    filters = filters_for(assistant, judged)
    ours = ranker_of(assistant, expected=True, filters=filters)
    plain = ranker_of(assistant, expected=False, filters=filters)
    rankers = {EXPECTED: ours, SENTENCES: plain, **(baselines or {})}
    return RetrievalReport(
        settings={**settings, "onderdeel": "zoeken", "vragen": str(len(judged))},
        scores={name: tuple(judge.score(c, ranker) for c in judged) for name, ranker in rankers.items()},
        twins=tuple(
            Twins(pair.style, judge.score(pair.case, ours), judge.score(pair.twin, ours))
            for pair in pairs
            if pair.case.answerable and pair.case.evidence and pair.twin.evidence
        ),
        changes=tuple(_changes(assistant, judge, judged, filters)),
        unplaced=tuple(case.id for case in judged if not _is_placed(judge.gold_of(case))),
    )


def _is_placed(gold: Gold) -> bool:
    return all(quote.places for proof in gold.proofs for quote in proof)


def _changes(assistant: Searched, judge: Judge, cases: Sequence[Case], filters: Filters) -> Iterable[Change]:
    """Each whole question after the nearest whole question in the set about something else."""
    whole = [case for case in cases if not case.history]
    ranker = ranker_of(assistant, expected=True, filters=filters)
    for place, case in enumerate(whole):
        others = (*whole[place + 1 :], *whole[:place])
        other = next((o for o in others if _are_unrelated(case, o)), None)
        if other is None:
            continue
        after = replace(case, history=(Turn(question=other.question),))
        query, _ = assistant.search(case.question, 1, filters, history=after.history)
        yield Change(judge.score(case, ranker), judge.score(after, ranker), query.resolved == query.meant)


def _are_unrelated(one: Case, other: Case) -> bool:
    return {e.doc for e in one.evidence}.isdisjoint(e.doc for e in other.evidence)
