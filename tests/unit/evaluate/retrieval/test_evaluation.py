"""Rankings judged by where the gold evidence stands, on sources small enough to count by hand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from samples import source_file

from sro_assistant.domain import (
    Channel,
    Document,
    Filters,
    Language,
    Passage,
    Query,
    RetrievedPassage,
    Section,
    Span,
    Turn,
    Why,
)
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.gold import Sources
from sro_assistant.evaluate.retrieval.baselines import NearestVectors, PlainBm25
from sro_assistant.evaluate.retrieval.evaluation import (
    EXPECTED,
    SENTENCES,
    Change,
    RetrievalReport,
    filters_for,
    run_retrieval,
)
from sro_assistant.evaluate.retrieval.misses import misses_of, misses_text
from sro_assistant.evaluate.retrieval.rankings import RankingScore, score_ranking
from sro_assistant.evaluate.retrieval.report import retrieval_text
from sro_assistant.evaluate.twins import Pair
from sro_assistant.ports import Vectors

SOURCE = source_file()
CASE = Case(
    id="v001",
    type="single_fact",
    question="Hoe groot is het budget?",
    answerable=True,
    facts=(),
    evidence=(),
    forbidden=(),
)


@dataclass(frozen=True)
class Library:
    """Documents of paragraphs, each paragraph a passage, under one heading each."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]

    @property
    def sources(self) -> Sources:
        return Sources(self.documents, self.passages)

    def passage(self, number: int) -> Passage:
        return self.passages[number]


def make_document(name: str, heading: str, *paragraphs: str) -> tuple[Document, tuple[Passage, ...]]:
    text = "\n\n".join((heading, *paragraphs))
    document = Document(
        source=replace(SOURCE, id=name),
        text=text,
        sections=(Section(heading=heading, level=1, span=Span(0, len(text)), path=(heading,)),),
        lists=(),
        sentences=(),
    )
    starts = [text.index(paragraph) for paragraph in paragraphs]
    passages = tuple(
        Passage(
            id=f"{name}:{number:04d}",
            document_id=name,
            start=start,
            end=start + len(paragraph),
            headings=(heading,),
            page=None,
            text=paragraph,
        )
        for number, (start, paragraph) in enumerate(zip(starts, paragraphs, strict=True), start=1)
    )
    return document, passages


def library() -> Library:
    nota, first = make_document(
        "nota",
        "Het budget van de oproep",
        "De jaarlijkse oproep heeft een indicatief budget van 3,8 miljoen euro.",
        "Steden en gemeenten dienen hun voorstel in voor de zomer.",
        "De minister beslist in het najaar over alle voorstellen samen.",
    )
    webinar, second = make_document(
        "webinar",
        "Wat u moet weten",
        "Zo’n jaarlijkse oproep heeft een indicatief budget van 3,8 miljoen euro.",
        "Een andere oproep heeft een indicatief budget van 4,8 miljoen euro.",
    )
    return Library((nota, webinar), (*first, *second))


def proven_by(*evidence: Evidence) -> Case:
    return replace(CASE, evidence=evidence)


BUDGET = Evidence(doc="nota", quote="De jaarlijkse oproep heeft een indicatief budget van 3,8 miljoen euro.")
SUMMER = Evidence(doc="nota", quote="Steden en gemeenten dienen hun voorstel in voor de zomer.", part=True)
AUTUMN = Evidence(
    doc="nota", quote="De minister beslist in het najaar over alle voorstellen samen.", part=True
)


def judged(case: Case, *ranking: int) -> RankingScore:
    """The score of a ranking of the library's passages, by their numbers."""
    known = library()
    passages = [known.passages[number] for number in ranking]
    return score_ranking(case, known.sources.gold_of(case), passages, known.sources)


def test_the_first_passage_with_the_proof_makes_every_figure_one() -> None:
    score = judged(proven_by(BUDGET), 0)

    assert (score.recall, score.reciprocal_rank, score.ndcg) == ({1: 1.0, 3: 1.0, 5: 1.0}, 1.0, 1.0)


def test_a_ranking_is_judged_by_the_rank_of_the_proof() -> None:
    score = judged(proven_by(BUDGET), 1, 0)

    assert score.recall == {1: 0.0, 3: 1.0, 5: 1.0}
    assert score.reciprocal_rank == 0.5
    assert score.ndcg == pytest.approx(1 / math.log2(3))


