import pytest

from sro_assistant.answer import phrases


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
    assert phrases.date_in_words(published) == read
