"""What many tests start from. A test names only what it is about."""

from dataclasses import replace
from typing import TypedDict, Unpack

from sro_assistant.domain import SourceFile, Validity

_NOTE = SourceFile(
    id="nota",
    path="nota.md",
    title="Nota",
    publisher="Bureau",
    url=None,
    published="2023",
    kind="nota",
    validity=Validity.CURRENT,
    validity_reason="",
    licence="",
    sha256="0" * 64,
)


class _Changes(TypedDict, total=False):
    title: str
    publisher: str
    url: str | None
    published: str | None
    kind: str
    validity: Validity
    validity_reason: str
    sha256: str
    copy_of: str | None


def source_file(name: str = "nota", **changes: Unpack[_Changes]) -> SourceFile:
    """A Markdown file of the corpus: a note of 2023 that still counts, unless the test says otherwise."""
    return replace(_NOTE, id=name, path=f"{name}.md", **changes)
