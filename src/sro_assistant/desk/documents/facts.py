"""What must be known of a new source; a person says it, nothing of it is read from the file's own date."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sro_assistant.desk.naming import free_id
from sro_assistant.domain import SourceFile, Validity
from sro_assistant.dutch.tokens import fold
from sro_assistant.errors import CorpusError, InputError
from sro_assistant.ingest.manifest import read_entry

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """The facts of a source as the manifest has them; `published` None means that nobody knows."""

    id: str
    title: str
    publisher: str
    published: str | None
    kind: str
    validity: Validity
    validity_reason: str
    licence: str
    url: str | None = None
    copy_of: str | None = None


def block_of(facts: NewDocument, path: str, sha256: str) -> str:
    """The block of the manifest that these facts make."""
    fields = {
        "id": facts.id,
        "path": path,
        "title": facts.title,
        "publisher": facts.publisher,
        "published": facts.published,
        "url": facts.url,
        "kind": facts.kind,
        "validity": facts.validity.value,
        "validity_reason": facts.validity_reason,
        "licence": facts.licence,
        "sha256": sha256,
        "copy_of": facts.copy_of,
    }
    lines = (f"{name} = {_quoted(value)}" for name, value in fields.items() if value)
    return "\n".join(("[[source]]", *lines, ""))


def source_of(facts: NewDocument, path: str, sha256: str, taken: Collection[str], today: date) -> SourceFile:
    """The facts as a source; raises InputError that says what is wrong with them."""
    try:
        source = read_entry(block_of(facts, path, sha256), taken)
    except CorpusError as error:
        raise InputError(str(error)) from error
    if source.published_from is not None and source.published_from > today:
        raise InputError(f"De datum {source.published} ligt in de toekomst. Kijk ze na.")
    if source.copy_of is not None and source.copy_of not in taken:
        raise InputError(f"Er is geen bron ‘{source.copy_of}’ waarvan dit een kopie kan zijn.")
    if source.url is not None and not re.match(r"https?://\S+$", source.url):
        raise InputError(f"‘{source.url}’ is geen webadres. Begin met https://")
    return source


def plain_name(name: str) -> str:
    """A file name that is safe anywhere: small letters, digits and hyphens, and its ending."""
    path = PurePath(name)
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(path.stem))
    stem = re.sub(r"-+", "-", letters).strip("-")[:_LONGEST_NAME].strip("-") or "document"
    return f"{stem}{path.suffix.lower()}"


def suggested_id(name: str, taken: Collection[str]) -> str:
    """An id for a source after the name of its file, with a number where it is taken."""
    return free_id(PurePath(plain_name(name)).stem, taken)


def _quoted(value: str) -> str:
    """A text as TOML writes it on one line; JSON's escapes are TOML's."""
    return json.dumps(_CONTROLS.sub(" ", value).strip(), ensure_ascii=False)
