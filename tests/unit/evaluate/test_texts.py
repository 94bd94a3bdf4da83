"""How texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.evaluate.texts import plain_text, share_a_run, words_of

words = st.lists(st.sampled_from("abcdefgh"), max_size=12).map(tuple)


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
