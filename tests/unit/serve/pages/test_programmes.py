"""The Programmawijzer over an invented fund, its older call, and others like it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain import (
    AmountKind,
    AmountRule,
    ApplicantRule,
    CooperationRule,
    Fact,
    Need,
    Organisation,
    PageSource,
    Part,
    QuoteSource,
    Sheet,
    SheetKind,
    SheetStatus,
)
from sro_assistant.domain.guide import Guidebook
from sro_assistant.serve.guide.render import UNCHECKED

GuidedBy = Callable[[tuple[Sheet, ...], Guidebook, date], TestClient]

TODAY = date(2026, 11, 21)
QUOTE = "de strategie bepalen"
LEAST = "Fonds Licht vraagt minstens 50.000 inwoners samen."
MOST = "Fonds Licht (2023): hoogstens 1 miljoen euro per project."
ALONE = "Fonds Licht steunt geen <b>ondernemingen</b>."


def fund(name: str, *facts: Fact, status: SheetStatus = SheetStatus.UNKNOWN, year: str = "2023") -> Sheet:
    return Sheet(
        id=name,
        name=f"Fonds {name.capitalize()}",
        kind=SheetKind.FUNDING,
        series="Fonds",
        year=year,
        themes=("lampen",),
        needs=(f"{name} voor een gemeente",),
        status=status,
        stated="2023-05-01",
        facts=(
            Fact(part=Part.SUMMARY, text=f"Fonds {name} betaalt lampen.", sources=("b1", "c1")),
            *facts,
            Fact(part=Part.STATUS, text=f"Of Fonds {name} loopt, is niet bekend.", sources=("b1",)),
        ),
        not_found=("het budget",),
        gathered=TODAY,
        check_with="het agentschap",
        check_address="https://example.org/licht",
        sources=(
            PageSource(
                id="b1",
                address="https://example.org/p",
                title="De <pagina>",
                stated="2023-05",
                official=False,
            ),
            QuoteSource(id="c1", document_id="nota", quote=QUOTE),
            QuoteSource(id="c2", document_id="nota", quote="dit staat er niet"),
        ),
    )


LIGHT = fund(
    "licht",
    Fact(
        part=Part.AUDIENCE,
        text=ALONE,
        sources=("c2",),
        rules=(
            ApplicantRule(
                allowed=frozenset({Organisation.MUNICIPALITY}), excluded=frozenset({Organisation.COMPANY})
            ),
        ),
        warns=True,
    ),
    Fact(
        part=Part.CONDITIONS,
        text=LEAST,
        sources=("b1",),
        rules=(CooperationRule(need=Need.WELCOME, least_inhabitants=50_000),),
        warns=True,
    ),
    Fact(
        part=Part.AMOUNTS,
        text=MOST,
        sources=("b1",),
        rules=(AmountRule(kind=AmountKind.MOST_PER_PROJECT, euros=1_000_000),),
    ),
)
OLD = fund("oud", status=SheetStatus.CLOSED, year="2019")
MORE = tuple(fund(f"z{number}") for number in range(9))
SHEETS = (LIGHT, OLD, *MORE)


@pytest.fixture
def guided(guided_by: GuidedBy) -> TestClient:
    return guided_by(SHEETS, Guidebook(), TODAY)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def card(client: TestClient, query: str, name: str = "licht") -> str:
    """The card of one programme among the results."""
    html = client.get(f"/programmawijzer?{query}").text
    opening = rf'<li class="card[^>]*>\s*<h4[^>]*><a href="/programmawijzer/{name}\?'
    found = re.search(rf"{opening}.*?</details>\s*</li>", html, re.DOTALL)
    assert found, html
    return found[0]


@pytest.mark.parametrize(
    "path",
    ["/programmawijzer", "/programmawijzer?organisatie=gemeente", "/programmawijzer/licht"],
)
def test_a_page_is_whole_without_a_script(guided: TestClient, path: str) -> None:
    response = guided.get(path)
    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert "<script>" not in response.text
    assert " style=" not in response.text
    assert " onclick=" not in response.text


def test_the_form_is_sent_in_the_address_and_every_field_has_a_label(guided: TestClient) -> None:
    html = guided.get("/programmawijzer").text
    assert '<form method="get"' in html
    assert "Typ dus geen persoonsgegevens." in html
    ids = set(re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', html))
    assert (
        ids
        == set(re.findall(r'<label for="([^"]+)"', html))
        == {f"veld-{name}" for name in ("nood", "partijen", "inwoners", "bedrag")}
    )


def test_every_exclusion_and_threshold_is_shown_whatever_the_verdicts(guided: TestClient) -> None:
    for query in (
        "organisatie=gemeente",
        "organisatie=onderneming",
        "fase=idee",
        "nood=lampen+voor+een+gemeente",
    ):
        shown = text_of(card(guided, query))
        for limit in (LEAST, MOST, "Fonds Licht steunt geen &lt;b&gt;ondernemingen&lt;/b&gt;."):
            assert shown.count(limit) == 1, (query, limit)


def test_a_card_gives_each_verdict_with_its_evidence_and_what_is_not_known(guided: TestClient) -> None:
    shown = text_of(card(guided, "organisatie=gemeente&samen=ja&inwoners=60.000&bedrag=2.000.000"))
    for told in (
        "status: onbekend",
        "1 mei 2023",
        "Wie mag meedoen voldoet Ook voor: gemeente.",
        "Samenwerken voldoet",
        "Bedrag voldoet niet Hoogste steun per project: 1.000.000 euro.",
        "Loopt het nog? onbekend",
        "Fase onbekend De bronnen zeggen hier niets over.",
        "Gezocht en niet gevonden: het budget.",
        "Controleer altijd of een programma of oproep nog loopt. Kijk na bij het agentschap: example.org",
    ):
        assert told in shown, told
    assert UNCHECKED.replace("'", "&#39;") in text_of(
        guided.get("/programmawijzer?organisatie=gemeente").text
    )


def test_evidence_links_to_the_quote_or_to_the_page_with_its_date(guided: TestClient) -> None:
    shown = card(guided, "organisatie=gemeente")
    assert re.search(r'href="/bronnen/nota\?van=\d+&amp;tot=\d+&amp;controle=\w+#p-0002"', shown)
    assert 'href="https://example.org/p" rel="noreferrer"' in shown
    assert "De &lt;pagina&gt;" in shown
    assert "mei 2023 · geen officiële pagina · niet nagekeken door de SRO" in shown


def test_a_quote_that_no_longer_stands_there_is_said_to_be_gone(guided: TestClient) -> None:
    shown = card(guided, "organisatie=gemeente")
    assert "Dit citaat is nu niet terug te vinden in de bron." in shown


def test_what_is_closed_does_not_fit_and_nothing_is_called_open(guided: TestClient) -> None:
    html = guided.get("/programmawijzer?organisatie=gemeente").text
    groups = re.findall(r'<h3 id="groep-\d">(.*?)</h3>(.*?)(?=<h3 id="groep|</section>)', html, re.DOTALL)
    assert [name for name, _ in groups] == ["Past (0)", "Past misschien (10)", "Past niet, en waarom (1)"]
    assert "Fonds Oud" in groups[2][1]
    assert "Fonds Oud" not in groups[1][1]
    assert not re.search(r"status: open|\bopen\b", text_of(html.partition("<form")[0]))


def test_what_is_not_shown_in_full_is_named_and_keeps_the_situation(guided: TestClient) -> None:
    html = guided.get("/programmawijzer?organisatie=gemeente").text
    assert html.count('class="card fit-unsure"') == 3
    assert html.count('/programmawijzer/z8?organisatie=gemeente"') == 1


def test_a_question_is_answered_by_a_link(guided: TestClient) -> None:
    html = guided.get("/programmawijzer?nood=licht").text
    asked = re.findall(r'<a href="(/programmawijzer\?[^"]+)#resultaat">([^<]+)</a>', html)
    told = {words: address.replace("&amp;", "&") for address, words in asked}
    assert told["onderneming"] == "/programmawijzer?nood=licht&organisatie=onderneming"
    assert "Niet voor: onderneming." in guided.get(told["onderneming"]).text


def test_a_field_that_cannot_be_read_is_named_and_kept(guided: TestClient) -> None:
    response = guided.get("/programmawijzer?bedrag=<b>veel&nood=lampen")
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert '<a href="#veld-bedrag">' in response.text
    assert 'value="&lt;b&gt;veel" aria-invalid="true" aria-describedby="fout-bedrag"' in response.text
    assert "lampen</textarea>" in response.text


def test_a_form_sent_empty_says_so(guided: TestClient) -> None:
    assert "U hebt nog niets gekozen." in guided.get("/programmawijzer?nood=&organisatie=").text


def test_what_is_typed_stays_text(guided: TestClient) -> None:
    html = guided.get("/programmawijzer", params={"nood": "<script>alert(1)</script> lampen"}).text
    assert "<script>alert" not in html


def test_a_programme_shows_all_its_facts_and_the_other_years(guided: TestClient) -> None:
    html = guided.get("/programmawijzer/licht").text
    shown = text_of(html)
    for fact in LIGHT.facts:
        assert fact.text.replace("<", "&lt;").replace(">", "&gt;") in shown
    assert '<a href="/programmawijzer/oud">2019</a>' in html
    assert "In uw situatie" not in shown
    assert "verzameld op 21 november 2026" in shown


def test_a_programme_far_from_the_need_is_judged_all_the_same(guided: TestClient) -> None:
    html = guided.get("/programmawijzer/licht?organisatie=onderneming&nood=zwemmen").text
    assert "In uw situatie: past niet" in text_of(html)
    assert 'href="/programmawijzer?nood=zwemmen&amp;organisatie=onderneming#resultaat"' in html


def test_a_sheet_is_found_by_the_name_of_its_document_and_an_unknown_one_is_named(guided: TestClient) -> None:
    moved = guided.get("/programmawijzer/fiche-licht", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (307, "/programmawijzer/licht")
    missing = guided.get("/programmawijzer/weg")
    assert missing.status_code == 404
    assert "‘weg’ bestaat niet" in missing.text


def test_all_sheets_stand_among_the_sources(guided: TestClient) -> None:
    html = guided.get("/bronnen").text
    assert [f'href="/programmawijzer/{sheet.id}"' in html for sheet in SHEETS] == [True] * len(SHEETS)
    assert "niet nagekeken door de Smart Region Office" in html


def test_without_a_guide_the_pages_say_so_and_the_sources_stand(client: TestClient) -> None:
    assert client.get("/programmawijzer").status_code == 404
    assert "geen gids" in client.get("/inwerken").text
    assert client.get("/bronnen").status_code == 200


def test_where_nothing_fits_the_page_says_so_and_what_to_do(guided_by: GuidedBy) -> None:
    html = guided_by((OLD,), Guidebook(), TODAY).get("/programmawijzer?organisatie=gemeente").text
    assert "In de fiches staat nu niets dat past." in html
    assert html.index("mailto:") < html.index("Fonds Oud")


def test_quotes_of_one_sentence_are_one_source(guided_by: GuidedBy) -> None:
    shorter = QuoteSource(id="c2", document_id="nota", quote="strategie bepalen")
    duration = Fact(part=Part.TERMS, text="Het duurt.", sources=("c1", "c2"))
    told = replace(OLD, sources=(*OLD.sources[:2], shorter), facts=(*OLD.facts, duration))
    html = guided_by((told,), Guidebook(), TODAY).get("/programmawijzer/oud").text
    assert html.count("<li value=") == 2
