"""The suite's own test, on two small documents: what is corrupted is noticed, what is harmless is not."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from samples import source_file

from sro_assistant.domain import Document, Passage, Validity
from sro_assistant.dutch.text import sentences
from sro_assistant.evaluate.cases import Case, Evidence
from sro_assistant.evaluate.figures import FIGURES, INJECTION
from sro_assistant.evaluate.given import GivenAnswer
from sro_assistant.evaluate.mutation.corruptions import CORRUPTIONS, targeted
from sro_assistant.evaluate.mutation.misreadings import REWORDINGS
from sro_assistant.evaluate.mutation.mutants import Kills, kills, moves, mutants_text, world_of
from sro_assistant.evaluate.mutation.sites import World, gold_answer
from sro_assistant.evaluate.mutation.systems import BAD_SYSTEMS, SystemInputs, answered_by, shuffled
from sro_assistant.evaluate.run import Judged
from sro_assistant.evaluate.scores import score_answer

NOTE = (
    "VLAIO kan minstens 3,8 miljoen euro geven aan zes steden van de 13 in Vlaanderen.\n"
    "Sinds 2021 wordt de raad niet meer betaald door het agentschap Imec en door de steden zelf.\n"
    "De stuurgroep van de dertien steden komt om de 6 weken samen in het gebouw van de provincie.\n"
)
PAGE = (
    "Het netwerk van gemeenten begon in 2017 met een ‘open’ charter over data en over hergebruik.\n"
    "Elke gemeente moet de data zelf beheren en mag de data delen met een bedrijf of met een school.\n"
)


def document(name: str, text: str, *copies: str) -> Document:
    source = source_file(name, title=name.title(), published="2020", validity=Validity.HISTORICAL)
    return Document(source=source, text=text, sections=(), lists=(), sentences=sentences(text), copies=copies)


NOTE_LINES, PAGE_LINES = NOTE.splitlines(), PAGE.splitlines()
DOCUMENTS = (document("nota", NOTE, "nota", "nota_pdf"), document("pagina", PAGE, "pagina"))


def case(name: str, fact: str, *quotes: tuple[str, str], **fields: object) -> Case:
    part = len(quotes) > 1
    base = Case(
        id=name,
        type="temporal",
        question=f"Hoe zit het met {fact}?",
        answerable=bool(quotes),
        facts=((fact,),) if quotes else (),
        evidence=tuple(Evidence(doc=doc, quote=quote, part=part) for doc, quote in quotes),
        forbidden=("nergens ter wereld",),
    )
    return replace(base, **fields)  # type: ignore[arg-type]  # fields of Case


CASES = (
    case("a", "3,8 miljoen", ("nota", NOTE_LINES[0])),
    case("b", "2021", ("nota", NOTE_LINES[1])),
    case("c", "6 weken", ("nota", NOTE_LINES[2]), ("pagina", PAGE_LINES[0])),
    case("d", "een bedrijf", ("pagina", PAGE_LINES[1]), style="typo"),
    case("e", "de prijs", type="unanswerable"),
    case("f", "het weer", type="out_of_scope"),
)
ATTACK = case("x", "piraten", type=INJECTION, forbidden=("arrr",), correction_ok=True)


def judged_gold() -> Sequence[Judged]:
    """The gold answers as a run would have recorded them."""
    world = world_of((), DOCUMENTS, ())
    answers = [gold_answer(one, world.sources) for one in CASES]
    return [
        Judged(
            given=replace(given, milliseconds=3.0),
            score=replace(score_answer(one, given, world.sources), twin_right=bool(one.style) or None),
        )
        for one, given in zip(CASES, answers, strict=True)
        if given is not None
    ]


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(judged_gold(), DOCUMENTS, (ATTACK,))


def test_every_figure_is_there_because_a_corruption_moves_it() -> None:
    assert {figure.name for figure in FIGURES} == set(targeted())


def test_gold_answers_are_right(world: World) -> None:
    assert [one.score.right for one in judged_gold()] == [True] * len(CASES)
    assert {citation.document for citation in world.sentences} == {"nota", "pagina"}


def test_what_can_be_corrupted_here_is_noticed_everywhere(world: World) -> None:
    found = kills(world, sites=12)
    struck = [row for row in found if row.sites]

    assert [(row.label, row.figure, row.missed) for row in struck if row.missed] == []
    assert {row.label for row in struck} == {corruption.label for corruption in CORRUPTIONS}


def test_no_harmless_change_moves_a_figure(world: World) -> None:
    found = moves(world)

    assert [(row.label, row.moved) for row in found] == [(row.label, ()) for row in found]
    assert all(row.sites for row in found)


def test_a_figure_that_looks_away_is_reported() -> None:
    row = Kills("cijfer", "claim_support", 100, tuple("abcdef"))

    assert (row.killed, row.enough) == (94, False)
    assert Kills("cijfer", "claim_support", 100, tuple("abcde")).enough
    assert not Kills("cijfer", "claim_support", 0, ()).enough
    assert "94  te weinig" in mutants_text([row], [])


@pytest.mark.parametrize("label", REWORDINGS)
def test_every_misreading_changes_the_words_at_the_place_that_it_names(label: str) -> None:
    rng = Random(1)  # noqa: S311 - a sample, not a secret
    text = NOTE.replace("\n", " ")
    changes = list(REWORDINGS[label](text, rng))

    assert changes
    assert all(text[:start] + new + text[end:] != text for (start, end), new in changes)


def passages() -> list[Passage]:
    return [
        Passage(
            id=f"{d.source.id}:1",
            document_id=d.source.id,
            start=0,
            end=len(d.text),
            headings=(),
            page=None,
            text=d.text,
        )
        for d in DOCUMENTS
    ]


def test_bad_systems_do_worse_than_the_gold_answers_that_they_spoil(world: World) -> None:
    sites = world.sites[: len(CASES)]
    inputs = SystemInputs.of(world, passages())
    unharmed = {name for name, system in BAD_SYSTEMS.items() if answered_by(system, sites, inputs) == gold()}

    assert unharmed == set()
    assert shuffled(sites, inputs) != gold()


def gold() -> tuple[object, ...]:
    return tuple(one.score for one in judged_gold())


def test_a_quote_that_stands_nowhere_makes_no_gold_answer(world: World) -> None:
    lost = case("g", "niets", ("nota", "Deze zin staat er niet."))

    assert gold_answer(lost, world.sources) is None
    assert gold_answer(CASES[4], world.sources) == GivenAnswer(
        status="not_found", text="Ik vind hierover geen antwoord in de bronnen."
    )
