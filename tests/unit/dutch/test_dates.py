from datetime import date

import pytest

from sro_assistant.dutch.dates import date_in_words, day_in_words, stated_in_words


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("2020-07-17", "17 juli 2020"),
        ("2020-07", "juli 2020"),
        ("2023", "2023"),
        (None, "datum onbekend"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(published: str | None, read: str) -> None:
    assert date_in_words(published) == read


def test_a_day_is_read_without_zeros() -> None:
    assert day_in_words(date(2026, 11, 1)) == "1 november 2026"


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2023-05-01", "1 mei 2023"),
        ("2019/2020", "2019/2020"),
        ("2021-08 (uit titel)", "augustus 2021 (uit titel)"),
        ("onbekend (na 2022-04-01)", "datum onbekend (na 1 april 2022)"),
        ("onbekend", "datum onbekend"),
    ],
)
def test_a_date_that_a_source_states_keeps_what_stands_beside_it(stated: str, read: str) -> None:
    assert stated_in_words(stated) == read
