"""Reading question sets."""

import json
from pathlib import Path

import pytest

from sro_assistant.domain import Turn
from sro_assistant.errors import InputError
from sro_assistant.evaluate.cases import Case, Evidence, read_cases

LINE = {
    "id": "d001",
    "persona": "nieuwkomer",
    "type": "follow_up",
    "question": "en sinds wanneer?",
    "history": [{"question": "Wat is de SRB?"}],
    "answerable": True,
    "facts": [["2020", "twintig twintig"]],
    "forbidden": ["2019"],
    "evidence": [{"doc": "webinar", "quote": "sinds 2020", "part": True}],
    "note": "style=paraphrase,colloquial; een opmerking",
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "vragen.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_becomes_a_case_and_fields_for_people_are_passed_over(tmp_path: Path) -> None:
    assert read_cases(written(tmp_path, json.dumps(LINE), "")) == (
        Case(
            id="d001",
            type="follow_up",
            question="en sinds wanneer?",
            answerable=True,
            facts=(("2020", "twintig twintig"),),
            evidence=(Evidence(doc="webinar", quote="sinds 2020", part=True),),
            forbidden=("2019",),
            history=(Turn(question="Wat is de SRB?"),),
            note="style=paraphrase,colloquial; een opmerking",
        ),
    )


@pytest.mark.parametrize(
    ("note", "styles"),
    [("style=typo", ("typo",)), ("style=paraphrase,colloquial; x", ("paraphrase", "colloquial")), ("x", ())],
)
def test_the_note_tags_the_style_of_a_question(tmp_path: Path, note: str, styles: tuple[str, ...]) -> None:
    (case,) = read_cases(written(tmp_path, json.dumps({**LINE, "note": note})))

    assert case.styles == styles


@pytest.mark.parametrize(
    ("fields", "twin"),
    [({"twin": "v1"}, "v1"), ({"note": "style=typo; twin=u3-s01, x"}, "u3-s01"), ({"note": "twins"}, None)],
)
def test_a_field_or_the_note_names_the_plain_twin(
    tmp_path: Path, fields: dict[str, str], twin: str | None
) -> None:
    (case,) = read_cases(written(tmp_path, json.dumps({**LINE, **fields})))

    assert case.plain_twin == twin


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{geen json"], "Lijn 1 .* geen bruikbare testvraag"),
        (
            [json.dumps(LINE), json.dumps({**LINE, "id": "d002", "facts": "2020"})],
            r"Lijn 2 .*\(veld: facts\)",
        ),
        ([json.dumps(LINE), json.dumps(LINE)], "Lijn 2 .* d001 komt tweemaal voor"),
        ([""], "staan geen testvragen"),
    ],
)
def test_an_unusable_file_is_refused_with_the_line_and_the_field(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read_cases(written(tmp_path, *lines))


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"weg\.jsonl kan niet gelezen worden"):
        read_cases(tmp_path / "weg.jsonl")
