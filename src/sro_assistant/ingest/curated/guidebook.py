"""The guide's own files, `corpus/gids/`: their form, and what of them cannot be proven."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from sro_assistant.domain import Document, Part, Sheet, documents_by_id
from sro_assistant.domain.conflicts import Conflict
from sro_assistant.domain.guide import (
    Authority,
    Body,
    Event,
    Guidebook,
    Proof,
    QuoteProof,
    SheetProof,
    Step,
    Term,
    TermKind,
)
from sro_assistant.errors import CorpusError, reason_of
from sro_assistant.grounding.tokens import find_whole, words_of
from sro_assistant.ingest.curated.conflicts import Strijdigheid
from sro_assistant.ingest.sheets.form import Form, Line, Name, wrong_field

FOLDER = "gids"


class CitaatBron(Form):
    """A quote in a document of the corpus."""

    document: Name
    citaat: Line

    def proof(self) -> Proof:
        """The proof as a value of the domain."""
        return QuoteProof(document_id=self.document, quote=self.citaat)


class FicheBron(Form):
    """A part of a fact sheet."""

    fiche: Name
    deel: Part

    def proof(self) -> Proof:
        """The proof as a value of the domain."""
        return SheetProof(sheet_id=self.fiche, part=self.deel)


class _Proven(Form):
    bron: Annotated[tuple[CitaatBron | FicheBron, ...], Field(min_length=1)]

    def proofs(self) -> tuple[Proof, ...]:
        return tuple(source.proof() for source in self.bron)


class Begrip(_Proven):
    """A term of the glossary."""

    term: Line
    soort: TermKind
    betekenis: Line
    ook_genoemd: tuple[Line, ...] = ()


class Orgaan(_Proven):
    """A body or person of who is who."""

    naam: Line
    rol: Line
    leden: Line | None = None
    gezag: Authority


class Gebeurtenis(_Proven):
    """An event of the timeline."""

    datum: Annotated[Line, StringConstraints(pattern=r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")]
    tekst: Line


class Stap(_Proven):
    """A step for a new colleague."""

    titel: Line
    tekst: Line
    vraag: Line


def read_guidebook(corpus_dir: Path) -> Guidebook:
    """The guide's files; empty where there is no folder. Raises CorpusError that names the file and field."""
    if not (corpus_dir / FOLDER).is_dir():
        return Guidebook()
    terms = _read(corpus_dir, "begrippen", TypeAdapter(tuple[Begrip, ...]))
    bodies = _read(corpus_dir, "wie_is_wie", TypeAdapter(tuple[Orgaan, ...]))
    events = _read(corpus_dir, "tijdlijn", TypeAdapter(tuple[Gebeurtenis, ...]))
    steps = _read(corpus_dir, "onthaal", TypeAdapter(tuple[Stap, ...]))
    conflicts = _conflicts(corpus_dir)
    return Guidebook(
        terms=tuple(
            Term(term=t.term, kind=t.soort, meaning=t.betekenis, aliases=t.ook_genoemd, proofs=t.proofs())
            for t in terms
        ),
        bodies=tuple(
            Body(name=b.naam, role=b.rol, members=b.leden, authority=b.gezag, proofs=b.proofs())
            for b in bodies
        ),
        events=tuple(
            sorted(
                (Event(day=e.datum, text=e.tekst, proofs=e.proofs()) for e in events),
                key=lambda event: event.day,
            )
        ),
        steps=tuple(Step(title=s.titel, text=s.tekst, question=s.vraag, proofs=s.proofs()) for s in steps),
        conflicts=conflicts,
    )


def _conflicts(corpus_dir: Path) -> tuple[Conflict, ...]:
    """Where sources differ; a corpus without that file knows of nothing."""
    if not (corpus_dir / FOLDER / "strijdigheden.yaml").exists():
        return ()
    found = _read(corpus_dir, "strijdigheden", TypeAdapter(tuple[Strijdigheid, ...]))
    return tuple(strijdigheid.conflict() for strijdigheid in found)


_Item = TypeVar("_Item", bound=Form)


def _read(corpus_dir: Path, name: str, form: TypeAdapter[tuple[_Item, ...]]) -> tuple[_Item, ...]:
    path = corpus_dir / FOLDER / f"{name}.yaml"
    where = f"{FOLDER}/{path.name}"
    try:
        tree: object = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise CorpusError(
            f"{where}: dit bestand is niet leesbaar ({reason_of(error)}). "
            "Zet het terug of kijk de rechten na."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(f"{where}: dit is geen geldig YAML-bestand. Verbeter het: {error}") from error
    try:
        return form.validate_python(tree)
    except ValidationError as error:
        field, _ = wrong_field(error)
        raise CorpusError(
            f"{where}: het veld {field} klopt niet. Kijk na in corpus/gids/README.md wat er moet staan."
        ) from error


def unproven(book: Guidebook, sheets: Iterable[Sheet], documents: Iterable[Document]) -> tuple[Proof, ...]:
    """The proofs that do not stand in their document, or name a part that their sheet does not have."""
    texts = {name: document.text for name, document in documents_by_id(documents).items()}
    parts = {(sheet.id, fact.part) for sheet in sheets for fact in sheet.facts}
    return tuple(_failing(book.proofs, texts, parts))


def _failing(proofs: Iterable[Proof], texts: dict[str, str], parts: set[tuple[str, Part]]) -> Iterator[Proof]:
    for proof in proofs:
        if isinstance(proof, SheetProof):
            if (proof.sheet_id, proof.part) not in parts:
                yield proof
        elif find_whole(words_of(proof.quote), texts.get(proof.document_id, "")) is None:
            yield proof
