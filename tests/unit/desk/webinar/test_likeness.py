"""Questions that ask the same are put together; those that differ in what counts are not."""

import numpy as np
import pytest

from sro_assistant.desk.webinar.likeness import Likeness, group_of
from sro_assistant.desk.webinar.reading import Asked


def likeness_of(cosine: float) -> Likeness:
    """One by which every two questions have the same cosine; terms are their long words."""

    def vectors(texts: object) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
        count = len(list(texts))  # type: ignore[call-overload]  # any sized thing
        gram = np.full((count, count), cosine) + np.eye(count) * (1 - cosine)
        return np.linalg.cholesky(gram).astype(np.float32)

    return Likeness(lambda text: [w for w in text.lower().rstrip("?").split() if len(w) > 3], vectors)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("Welke rollen heeft de Board?", "welke ROLLEN heeft de board", True),
        ("Welke rollen heeft de Board precies?", "Welke rollen heeft de Board nu?", True),
        ("Welke rollen heeft de Board in 2020?", "Welke rollen heeft de Board in 2023?", False),
        ("Mag de gemeente meedoen aan de oproep?", "Mag de gemeente niet meedoen aan de oproep?", False),
        ("Welke rollen heeft het team Antwerpen?", "Welke rollen heeft het team Mechelen?", False),
        ("Wanneer is de dag van de regio?", "Waar is de dag van de regio?", False),
    ],
)
def test_numbers_names_denials_and_what_is_wanted_keep_questions_apart(
    one: str, other: str, together: bool
) -> None:
    groups = likeness_of(0.9).grouped([one, other])
    assert groups == ([[0, 1]] if together else [[0], [1]])


def test_words_alone_do_not_put_questions_together() -> None:
    texts = ["Welke rollen heeft de Board precies?", "Welke rollen heeft de Board nu?"]
    assert likeness_of(0.1).grouped(texts) == [[0], [1]]


def test_in_a_group_every_two_are_alike() -> None:
    texts = ["rollen board kader", "rollen board", "rollen strategie middelen"]
    assert likeness_of(0.6).grouped(texts) == [[0, 1], [2]]


def test_no_questions_are_no_groups() -> None:
    assert likeness_of(0.9).grouped([]) == []


def test_a_group_is_named_after_its_first_and_answered_by_its_longest() -> None:
    group = group_of([Asked(number=7, text="Welke rollen heeft de Board?"), Asked(number=3, text="Rollen?")])
    assert (group.id, group.question) == ("v3", "Welke rollen heeft de Board?")
    assert [asked.number for asked in group.members] == [3, 7]