def test_nearly_the_same_words_elsewhere_prove_as_much_and_count_once() -> None:
    twice = proven_by(
        BUDGET, Evidence(doc="webinar", quote="jaarlijkse oproep heeft een indicatief budget van 3,8")
    )

    assert judged(proven_by(BUDGET), 3).recall[1] == 1.0
    assert judged(twice, 3).ndcg == 1.0


def test_the_same_words_with_another_number_prove_nothing() -> None:
    assert judged(proven_by(BUDGET), 4).recall[5] == 0.0


def test_parts_prove_only_together_and_each_is_a_gain() -> None:
    case = proven_by(SUMMER, AUTUMN)

    assert judged(case, 1).recall[5] == 0.0
    assert judged(case, 1, 0, 2).recall == {1: 0.0, 3: 1.0, 5: 1.0}
    assert judged(case, 1).reciprocal_rank == 1.0
    assert judged(case, 1).ndcg == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_a_whole_quote_proves_beside_parts_that_are_missing() -> None:
    assert judged(proven_by(SUMMER, AUTUMN, BUDGET), 0).recall[1] == 1.0


def test_a_quote_over_a_boundary_needs_the_passages_on_both_sides() -> None:
    over = proven_by(
        Evidence(doc="nota", quote="hun voorstel in voor de zomer. De minister beslist in het najaar")
    )

    assert (judged(over, 1).recall[5], judged(over, 2).recall[5]) == (0.0, 0.0)
    assert judged(over, 2, 1).recall == {1: 0.0, 3: 1.0, 5: 1.0}


def test_a_heading_is_shown_with_each_passage_below_it() -> None:
    assert judged(proven_by(Evidence(doc="nota", quote="Het budget van de oproep")), 2).recall[1] == 1.0


def test_words_past_five_hundred_bring_nothing() -> None:
    filler, proof = "woord " * 494 + "woord.", BUDGET.quote
    document, passages = make_document("nota", "Kop", filler, proof)
    sources = Sources([document], passages)
    case = proven_by(BUDGET)

    score = score_ranking(case, sources.gold_of(case), passages, sources)

    assert (score.recall[5], score.ndcg) == (0.0, 0.0)


def test_a_short_quote_counts_only_word_for_word() -> None:
    assert judged(proven_by(Evidence(doc="nota", quote="voor de zomer")), 1).recall[1] == 1.0
    assert judged(proven_by(Evidence(doc="nota", quote="voor de winter")), 1).recall[1] == 0.0


@dataclass
class FakeAssistant:
    """Finds the passages that share a word with the question, in reading order.

    Without expected questions it finds them in the reverse order. A question that starts with "en" leans on
    the one before.
    """

    library: Library = field(default_factory=library)

    def search(
        self,
        text: str,
        limit: int,
        filters: Filters,
        *,
        history: tuple[Turn, ...] = (),
        expected: bool = True,
    ) -> tuple[Query, Sequence[RetrievedPassage]]:
        leans = bool(history) and text.startswith("en")
        whole = f"{history[-1].question} {text}" if leans else text
        query = Query(
            question=text,
            meant=text,
            resolved=whole,
            dutch=whole,
            language=Language.DUTCH,
            terms={},
            filters=filters,
        )
        asked = set(whole.lower().replace("?", "").split())
        found = [p for p in self.library.passages if asked & set(p.text.lower().rstrip(".").split())]
        why = Why(channels={Channel.KEYWORDS: 1.0}, terms=())
        ranked = found if expected else found[::-1]
        return query, [RetrievedPassage(passage=p, score=1.0, why=why) for p in ranked][:limit]

    def documents(self) -> Sequence[Document]:
        return self.library.documents

    def passages(self, document_id: str) -> Sequence[Passage]:
        return [p for p in self.library.passages if p.document_id == document_id]


SPRING = Evidence(doc="webinar", quote="Een andere oproep heeft een indicatief budget van 4,8 miljoen euro.")
WHO = replace(proven_by(replace(AUTUMN, part=False)), question="Wie beslist?")
FOLLOW_UP = replace(
    WHO, id="v002", type="follow_up", question="en wanneer?", history=(Turn(question="Wie beslist?"),)
)
OTHER = replace(proven_by(SPRING), id="v003", question="Welke andere?", style="typo")
LOST = replace(proven_by(BUDGET), id="v004", question="onvindbaar")


def measured(*cases: Case, pairs: Sequence[Pair] = ()) -> RetrievalReport:
    return run_retrieval(FakeAssistant(), cases, pairs=pairs, settings={"model": "klein"})


