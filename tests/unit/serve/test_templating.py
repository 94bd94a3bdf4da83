"""From values to HTML: only our own marks become markup."""

import pytest

from sro_assistant.serve.templating import linked, macro, rendered, strong


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Nee.** Mail <sro>.", "<strong>Nee.</strong> Mail &lt;sro&gt;."),
        ("een ** los", "een ** los"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_only_our_own_bold_words_become_markup(text: str, html: str) -> None:
    assert str(strong(text)) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Kijk op https://vlaio.be/a?b=1, nu.",
            'Kijk op <a href="https://vlaio.be/a?b=1" rel="noreferrer">https://vlaio.be/a?b=1</a>, nu.',
        ),
        (
            "Mail naar sro@vlaanderen.be.",
            'Mail naar <a href="mailto:sro@vlaanderen.be" rel="noreferrer">sro@vlaanderen.be</a>.',
        ),
        ("javascript:alert(1) en <a href=x>", "javascript:alert(1) en &lt;a href=x&gt;"),
        (
            'https://a.be/"onclick=x',
            '<a href="https://a.be/" rel="noreferrer">https://a.be/</a>&#34;onclick=x',
        ),
    ],
)
def test_web_and_mail_addresses_become_links_and_nothing_else(text: str, html: str) -> None:
    assert str(linked(text)) == html


def test_a_macro_escapes_what_it_is_given() -> None:
    assert macro("navigation.html", "entry", "/", "/<x>", "<b>") == '<a href="/&lt;x&gt;">&lt;b&gt;</a>'


def test_a_template_can_be_made_outside_a_request() -> None:
    html = rendered("thanks.html", contact="sro@vlaanderen.be")
    assert "aria-current" not in html
    assert "mailto:sro@vlaanderen.be" in html
