import pytest

from sro_assistant.answer.bank.forms import Kind, are_of_one_kind, is_asking, kind_of, sought_in


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wie zit er allemaal in de raad?", Kind.WHO),
        ("Wat zijn de namen van de deskundigen?", Kind.WHO),
        ("samenstelling raad", Kind.WHO),
        ("Welk agentschap betaalt dat?", Kind.WHO),
        ("Qui siège au conseil ?", Kind.WHO),
        ("Sinds wanneer bestaat de raad?", Kind.TIME),
        ("Hoe lang loopt het programma?", Kind.TIME),
        ("Hoeveel leden telt de raad?", Kind.COUNT),
        ("Hoe vaak komt de raad samen?", Kind.COUNT),
        ("Hoeveel geld is er?", Kind.AMOUNT),
        ("Wat kost het?", Kind.AMOUNT),
        ("Wat verdient een lid?", Kind.AMOUNT),
        ("Wat zijn de redenen?", Kind.REASON),
        ("Waarom is er een raad?", Kind.REASON),
        ("Waar zit de raad?", Kind.PLACE),
        ("In welke stad komt de raad samen?", Kind.PLACE),
        ("Wat is het verschil tussen de raad en het team?", Kind.DIFFERENCE),
        ("Hoe contacteer ik de raad?", Kind.CONTACT),
        ("Zit VVSG in de raad?", Kind.WHETHER),
        ("Kan mijn gemeente lid worden?", Kind.WHETHER),
        ("Zat VVSG ook in de raad?", Kind.WHETHER),
        ("Organiseert VLAIO een opleiding?", Kind.WHETHER),
        ("Steunt de raad kleine gemeenten?", Kind.WHETHER),
        ("Wat doet de raad?", Kind.WHAT),
        ("Tussen de raad en het team, wat gebeurt daar?", Kind.WHAT),
        ("Waar staat OSLO voor?", Kind.WHAT),
        ("Waar gaat het webinar over?", Kind.WHAT),
        ("Welke rollen heeft de raad?", Kind.WHAT),
    ],
)
def test_the_words_of_a_question_tell_what_kind_of_thing_it_asks_for(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


def test_the_dutch_of_a_foreign_question_tells_its_kind_too() -> None:
    assert kind_of("Depuis quelle période ?", "sinds wanneer") is Kind.TIME


def test_a_few_words_on_a_subject_are_no_question() -> None:
    assert not is_asking("leden raad")
    assert is_asking("wat doet de raad")
    assert is_asking("leden raad?")


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Welke taken heeft de raad?", "taken"),
        ("Welke drie bestaande programma's lopen er?", "programma"),
        ("Wat zijn de grootste noden?", "noden"),
        ("Hoeveel leden telt de raad?", "leden"),
        ("Wat doet de raad?", ""),
        ("leden raad", ""),
    ],
)
def test_the_noun_that_a_question_asks_for_stands_after_its_question_word(question: str, noun: str) -> None:
    assert sought_in(question) == noun


WHO = ("Wie zit er in de raad?", "samenstelling raad", "Wat voor mensen zitten er in de raad?")


def test_an_open_question_is_answered_by_what_is_openly_asked() -> None:
    assert are_of_one_kind(Kind.WHAT, WHO[2], WHO)
    assert are_of_one_kind(Kind.WHAT, "raad", WHO)
    assert not are_of_one_kind(Kind.WHAT, "raad", WHO[:2])
    assert not are_of_one_kind(Kind.WHAT, WHO[0], WHO)


def test_what_is_put_openly_or_in_few_words_may_ask_what_another_way_asks() -> None:
    assert are_of_one_kind(Kind.WHO, WHO[2], WHO)
    assert are_of_one_kind(Kind.WHO, "raad", WHO)
    assert not are_of_one_kind(Kind.TIME, WHO[2], WHO)


def test_who_is_not_when() -> None:
    ways = ("Wanneer kwam de raad samen?", "Wie riep de raad samen?")
    assert not are_of_one_kind(Kind.WHO, ways[0], ways)


def test_yes_or_no_may_be_asked_of_anything() -> None:
    assert are_of_one_kind(Kind.WHETHER, WHO[0], WHO)