def test_a_run_judges_each_case_with_and_without_expected_questions() -> None:
    report = measured(replace(proven_by(BUDGET), question="budget"), replace(WHO, answerable=False))

    assert {name: [s.reciprocal_rank for s in scores] for name, scores in report.scores.items()} == {
        EXPECTED: [1.0],
        SENTENCES: [0.5],
    }


def test_a_follow_up_is_searched_with_its_history() -> None:
    alone = replace(FOLLOW_UP, history=())

    assert [score.recall[3] for score in measured(FOLLOW_UP, alone).scores[EXPECTED]] == [1.0, 0.0]


def test_a_twin_is_searched_beside_its_case() -> None:
    (twins,) = measured(FOLLOW_UP, pairs=[Pair("follow_up", FOLLOW_UP, WHO)]).twins

    assert (twins.style, twins.score.case, twins.plain.case) == ("follow_up", FOLLOW_UP, WHO)


def test_a_whole_question_is_asked_again_after_one_about_another_document() -> None:
    changes = measured(WHO, OTHER).changes

    assert [(c.alone.case, c.after.case.history, c.noticed) for c in changes] == [
        (WHO, (Turn(question=OTHER.question),), True),
        (OTHER, (Turn(question=WHO.question),), True),
    ]


def test_fact_sheets_are_left_out_unless_the_set_has_evidence_in_one() -> None:
    known = library()
    webinar = known.documents[1]
    sheet = replace(webinar, source=replace(webinar.source, kind="fiche"))
    assistant = FakeAssistant(replace(known, documents=(known.documents[0], sheet)))
    on_sheet = replace(WHO, evidence=(Evidence(doc="fiche-pio", quote="PIO helpt overheden."),))

    assert filters_for(assistant, [WHO]) == Filters(documents=frozenset({"nota"}))
    assert filters_for(assistant, [WHO, on_sheet]) == Filters()


def test_evidence_that_stands_nowhere_is_named() -> None:
    nowhere = Evidence(doc="nota", quote="dit staat helemaal nergens in de bronnen")

    assert measured(replace(WHO, evidence=(nowhere,))).unplaced == ("v001",)


def test_the_report_tells_each_search_the_pairs_and_what_was_missed() -> None:
    text = retrieval_text(measured(WHO, OTHER, LOST, pairs=[Pair("typo", OTHER, WHO)]))
    lines = [" ".join(line.split()) for line in text.splitlines()]

    assert "model klein" in lines
    assert "recall@5 0.667 (0.000-1.000)" in lines
    assert "recall@5: met - zonder 0.000 (0.000-0.000)" in lines
    assert "single_fact 3 0.67 0.67 0.67 0.67" in lines
    assert "typo 1 1.00 1.00 1.00 1.00" in lines
    assert "typo 1 recall@5 1.00 van 1.00 1.000 (1.000-1.000)" in lines
    assert "gemerkt 1.000 (1.000-1.000)" in lines
    assert "Gemist bij 5, met verwachte vragen: v004" in lines


def test_a_miss_is_shown_with_the_rank_of_its_evidence_in_each_channel() -> None:
    far = replace(
        proven_by(replace(SUMMER, part=True), SPRING), question="heeft andere", evidence=(SUMMER, AUTUMN)
    )
    text = misses_text(misses_of(FakeAssistant(), [far, WHO]))

    assert "v001  single_fact" in text
    assert "deel, nota: “Steden en gemeenten dienen hun voorstel in voor de zomer.…”" in text
    assert "samen -  woorden -  lettergrepen -  vectoren -  verwachte vragen -" in text
    assert "Wie beslist?" not in text


def test_plain_bm25_ranks_rare_shared_words_first_and_leaves_the_rest_out() -> None:
    ranker = PlainBm25.of(library().passages)

    assert ranker(replace(WHO, question="minister budget"))[0].id == "nota:0003"
    assert ranker(LOST) == []


@dataclass(frozen=True)
class Letters:
    """Encodes a text by how often it holds "z" and "m"."""

    name: str = "letters"
    dimensions: int = 2

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[text.count("z"), text.count("m") + 0.1] for text in texts], dtype=np.float32)
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


def test_the_nearest_vectors_rank_every_passage() -> None:
    found = NearestVectors.of(library().passages, Letters())(replace(WHO, question="zzz"))

    assert (len(found), found[0].id) == (5, "nota:0002")


def test_a_change_compares_as_a_value() -> None:
    assert isinstance(measured(WHO, OTHER).changes[0], Change)
    assert measured(WHO, OTHER).changes == measured(WHO, OTHER).changes
