import pytest

from sro_assistant.domain import Organisation, Phase
from sro_assistant.guide.situation import Situation, completed, situation_in


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Wij zijn een kleine gemeente en zoeken steun.", Organisation.MUNICIPALITY),
        ("Onze stad wil samen met een firma iets maken.", Organisation.MUNICIPALITY),
        ("Een hogeschool wil met een groep kmo's kennis delen.", Organisation.KNOWLEDGE_INSTITUTION),
        ("Ons bedrijf wil werken met een gemeente.", Organisation.COMPANY),
        ("Wij zijn geen centrumstad, maar een dorp.", Organisation.MUNICIPALITY),
        ("Ik werk bij een intercommunale.", Organisation.INTERMUNICIPAL),
        ("Het OCMW wil steun.", Organisation.OCMW),
        ("Onze politiezone van drie gemeenten wil data koppelen.", Organisation.POLICE_ZONE),
        ("Wij zijn een autonoom gemeentebedrijf.", Organisation.MUNICIPAL_COMPANY),
        ("Onze school wil sensoren.", Organisation.SCHOOL),
        ("Wij zijn een vzw met een buurthuis.", Organisation.ASSOCIATION),
        ("Kustgemeente, we werken met een Deense haven.", Organisation.MUNICIPALITY),
        ("Wat is er bekend over slimme steden?", None),
        ("Une petite commune cherche un soutien.", Organisation.MUNICIPALITY),
        ("We're a small municipality.", Organisation.MUNICIPALITY),
        ("We zoeken steun voor onze inwoners.", None),
        ("We willen samen met een bedrijf iets nieuws maken.", None),
    ],
)
def test_the_asker_is_told_from_its_partners(text: str, organisation: Organisation | None) -> None:
    assert situation_in(text).organisation is organisation


@pytest.mark.parametrize(
    ("text", "together", "parties"),
    [
        ("We doen het samen met twee andere gemeenten.", True, 3),
        ("We werken met een paar dorpen samen.", True, None),
        ("Drie gemeenten willen dit samen doen.", True, 3),
        ("Een gemeente wil met vier buurgemeenten iets kopen.", True, 5),
        ("Twee buurgemeenten willen dit samen doen.", True, 2),
        ("Kunnen wij alleen indienen?", False, None),
        ("We doen het op eigen houtje.", False, None),
        ("Is dat alleen voor grote steden?", None, None),
    ],
)
def test_with_whom_is_read(text: str, together: bool | None, parties: int | None) -> None:
    read = situation_in(text)
    assert (read.together, read.parties) == (together, parties)


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("We hebben een idee.", Phase.IDEA),
        ("We willen een proefproject.", Phase.PILOT),
        ("We willen lampen kopen.", Phase.PURCHASE),
        ("Na de aankoop komt de uitrol.", Phase.ROLLOUT),
        ("We zoeken steun.", None),
    ],
)
def test_the_furthest_phase_counts(text: str, phase: Phase | None) -> None:
    assert situation_in(text).phase is phase


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("We zoeken 250.000 euro.", 250_000),
        ("We zoeken € 1,5 miljoen.", 1_500_000),
        ("We zoeken 2 miljoen euro steun.", 2_000_000),
        ("We zijn met 20 mensen.", None),
    ],
)
def test_an_amount_is_read(text: str, euros: int | None) -> None:
    assert situation_in(text).euros == euros


def test_the_inhabitants_of_one_among_several_are_not_those_of_all() -> None:
    assert situation_in("Wij zijn een gemeente van 12.000 inwoners.").inhabitants == 12_000
    assert (
        situation_in("Een gemeente van 12.000 inwoners, samen met twee andere gemeenten.").inhabitants is None
    )
    assert situation_in("Met twee andere gemeenten hebben we samen 60.000 inwoners.").inhabitants == 60_000


def test_what_is_told_outweighs_what_is_read() -> None:
    told = Situation(need="Wij zijn een gemeente met een idee.", organisation=Organisation.PROVINCE)
    assert completed(told) == Situation(need=told.need, organisation=Organisation.PROVINCE, phase=Phase.IDEA)


def test_alone_is_not_overruled_by_the_text() -> None:
    assert completed(Situation(need="samen met een buur", together=False)).together is False


def test_the_inhabitants_in_a_text_are_not_those_of_all_who_take_part_when_the_form_says_together() -> None:
    need = "Wij zijn een gemeente van 12.000 inwoners."
    assert completed(Situation(need=need, together=True)).inhabitants is None
    assert completed(Situation(need=need, together=False)).inhabitants == 12_000
