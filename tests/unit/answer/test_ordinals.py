import pytest

from sro_assistant.answer.ordinals import item_at, place_of


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Leg de tweede eens uit.", 1),
        ("en de laatste?", -1),
        ("And the third one?", 2),
        ("nummer 3 van de lijst", 2),
        ("Geef punt 2 eens", 1),
        ("en de 4de?", 3),
        ("Geef enkel nummer 8 van de acht strategische doelstellingen", None),
        ("Wat is een slimme regio?", None),
        ("Wanneer is de eerste Smart Region dag in Brussel?", None),
    ],
)
def test_a_short_question_may_name_a_place_in_a_list(question: str, place: int | None) -> None:
    assert place_of(question) == place


def test_the_items_that_a_question_names_count() -> None:
    question = "Heeft het team drie rollen: sturen, beslissen en capteren?"
    assert item_at(1, question, ()) == "beslissen"
    assert item_at(-1, question, ()) == "capteren"
    assert item_at(3, question, ()) is None


def test_without_a_list_there_is_no_item() -> None:
    assert item_at(0, "Wat doet het team?", ()) is None
