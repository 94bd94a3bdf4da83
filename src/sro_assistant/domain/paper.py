"""A Word document before it is written: headings, paragraphs and items, with footnotes for citations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Look(StrEnum):
    """The kind of a paragraph, which decides its style."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    NOTICE = "notice"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words, and the footnotes that stand behind them."""

    text: str
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document."""

    look: Look
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document in Dutch; `properties` tell a machine what it is, a comment tells a person."""

    title: str
    comment: str
    paragraphs: tuple[Paragraph, ...]
    properties: Mapping[str, str | bool] = field(default_factory=dict)


def plain(look: Look, text: str) -> Paragraph:
    """A paragraph without footnotes."""
    return Paragraph(look=look, runs=(Run(text=text),))
