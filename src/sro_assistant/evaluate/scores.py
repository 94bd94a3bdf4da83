"""The judgement of one answer, as `evals/README.md` defines it. Shares are 0..1."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.domain import is_sheet_id
from sro_assistant.dutch.dates import date_in_words
from sro_assistant.dutch.tokens import NUMBER_WORDS
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.claims import claims_stand, is_entailed
from sro_assistant.evaluate.given import GivenAnswer, GivenCitation, GivenSentence, SourceTexts
from sro_assistant.evaluate.texts import Words, one_line, plain_text, share_a_run, words_of

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
_LONGEST_SPELT = 20
_DIGITS_OF = {word: digits for word, digits in NUMBER_WORDS.items() if int(digits) <= _LONGEST_SPELT}
_SPELT = {digits: word for word, digits in _DIGITS_OF.items()}
_NUMBER = re.compile(r"(?<![\w.,:/-])(?:\d{1,2}|[a-z]+)(?![\w/:-]|[.,]\d)")
_DUTCH = frozenset(
    "de het een en van in op te voor met is dat die dit niet zijn wordt worden aan door als of bij om "
    "naar ook er geen over uit wat deze vlaamse bronnen".split()
)
_FOREIGN = frozenset(
    "the and of to is are for with that this les des est une pour dans avec sur qui que".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScore:
    """The judgement of one answer.

    Per judged citation: `relevant`. Per citation: `verbatim`. Per statement: `claims` (its claims stand
    in what it cites) and `entailed`. Per statement and citation: `needed`. Per cited source that is not
    current: `dated`. Per document that a proof in parts needs: `sides`. `twin_right` says of
    a follow-up or styled question whether its plain twin, which stands on its own, was answered right.
    """

    case: Case
    answered: bool
    facts_found: int
    evidence_cited: bool
    forbidden: bool
    dutch: bool
    words: int
    milliseconds: float
    relevant: tuple[bool, ...] = ()
    verbatim: tuple[bool, ...] = ()
    claims: tuple[bool, ...] = ()
    entailed: tuple[bool, ...] = ()
    needed: tuple[bool, ...] = ()
    dated: tuple[bool, ...] = ()
    sides: tuple[bool, ...] = ()
    twin_right: bool | None = None

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
    def utility(self) -> int:
        """1 for right, 0 for a question of the sources that is declined, -1 for what is wrong."""
        if self.right:
            return 1
        return 0 if self.case.answerable and not self.answered and not self.forbidden else -1

    @property
    def uncited(self) -> bool:
        """Whether it answers without any citation."""
        return self.answered and not self.verbatim


def score_answer(case: Case, given: GivenAnswer, sources: SourceTexts) -> AnswerScore:
    """The judgement of an answer to a case."""
    text = plain_text(given.text)
    words = text.split()
    opening = " ".join(words[: WORD_BUDGET.get(case.type, DEFAULT_WORD_BUDGET)])
    gold = [words_of(evidence.quote) for evidence in case.evidence]
    whole = [words_of(evidence.quote) for evidence in case.evidence if not evidence.part] or gold
    quotes = _judged_quotes(case, given.citations)
    return AnswerScore(
        case=case,
        answered=given.answered,
        facts_found=sum(any(_says(opening, wording) for wording in fact) for fact in case.facts),
        evidence_cited=any(share_a_run(quote, proof) for quote in quotes for proof in whole),
        forbidden=any(one_line(wrong) in text for wrong in case.forbidden),
        dutch=is_dutch(text),
        words=len(words),
        milliseconds=given.milliseconds,
        relevant=tuple(any(share_a_run(quote, proof) for proof in gold) for quote in quotes),
        verbatim=tuple(_stands_there(citation, sources) for citation in given.citations),
        claims=tuple(_is_supported(sentence, given, sources) for sentence in given.sentences),
        entailed=tuple(is_entailed(one.text, _cited(one, given)) for one in given.sentences),
        needed=tuple(needed for one in given.sentences for needed in _needed(one, given)),
        dated=tuple(_dated(given, sources)),
        sides=tuple(_sides(case, given)),
    )


def is_dutch(text: str) -> bool:
    """Whether lower-case text has at least as many Dutch as English and French function words."""
    words = re.findall(r"[a-zà-ÿ]+", text)
    return sum(word in _DUTCH for word in words) >= sum(word in _FOREIGN for word in words)


def _says(text: str, wording: str) -> bool:
    """Whether a wording stands in a text, as it is or with its small numbers written the other way."""
    plain = one_line(wording)
    return plain in text or _other_numbers(plain, _SPELT) in text or _other_numbers(plain, _DIGITS_OF) in text


def _other_numbers(text: str, other: Mapping[str, str]) -> str:
    return _NUMBER.sub(lambda number: other.get(number[0], number[0]), text)


def _judged_quotes(case: Case, citations: Sequence[GivenCitation]) -> list[Words]:
    """The quotes that may prove something; one that is too long stays, but proves nothing."""
    limit = MAX_CITATIONS_OF_LIST if case.type == "list" else MAX_CITATIONS
    quotes = [words_of(citation.quote) for citation in citations[:limit]]
    return [quote if len(quote) <= MAX_QUOTE_WORDS else () for quote in quotes]


def _stands_there(citation: GivenCitation, sources: SourceTexts) -> bool:
    source = sources.get(citation.document)
    if source is None or not citation.quote:
        return False
    return source.text[citation.start : citation.end] == citation.quote


def _cited(sentence: GivenSentence, given: GivenAnswer) -> list[str]:
    known = range(1, len(given.citations) + 1)
    return [given.citations[number - 1].quote for number in sentence.citations if number in known]


def _is_supported(sentence: GivenSentence, given: GivenAnswer, sources: SourceTexts) -> bool:
    quotes = _cited(sentence, given)
    if not sentence.frame:
        return claims_stand(sentence.text, quotes)
    named = [s for c in given.citations if (s := sources.get(c.document)) is not None]
    programmes = (s.title for name, s in sources.items() if is_sheet_id(name) and s.title in sentence.frame)
    dated = (f"{s.title} {date_words(s.published)}" for s in named)
    known = " ".join((*dated, *programmes, *_counts(given)))
    frame = sentence.frame[:1].lower() + sentence.frame[1:]
    return claims_stand(sentence.text, quotes) and claims_stand(frame, [*quotes, known])


def _counts(given: GivenAnswer) -> list[str]:
    """The counts that a lead-in may state: how many statements or items the answer has."""
    return [str(count) for count in range(1, len(given.sentences) + 1)]


def date_words(published: str | None) -> str:
    """The words with which a source's date may be written: "2020-07-17" as 17 juli 2020."""
    return "geen datum onbekend ongedateerd" if published is None else date_in_words(published)


