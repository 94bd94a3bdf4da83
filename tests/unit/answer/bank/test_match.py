from dataclasses import replace

import pytest

from sro_assistant.answer.bank.match import Matches, Scales, Thresholds, Weighed, judged
from sro_assistant.domain import Language, Query, Status
from sro_assistant.domain.bank import AskedEntry, BankEntry, BankStatement
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.grounding.names import Names
from sro_assistant.index.bank import BankIndex

ANALYZER = Analyzer(Vocabulary.from_levels({}))
LIMITS = Thresholds(similarity=0.5, covered=0.7, told=0.4, both=1.5, whole=1.4, margin=0.05, near=0.4)


def entry(name: str, question: str = "", *statements: str) -> BankEntry:
    return BankEntry(
        id=name,
        subject="",
        question=question,
        status=Status.ANSWERED,
        statements=tuple(BankStatement(text=text, claims=()) for text in statements),
    )


WHO, WHERE = (
    entry("wie", "Wie zit in de raad?", "Drie leden."),
    entry("waar", "Waar zit de raad?", "In Gent."),
)


def weighed(
    which: BankEntry,
    similarity: float,
    *,
    covered: float = 1.0,
    told: float = 1.0,
    differs: bool = False,
) -> Weighed:
    return Weighed(
        entry=which, question="", similarity=similarity, covered=covered, told=told, differs=differs
    )


def test_an_entry_that_is_near_covered_and_ahead_is_sure() -> None:
    assert judged([weighed(WHO, 0.8), weighed(WHERE, 0.6)], LIMITS) == Matches(sure=WHO)


@pytest.mark.parametrize(
    "first",
    [
        weighed(WHO, 0.45),
        weighed(WHO, 0.8, covered=0.6),
        weighed(WHO, 0.8, told=0.3),
        weighed(WHO, 0.8, covered=0.75, told=0.7),
    ],
)
def test_an_entry_that_misses_one_of_these_is_only_suggested(first: Weighed) -> None:
    assert judged([first, weighed(WHERE, 0.3)], LIMITS) == Matches(near=(WHO,))


def test_of_an_entry_that_speaks_of_all_that_is_asked_less_needs_to_be_told() -> None:
    assert judged([weighed(WHO, 0.8, covered=1.0, told=0.45)], LIMITS) == Matches(sure=WHO)
    assert judged([weighed(WHO, 0.8, covered=0.99, told=0.45)], LIMITS) == Matches(near=(WHO,))


def test_what_the_sources_speak_against_needs_to_be_surer_and_what_says_they_are_silent_too() -> None:
    contested = replace(weighed(WHO, 0.75, told=0.85), contested=True)
    limits = replace(LIMITS, against=1.9, surely=0.8)
    assert judged([contested], limits) == Matches(near=(WHO,))
    assert judged([replace(contested, told=0.95)], limits) == Matches(sure=WHO)
    assert judged([replace(contested, similarity=0.8)], limits) == Matches(sure=WHO)
    silent = replace(WHO, status=Status.NOT_FOUND)
    assert judged([weighed(silent, 0.8, told=0.45)], LIMITS) == Matches(near=(silent,))


def test_of_two_that_are_as_near_none_is_sure() -> None:
    assert judged([weighed(WHO, 0.8), weighed(WHERE, 0.78)], LIMITS) == Matches(near=(WHO, WHERE))


def test_an_entry_that_contradicts_the_question_is_neither_given_nor_suggested_nor_a_rival() -> None:
    assert judged([weighed(WHO, 0.9, differs=True)], LIMITS) == Matches()
    assert judged([weighed(WHO, 0.9, differs=True), weighed(WHERE, 0.8)], LIMITS) == Matches(sure=WHERE)
    assert judged([], LIMITS) == Matches()


def test_an_entry_is_judged_by_its_nearest_question_that_does_not_contradict() -> None:
    questions = [weighed(WHO, 0.9, differs=True), weighed(WHO, 0.8), weighed(WHO, 0.7, covered=0.1)]
    assert judged(questions, LIMITS) == Matches(sure=WHO)


