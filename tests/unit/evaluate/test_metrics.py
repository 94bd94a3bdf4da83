"""The figures, on answers and rankings small enough to count by hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.metrics import (
    CitedQuote,
    GivenAnswer,
    plain_text,
    score_answer,
    score_retrieval,
    share_a_run,
    words_of,
)

PROOF = "de jaarlijkse oproep heeft een budget van 3,8 miljoen euro"
CASE = Case(
    id="d001",
    type="single_fact",
    question="Hoe groot is het budget van de oproep?",
    answerable=True,
    facts=(("3,8 miljoen", "3.800.000"),),
    evidence=(Evidence(doc="mededeling", quote=PROOF),),
    forbidden=("850.000",),
)
UNANSWERABLE = replace(CASE, answerable=False, facts=(), evidence=(), type="unanswerable")
words = st.lists(st.sampled_from("abcdefgh"), max_size=12).map(tuple)


def answer(text: str, *quotes: str, status: str = "answered", verbatim: bool = True) -> GivenAnswer:
    cited = tuple(CitedQuote(quote=quote, verbatim=verbatim) for quote in quotes)
    return GivenAnswer(status=status, text=text, citations=cited, milliseconds=4.0)


def test_plain_text_is_what_a_reader_reads() -> None:
    markdown = (
        "- **Het budget** is “3,8\u00a0miljoen” [1][^2], zie [de nota](https://voorbeeld.invalid) [3](#c)."
    )

    assert plain_text(markdown) == '- het budget is "3,8 miljoen" , zie de nota .'


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("• **Het** <b>plan</b>,\n o een  stap<sup>12</sup>", ("het", "plan", "een", "stap")),
        ("art. 27 &amp; co", ("art", "27", "co")),
        ("…", ()),
    ],
)
def test_words_of_a_quote_leave_markup_and_marks_out(quote: str, expected: tuple[str, ...]) -> None:
    assert words_of(quote) == expected


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("a b c d e f g", "x b c d e f g y", True),
        ("a b c d e f g", "x b c d e f y g", False),
        ("c d", "a b c d e f g", True),
        ("c e", "a b c d e f g", False),
        ("", "a b", False),
    ],
)
def test_quotes_agree_on_six_words_in_a_row_or_on_all_of_the_shorter(
    one: str, other: str, shared: bool
) -> None:
    assert share_a_run(tuple(one.split()), tuple(other.split())) is shared


@given(one=words, other=words)
def test_agreement_of_quotes_has_no_direction(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert share_a_run(one, other) is share_a_run(other, one)


def test_a_complete_cited_answer_is_right() -> None:
    score = score_answer(CASE, answer("Het budget is 3,8 miljoen euro. [1]", PROOF))

    assert (score.fact_recall, score.complete, score.evidence_cited, score.right) == (1.0, True, True, True)
    assert (score.words, score.relevant, score.verbatim, score.uncited) == (6, (True,), (True,), False)


@pytest.mark.parametrize(
    "given_answer",
    [
        answer("Het budget is 3,8 miljoen euro.", "een heel andere zin uit een heel andere bron"),
        answer("Het budget is bekend [1].", PROOF),
        answer("Het budget is 3,8 miljoen, niet 850.000 euro [1].", PROOF),
        answer("Het budget is 3,8 miljoen euro [1].", PROOF, status="not_found"),
        answer("woord " * 160 + "3,8 miljoen", PROOF),
        answer("3,8 miljoen", PROOF + " woord" * 120),
        answer("3,8 miljoen", *["iets anders"] * 10, PROOF),
    ],
    ids=[
        "no evidence",
        "no fact",
        "forbidden",
        "declined",
        "fact too late",
        "quote too long",
        "too many citations",
    ],
)
def test_an_answer_that_lacks_one_thing_is_not_right(given_answer: GivenAnswer) -> None:
    assert not score_answer(CASE, given_answer).right


def test_a_list_may_be_longer_and_cite_more() -> None:
    dumped = answer("woord " * 300 + "3,8 miljoen", *["iets anders"] * 29, PROOF)

    assert score_answer(replace(CASE, type="list"), dumped).right


def test_a_part_of_the_evidence_counts_only_where_no_whole_quote_is_known() -> None:
    part = Evidence(doc="mededeling", quote="de eerste helft van het hele bewijs", part=True)
    cites_part = answer("3,8 miljoen", part.quote)

    beside_whole = score_answer(replace(CASE, evidence=(*CASE.evidence, part)), cites_part)
    alone = score_answer(replace(CASE, evidence=(part,)), cites_part)

    assert (beside_whole.evidence_cited, beside_whole.relevant) == (False, (True,))
    assert alone.evidence_cited


@pytest.mark.parametrize(
    ("case", "given_answer", "right"),
    [
        (UNANSWERABLE, answer("Dat staat niet in de bronnen.", status="not_found"), True),
        (UNANSWERABLE, answer("Het budget is 4 miljoen."), False),
        (UNANSWERABLE, answer("Niet 850.000?", status="not_found"), False),
        (replace(UNANSWERABLE, correction_ok=True), answer("Er zijn er zeven, geen acht."), True),
    ],
)
def test_what_the_sources_do_not_say_must_be_declined_or_corrected(
    case: Case, given_answer: GivenAnswer, right: bool
) -> None:
    assert score_answer(case, given_answer).right is right


def test_an_answer_without_citations_is_counted_as_uncited() -> None:
    assert score_answer(CASE, answer("Het budget is 3,8 miljoen euro.")).uncited


def test_a_ranking_is_judged_by_the_rank_of_the_evidence() -> None:
    score = score_retrieval(CASE, ["iets anders", f"Voor de helderheid: {PROOF}.", PROOF])

    assert score.recall == {1: 0.0, 3: 1.0, 5: 1.0}
    assert score.reciprocal_rank == 0.5
    assert score.ndcg == pytest.approx(1 / math.log2(3))


def test_evidence_that_no_passage_brings_lowers_recall_and_ndcg() -> None:
    other = Evidence(doc="webinar", quote="een tweede bewijs dat nergens gevonden wordt")
    score = score_retrieval(replace(CASE, evidence=(*CASE.evidence, other)), [PROOF])

    assert score.recall == {1: 0.5, 3: 0.5, 5: 0.5}
    assert score.ndcg == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_a_passage_past_five_hundred_words_brings_nothing() -> None:
    score = score_retrieval(CASE, ["woord " * 495, PROOF])

    assert (score.recall, score.reciprocal_rank, score.ndcg) == ({1: 0.0, 3: 0.0, 5: 0.0}, 0.0, 0.0)


def test_a_passage_of_a_few_words_is_no_evidence_even_where_the_gold_quote_holds_them() -> None:
    assert score_retrieval(CASE, ["een budget"]).recall == {1: 0.0, 3: 0.0, 5: 0.0}


def test_a_perfect_ranking_has_every_figure_at_one() -> None:
    score = score_retrieval(CASE, [PROOF])

    assert (score.recall, score.reciprocal_rank, score.ndcg) == ({1: 1.0, 3: 1.0, 5: 1.0}, 1.0, 1.0)
