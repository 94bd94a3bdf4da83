"""The figures of one answer and of one ranking, each as `evals/README.md` defines it. Shares are 0..1."""

import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.evaluate.cases import Case

Words = tuple[str, ...]

WORD_BUDGET: Mapping[str, int] = {
    "list": 320,
    "comparison": 260,
    "multi_doc": 260,
    "programme_fit": 260,
    "funding_fit": 260,
    "temporal": 220,
    "temporal_conflict": 220,
}
"""In how many first words of an answer its facts must stand, by type of question."""

DEFAULT_WORD_BUDGET = 160
MAX_CITATIONS, MAX_CITATIONS_OF_LIST = 10, 30
MAX_QUOTE_WORDS = 120
SHARED_RUN = 6
RECALL_DEPTHS = (1, 3, 5)
RANKING_DEPTH = 10
RETRIEVED_WORDS = 500

_TYPOGRAPHY = str.maketrans("‘’\u201a\u201b“”„\u00a0", "''''\"\"\" ")


def plain_text(markdown: str) -> str:
    """An answer as lower-case running text: no citation markers, links, emphasis or curly quotes."""
    text = re.sub(r"\[\^?\d+\](?:\([^)]*\))?", "", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*`#>|]", "", text)
    return _one_line(text)


def words_of(quote: str) -> Words:
    """The words of a quote, lower-case, without punctuation, bullets, tags and footnote numbers."""
    text = html.unescape(re.sub(r"<sup>.*?</sup>", "", quote.replace("**", "")))
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"(?m)^\s*(?:[-•✓➤o]\s+)+", " ", text)
    return tuple(re.findall(r"[^\W_]+", _one_line(text)))


def share_a_run(one: Words, other: Words) -> bool:
    """Whether two quotes have six words in a row in common, or all of the shorter one."""
    length = min(SHARED_RUN, len(one), len(other))
    return length > 0 and not _runs(one, length).isdisjoint(_runs(other, length))


def brings(passage: Words, proof: Words) -> bool:
    """Whether a passage holds six words in a row of a gold quote, or all of a shorter one."""
    length = min(SHARED_RUN, len(proof))
    return length > 0 and not _runs(passage, length).isdisjoint(_runs(proof, length))


def _runs(words: Words, length: int) -> set[Words]:
    return {words[start : start + length] for start in range(len(words) - length + 1)}


def _one_line(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHY).split()).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """A citation as a reader gets it, and whether its quote stands in the served document."""

    quote: str
    verbatim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What the assistant said: its status, Markdown text and citations, and how long it took."""

    status: str
    text: str
    citations: tuple[CitedQuote, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScore:
    """The judgement of one answer; `relevant` and `verbatim` have one entry per judged citation."""

    case: Case
    answered: bool
    facts_found: int
    evidence_cited: bool
    relevant: tuple[bool, ...]
    verbatim: tuple[bool, ...]
    forbidden: bool
    words: int
    milliseconds: float

    @property
    def fact_recall(self) -> float:
        """The share of the key facts that the answer gives; 0 where it declines."""
        return self.facts_found / len(self.case.facts) if self.answered and self.case.facts else 0.0

    @property
    def complete(self) -> bool:
        """Whether it answers with every key fact and nothing forbidden."""
        return self.answered and self.fact_recall == 1.0 and not self.forbidden

    @property
    def declined(self) -> bool:
        """Whether it declines, or corrects the premise where that is as good, with nothing forbidden."""
        return (self.case.correction_ok or not self.answered) and not self.forbidden

    @property
    def right(self) -> bool:
        """The one figure: complete with gold evidence cited, or declined where the sources don't say."""
        return self.complete and self.evidence_cited if self.case.answerable else self.declined

    @property
    def uncited(self) -> bool:
        """Whether it answers without any citation."""
        return self.answered and not self.verbatim


def score_answer(case: Case, given: GivenAnswer) -> AnswerScore:
    """The judgement of an answer to a case."""
    text = plain_text(given.text)
    words = text.split()
    opening = " ".join(words[: WORD_BUDGET.get(case.type, DEFAULT_WORD_BUDGET)])
    gold = [words_of(evidence.quote) for evidence in case.evidence]
    whole = [words_of(evidence.quote) for evidence in case.evidence if not evidence.part] or gold
    quotes = _judged_quotes(case, given.citations)
    return AnswerScore(
        case=case,
        answered=given.status in {"answered", "partial"},
        facts_found=sum(any(_one_line(wording) in opening for wording in fact) for fact in case.facts),
        evidence_cited=any(share_a_run(quote, proof) for quote in quotes for proof in whole),
        relevant=tuple(any(share_a_run(quote, proof) for proof in gold) for quote in quotes),
        verbatim=tuple(citation.verbatim for citation in given.citations),
        forbidden=any(_one_line(wrong) in text for wrong in case.forbidden),
        words=len(words),
        milliseconds=given.milliseconds,
    )


def _judged_quotes(case: Case, citations: Sequence[CitedQuote]) -> list[Words]:
    """The quotes that may prove something; one that is too long stays, but proves nothing."""
    limit = MAX_CITATIONS_OF_LIST if case.type == "list" else MAX_CITATIONS
    quotes = [words_of(citation.quote) for citation in citations[:limit]]
    return [quote if len(quote) <= MAX_QUOTE_WORDS else () for quote in quotes]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalScore:
    """How well the passages for one question are ranked."""

    case: Case
    recall: Mapping[int, float]
    reciprocal_rank: float
    ndcg: float


def score_retrieval(case: Case, passages: Sequence[str]) -> RetrievalScore:
    """The judgement of a ranking, best passage first, by the gold evidence that each one brings.

    The case must have evidence. The ideal ranking holds the same passages in the best order, and
    one more for every gold quote that none of them brings.
    """
    gains = _gains(case, passages)
    missed = len(case.evidence) - sum(gains)
    ideal = sorted([*gains, *[1] * missed], reverse=True)
    first = next((rank for rank, gain in enumerate(gains, start=1) if gain), None)
    return RetrievalScore(
        case=case,
        recall={depth: sum(gains[:depth]) / len(case.evidence) for depth in RECALL_DEPTHS},
        reciprocal_rank=1 / first if first else 0.0,
        ndcg=_discounted(gains) / _discounted(ideal),
    )


def _gains(case: Case, passages: Sequence[str]) -> list[int]:
    """Per passage, how many gold quotes it is the first to bring; past the word limit none."""
    wanted = [words_of(evidence.quote) for evidence in case.evidence]
    gains, used = [], 0
    for passage in passages[:RANKING_DEPTH]:
        words = words_of(passage)
        shown = words[: max(0, RETRIEVED_WORDS - used)]
        used += len(words)
        missing = [quote for quote in wanted if not brings(shown, quote)]
        gains.append(len(wanted) - len(missing))
        wanted = missing
    return gains


def _discounted(gains: Sequence[int]) -> float:
    """Discounted cumulative gain (Järvelin & Kekäläinen 2002): each gain over log2 of its rank + 1."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:RANKING_DEPTH], start=1))
