"""The README and the guides say what is true of settings, and what they lead to is there."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from sro_assistant.settings import CHECKOUT, Settings

README = CHECKOUT / "README.md"
GUIDES = [README, *sorted((CHECKOUT / "docs").glob("*.md"))]
OF_TESTS = frozenset({"SRO_CHROMIUM", "SRO_WRITE_GUIDE_PICTURES"})
"""Names that the browser tests read, and the product does not."""
SHORTEST_TEXT = 3
_ROW = re.compile(r"^\| (?P<names>`SRO_\w+`(?:, `SRO_\w+`)*) \| (?P<defaults>[^|]+) \|", re.MULTILINE)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def settings_told() -> dict[str, str]:
    """Each setting of the README's table with its default; one default may serve several names."""
    told: dict[str, str] = {}
    for row in _ROW.finditer(README.read_text("utf-8")):
        names, defaults = re.findall(r"SRO_\w+", row["names"]), row["defaults"].split(", ")
        told |= zip(names, defaults if len(defaults) == len(names) else defaults * len(names), strict=True)
    return told


def default_of(value: object) -> str:
    """A default as the README writes it."""
    plain = value.get_secret_value() if isinstance(value, SecretStr) else value
    if plain in (None, ""):
        return "none"
    return "the checkout" if plain == CHECKOUT else str(plain).lower()


def anchors_of(path: Path) -> set[str]:
    """What a link may name behind its #: the headings as a reader's site makes anchors of them."""
    headings = _HEADING.findall(path.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_of(path: Path) -> list[tuple[str, str]]:
    """The links of a document that stay with us: the file ("" for itself) and the heading in it."""
    targets = [link["target"] for link in _LINK.finditer(path.read_text("utf-8"))]
    inside = [target for target in targets if not re.match(r"https?:|mailto:", target)]
    return [target.partition("#")[::2] for target in inside]


def test_the_readme_tells_every_setting_with_its_default() -> None:
    assert settings_told() == {
        f"SRO_{name.upper()}": default_of(field.default) for name, field in Settings.model_fields.items()
    }


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_names_no_setting_that_is_none(guide: Path) -> None:
    known = {f"SRO_{name.upper()}" for name in Settings.model_fields} | OF_TESTS
    assert set(re.findall(r"\bSRO_[A-Z_]+", guide.read_text("utf-8"))) - known == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_leads_to_is_there(guide: Path) -> None:
    lost = []
    for target, anchor in links_of(guide):
        path = (guide.parent / target).resolve() if target else guide
        if not path.exists() or (anchor and anchor not in anchors_of(path)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_picture_says_what_it_shows(guide: Path) -> None:
    pictures = [link for link in _LINK.finditer(guide.read_text("utf-8")) if link["picture"]]
    assert [link["target"] for link in pictures if len(link["text"].split()) < SHORTEST_TEXT] == []