def query(text: str, **expansions: tuple[str, ...]) -> Query:
    return Query(
        question=text,
        meant=text,
        resolved=text,
        dutch=text,
        language=Language.DUTCH,
        terms={},
        expansions=expansions,
    )


def scales() -> Scales:
    ways = {"wie": [WHO.question, "leden SRB"], "waar": [WHERE.question]}
    names = Names((("SRB", "Smart Region Board"),))
    index = BankIndex.of([WHO, WHERE], ways, names, ANALYZER)
    return Scales(bank=index, terms_of=ANALYZER.terms, ways_of=ways.__getitem__)


def weigh(asked: Query, question: str = "leden SRB") -> Weighed:
    found = scales().weigh(asked, AskedEntry("wie", question, 0.9))
    assert found is not None
    return found


def test_what_an_entry_speaks_of_and_what_a_question_tells_of_it_are_shares_of_weight() -> None:
    assert weigh(query("leden van de raad")).covered == 1.0
    strange = weigh(query("leden van de voetbalclub"))
    assert 0.0 < strange.covered < 0.5
    assert 0.0 < strange.told < 1.0
    assert weigh(query("weer morgen")).covered == 0.0


def test_a_name_in_full_and_in_short_is_one_name() -> None:
    found = weigh(query("leden Smart Region Board"))
    assert (found.covered, found.told, found.differs) == (1.0, 1.0, False)


def test_all_words_tell_apart_what_the_words_on_a_subject_do_not() -> None:
    asked = query("wie zit de Smart Region Board voor")
    same, other = weigh(asked, "Wie zit de SRB voor?"), weigh(asked, "Wie zit in de SRB?")
    assert same.similarity == 1.0 > other.similarity


def test_what_a_word_may_also_be_called_counts() -> None:
    assert weigh(query("mandatarissen raad", mandatarissen=("leden",))).covered == 1.0


def test_a_question_that_stands_at_an_entry_is_never_kept_from_it() -> None:
    asked = query("Wanneer zit de raad?")
    assert weigh(asked, "Wanneer zit de raad?").differs is False
    assert weigh(asked, "Wie zit in de raad?").differs is True


def test_an_entry_that_has_no_word_on_what_is_asked_for_does_not_answer() -> None:
    assert weigh(query("welke taken hebben de leden van de SRB")).differs is True
    assert weigh(query("welke leden heeft de SRB")).differs is False
    assert weigh(query("wie zijn de mandatarissen van de SRB")).differs is True
    assert weigh(query("wie zijn de mandatarissen van de SRB", mandatarissen=("leden",))).differs is False


def test_a_foreign_question_is_covered_by_its_own_words_or_by_its_dutch() -> None:
    glossed = replace(query("leden of the raad"), resolved="leden raad")
    assert weigh(glossed).covered == 1.0


def test_an_entry_that_does_not_serve_is_not_weighed() -> None:
    assert scales().weigh(query("leden"), AskedEntry("weg", "leden", 0.9)) is None


def test_a_name_that_the_entry_has_nowhere_is_lacking_and_one_said_in_full_is_not() -> None:
    at_srb = replace(WHO, statements=(BankStatement(text="De SRB en VLAIO.", claims=()),))
    index = BankIndex.of([at_srb], {}, Names((("SRB", "Smart Region Board"),)), ANALYZER)
    scale = Scales(bank=index, terms_of=ANALYZER.terms, ways_of=lambda _: ())
    assert not scale.lacks_a_name(query("Zit VLAIO in de Smart Region Board?"), at_srb)
    assert not scale.lacks_a_name(query("Zit iemand in de raad?"), at_srb)
    both = BankIndex.of([at_srb, WHERE], {}, Names(), ANALYZER)
    scale = Scales(bank=both, terms_of=ANALYZER.terms, ways_of=lambda _: ())
    assert scale.lacks_a_name(query("Waar zit VLAIO?"), WHERE)
    assert not scale.lacks_a_name(query("Waar zit bureau?", bureau=("de raad",)), WHERE)
