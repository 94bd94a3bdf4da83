"""The judgement of one answer, on answers small enough to count by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.given import GivenAnswer, GivenCitation, GivenSentence, SourceText
from sro_assistant.evaluate.scores import AnswerScore, score_answer

PROOF = "de jaarlijkse oproep heeft een budget van 3,8 miljoen euro"
SOURCES = {
    "mededeling": SourceText(text=PROOF, title="Mededeling", published="2020-07-17", current=False),
    "webinar": SourceText(text="Het webinar is in mei.", title="Webinar", current=False),
}
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
DATED = "‘Mededeling’ is van 17 juli 2020: controleer of dit nog klopt."


def cited(quote: str = PROOF, document: str = "mededeling", start: int = 0) -> GivenCitation:
    return GivenCitation(document=document, quote=quote, start=start, end=start + len(quote))


def answer(text: str, *quotes: str, status: str = "answered") -> GivenAnswer:
    return GivenAnswer(
        status=status, text=text, citations=tuple(cited(quote) for quote in quotes), milliseconds=4.0
    )


def stated(*sentences: GivenSentence, citations: tuple[GivenCitation, ...] = (cited(),)) -> AnswerScore:
    given = GivenAnswer(status="answered", text="", sentences=sentences, citations=citations)
    return score_answer(CASE, given, SOURCES)


def scored(case: Case, given: GivenAnswer) -> AnswerScore:
    return score_answer(case, given, SOURCES)


def test_a_complete_cited_answer_is_right() -> None:
    score = scored(CASE, answer("Het budget is 3,8 miljoen euro. [1]", PROOF))

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
    ids=["no evidence", "no fact", "forbidden", "declined", "too late", "quote too long", "too many"],
)
def test_an_answer_that_lacks_one_thing_is_not_right(given_answer: GivenAnswer) -> None:
    assert not scored(CASE, given_answer).right


def test_a_list_may_be_longer_and_cite_more() -> None:
    dumped = answer("woord " * 300 + "3,8 miljoen", *["iets anders"] * 29, PROOF)

    assert scored(replace(CASE, type="list"), dumped).right


@pytest.mark.parametrize(
    ("fact", "said"), [("6 weken", "zes weken"), ("zes weken", "6 weken"), ("13 steden", "dertien steden")]
)
def test_a_small_number_counts_in_digits_and_in_words(fact: str, said: str) -> None:
    assert scored(replace(CASE, facts=((fact,),)), answer(f"Om de {said} [1].", PROOF)).facts_found == 1


def test_a_part_of_the_evidence_counts_only_where_no_whole_quote_is_known() -> None:
    part = Evidence(doc="mededeling", quote="de eerste helft van het hele bewijs", part=True)
    cites_part = answer("3,8 miljoen", part.quote)

    beside_whole = scored(replace(CASE, evidence=(*CASE.evidence, part)), cites_part)
    alone = scored(replace(CASE, evidence=(part,)), cites_part)

    assert (beside_whole.evidence_cited, beside_whole.relevant) == (False, (True,))
    assert alone.evidence_cited


@pytest.mark.parametrize(
    ("case", "given_answer", "right", "utility"),
    [
        (UNANSWERABLE, answer("Dat staat niet in de bronnen.", status="not_found"), True, 1),
        (UNANSWERABLE, answer("Het budget is 4 miljoen."), False, -1),
        (UNANSWERABLE, answer("Niet 850.000?", status="not_found"), False, -1),
        (replace(UNANSWERABLE, correction_ok=True), answer("Er zijn er zeven, geen acht."), True, 1),
        (CASE, answer("Dat staat niet in de bronnen.", status="not_found"), False, 0),
        (CASE, answer("Het is 850.000.", status="not_found"), False, -1),
    ],
)
def test_what_the_sources_do_not_say_must_be_declined_or_corrected(
    case: Case, given_answer: GivenAnswer, right: bool, utility: int
) -> None:
    score = scored(case, given_answer)

    assert (score.right, score.utility) == (right, utility)


def test_an_answer_without_citations_is_counted_as_uncited() -> None:
    assert scored(CASE, answer("Het budget is 3,8 miljoen euro.")).uncited


@pytest.mark.parametrize("wrong", [cited(start=1), cited(document="elders"), cited(quote="")])
def test_a_quote_that_does_not_stand_at_its_place_is_not_verbatim(wrong: GivenCitation) -> None:
    assert stated(citations=(cited(), wrong)).verbatim == (True, False)


def test_each_statement_is_held_against_what_it_cites() -> None:
    score = stated(
        GivenSentence(text="De jaarlijkse oproep heeft een budget van 3,8 miljoen euro", citations=(1,)),
        GivenSentence(text="De oproep heeft een budget van 4 miljoen euro", citations=(1,)),
        GivenSentence(text="De oproep heeft een budget van 3,8 miljoen euro", citations=()),
    )

    assert (score.claims, score.entailed) == ((True, False, False), (True, False, False))


def test_a_citation_is_needed_when_it_carries_the_statement() -> None:
    other = cited("Het webinar is in mei.", "webinar")
    score = stated(GivenSentence(text=PROOF, citations=(1, 2)), citations=(cited(), other))

    assert score.needed == (True, False)


@pytest.mark.parametrize(
    ("frame", "stands"),
    [
        ("Volgens ‘Mededeling’ (17 juli 2020):", True),
        ("Volgens ‘Mededeling’ (2023):", False),
        ("1 punt uit ‘Mededeling’:", True),
        ("Volgens VLAIO:", False),
    ],
)
def test_a_lead_in_may_state_titles_dates_and_counts_only(frame: str, stands: bool) -> None:
    assert stated(GivenSentence(text=PROOF, citations=(1,), frame=frame)).claims == (stands,)


@pytest.mark.parametrize(
    ("notices", "dated"),
    [((DATED,), (True,)), ((), (False,)), (("‘Mededeling’ is een nota.",), (False,)), (("2020",), (False,))],
)
def test_an_old_source_must_be_named_with_its_date(notices: tuple[str, ...], dated: tuple[bool, ...]) -> None:
    given = replace(answer("3,8 miljoen [1]", PROOF), notices=notices)

    assert scored(CASE, given).dated == dated


def test_an_undated_source_must_be_named_as_undated() -> None:
    given = GivenAnswer(
        status="answered",
        text="In mei [1].",
        citations=(cited("Het webinar is in mei.", "webinar"),),
        notices=("‘Webinar’ draagt geen datum.",),
    )

    assert scored(CASE, given).dated == (True,)


def test_where_two_documents_prove_a_part_each_both_must_be_quoted() -> None:
    parts = (
        Evidence(doc="mededeling", quote=PROOF, part=True),
        Evidence(doc="webinar", quote="Het webinar is in mei.", part=True),
    )

    assert scored(replace(CASE, evidence=parts), answer("3,8 miljoen", PROOF)).sides == (True, False)
    assert scored(CASE, answer("3,8 miljoen", PROOF)).sides == ()


SCORED_ELSEWHERE = json.loads((Path(__file__).parent / "scored_elsewhere.json").read_text("utf-8"))


@pytest.mark.parametrize("known", SCORED_ELSEWHERE, ids=lambda known: str(known["name"]))
def test_the_judgement_agrees_with_that_of_the_customers_scorer(
    known: dict[str, dict[str, object]],
) -> None:
    body = known["answer"]
    case = TypeAdapter(Case).validate_python(known["case"])
    quotes = [
        str(one["quote"]) for one in TypeAdapter(list[dict[str, str]]).validate_python(body["citations"])
    ]
    score = scored(case, answer(str(body["answer"]), *quotes, status=str(body["status"])))
    ours: dict[str, object] = {
        "answered": score.answered,
        "words": score.words,
        "forbidden": score.forbidden,
        "dutch": score.dutch,
        "facts_hit": score.facts_found,
        "complete": score.complete,
        "evidence_hit": score.evidence_cited,
        "cite_rel": list(score.relevant),
        "right": score.right,
    }

    assert {name: ours[name] for name in known["judged"]} == known["judged"]
