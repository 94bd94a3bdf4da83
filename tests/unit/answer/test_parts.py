import pytest

from sro_assistant.answer.parts import parts_of, sides_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Wie leidt het team en hoeveel kost het?",
            ["Wie leidt het team", "Wie leidt het team hoeveel kost het"],
        ),
        (
            "VLOCA: wie tekent het uit, wie leidt het, en duikt het nog op?",
            ["VLOCA wie tekent het uit", "VLOCA wie leidt het", "VLOCA duikt het nog op"],
        ),
        (
            "City of Things: wie lanceert het, sinds wanneer en waarvoor dient het?",
            [
                "City of Things wie lanceert het",
                "City of Things sinds wanneer",
                "City of Things waarvoor dient het",
            ],
        ),
        (
            "Wat doet VLOCA precies en kan mijn gemeente dat gebruiken?",
            ["Wat doet VLOCA precies", "Wat doet VLOCA precies kan mijn gemeente dat gebruiken"],
        ),
        ("Wie beslist en wie adviseert?", ["Wie beslist", "Wie beslist wie adviseert"]),
        (
            "Since when do they work together, and how much staff is there?",
            [
                "Since when do they work together",
                "Since when do they work together how much staff is there",
            ],
        ),
    ],
)
def test_each_of_several_questions_is_a_part_with_what_it_leans_on(question: str, parts: list[str]) -> None:
    assert [part.whole for part in parts_of(question)] == parts


@pytest.mark.parametrize(
    "question",
    [
        "Wie leidt het team?",
        "Wij zijn een kleine gemeente. Wat kunnen wij vragen?",
        "Een firma vroeg wie haar kan helpen. Naar wie sturen we ze door?",
        "Wat doen steden en gemeenten samen?",
    ],
)
def test_one_question_has_no_parts(question: str) -> None:
    assert parts_of(question) == ()


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Wat is het verschil tussen katalyseren en faciliteren volgens de SRO?",
            ("katalyseren", "faciliteren"),
        ),
        (
            "Wat is het onderscheid tussen strategische en operationele doelstellingen?",
            ("strategische doelstellingen", "operationele doelstellingen"),
        ),
        ("SRB vs SRO, wat is het?", ("SRB", "SRO")),
        ("Quelle est la différence entre « catalyser » et « faciliter » ?", ("catalyser", "faciliter")),
        ("Waarin verschilt EFRO van Interreg?", ("EFRO", "Interreg")),
        (
            "Waarin verschilt het vervolg van de eerste editie qua doelgroep?",
            ("het vervolg doelgroep", "de eerste editie doelgroep"),
        ),
        ("Wat is EFRO?", None),
    ],
)
def test_a_comparison_has_two_sides(question: str, sides: tuple[str, str] | None) -> None:
    assert sides_of(question) == sides


def test_a_condition_or_a_verb_after_en_starts_a_part_only_where_it_asks() -> None:
    question = "Wie beslist over plannen en kan een gemeente er een indienen?"
    assert [part.text for part in parts_of(question)] == [
        "Wie beslist over plannen",
        "kan een gemeente er een indienen",
    ]
    assert parts_of("Wat is het plan en wat als we niet meedoen?") == ()


def test_a_part_without_a_word_of_its_own_names_nothing() -> None:
    first, second = parts_of("Voor wie is het plan, en kan dat nu nog?")
    assert (first.names_anything, second.names_anything) == (True, False)