def _needed(sentence: GivenSentence, given: GivenAnswer) -> list[bool]:
    """ALCE citation precision: a citation counts when it carries the statement, alone or as one of all."""
    quotes = _cited(sentence, given)
    if not is_entailed(sentence.text, quotes):
        return [False] * len(quotes)
    return [
        is_entailed(sentence.text, [quote]) or not is_entailed(sentence.text, quotes[:i] + quotes[i + 1 :])
        for i, quote in enumerate(quotes)
    ]


def _dated(given: GivenAnswer, sources: SourceTexts) -> list[bool]:
    """Per cited source that is not current: whether a notice or lead-in names it with its date."""
    told = [one_line(text) for text in (*given.notices, *(one.frame for one in given.sentences))]
    cited = dict.fromkeys(s for c in given.citations if (s := sources.get(c.document)) and not s.current)
    return [any(_tells(text, source.title, source.published) for text in told) for source in cited]


def _tells(text: str, title: str, published: str | None) -> bool:
    dates = [published[:4]] if published else ["geen datum", "datum onbekend", "zonder datum"]
    return one_line(title) in text and any(date in text for date in dates)


def _sides(case: Case, given: GivenAnswer) -> list[bool]:
    """Where only parts from several documents prove the answer: whether each document is quoted."""
    parts = [evidence for evidence in case.evidence if evidence.part]
    documents = dict.fromkeys(evidence.doc for evidence in parts)
    if len(parts) < len(case.evidence) or len(documents) < 2:  # noqa: PLR2004 - one document has one side
        return []
    quotes = _judged_quotes(case, given.citations)
    proofs = {doc: [words_of(e.quote) for e in parts if e.doc == doc] for doc in documents}
    return [any(share_a_run(q, proof) for q in quotes for proof in found) for found in proofs.values()]
