"""The form of a sheet's file, field by field, as `corpus/fiches/README.md` tells it to who fills it in."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from sro_assistant.domain import (
    AmountKind,
    Need,
    Organisation,
    Phase,
    QuestionStyle,
    ShareKind,
    SheetKind,
    SheetStatus,
)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n\t]+$")]
"""One line of text."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]
SourceName = Annotated[str, StringConstraints(pattern=r"^[bc]\d{1,2}$")]
"""`b1` for a public page, `c1` for a quote in a document of the corpus."""
Sentences = Annotated[Line, StringConstraints(pattern=r"[.!?][\"”’)]*$")]
"""Whole sentences: they are quoted to readers as they stand."""
Address = Annotated[Line, StringConstraints(pattern=r"^https?://[^\s/?#@]+\.[a-z]{2,}(?:[/?#]\S*)?$")]
SafeAddress = Annotated[Address, StringConstraints(pattern=r"^https://")]
StatedDate = Annotated[
    Line, StringConstraints(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|onbekend)(?:$|[ /])")
]


class Form(BaseModel):
    """What people fill in, in Dutch field names; a field that is not there is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def wrong_field(error: ValidationError) -> tuple[str, str]:
    """The first field that was refused, by its path in the file, and pydantic's name for what is wrong."""
    first = error.errors(include_url=False)[0]
    return ".".join(str(step) for step in first["loc"]) or "het bestand", first["type"]


class Aanvrager(Form):
    """Who may apply (`mag`), who only as a partner, and who may not (`niet`)."""

    mag: tuple[Organisation, ...] = ()
    partner: tuple[Organisation, ...] = ()
    niet: tuple[Organisation, ...] = ()


class Samenwerking(Form):
    """Whether it takes several parties; the numbers count the applicant in."""

    nodig: Need
    partijen: Annotated[int, Field(ge=2)] | None = None
    landen: Annotated[int, Field(ge=2)] | None = None
    inwoners: Annotated[int, Field(ge=1)] | None = None


class Aandeel(Form):
    """A bound on a share of the costs."""

    soort: ShareKind
    procent: Annotated[float, Field(gt=0, le=100)]


class Bedrag(Form):
    """An amount in euros and its year or years."""

    soort: AmountKind
    euro: Annotated[int, Field(gt=0)]
    jaar: Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-\d{4})?$")] | None = None


class Fasen(Form):
    """The phases that are supported, and those that are not."""

    steunt: tuple[Phase, ...] = ()
    niet: tuple[Phase, ...] = ()


class Feit(Form):
    """Sentences with their sources and, where they set one, the condition that they set."""

    tekst: Sentences
    bron: Annotated[tuple[SourceName, ...], Field(min_length=1)]
    let_op: bool = False
    aanvrager: Aanvrager | None = None
    samenwerking: Samenwerking | None = None
    aandeel: tuple[Aandeel, ...] = ()
    bedrag: tuple[Bedrag, ...] = ()
    uiterlijk: date | None = None
    fasen: Fasen | None = None
    gebied: Line | None = None


class Stand(Feit):
    """The last known status, and the date of the source or of the closing on which it rests."""

    waarde: SheetStatus
    datum: StatedDate
    open_tot: date | None = None


class Nakijken(Form):
    """Who knows how it stands now, and where to look."""

    bij: Line
    adres: SafeAddress


class Bron(Form):
    """A public page (`adres` and the rest), or a quote in a document of the corpus."""

    id: SourceName
    adres: Address | None = None
    titel: Line | None = None
    datum: StatedDate | None = None
    officieel: bool | None = None
    document: Name | None = None
    citaat: Line | None = None


class Vraag(Form):
    """How people ask for it; `bij` is the part that answers, with the number of the fact if not its first."""

    tekst: Line
    stijl: QuestionStyle
    bij: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(?:\.[1-9])?$")] = "kort"


class Fiche(Form):
    """A whole file."""

    id: Name
    naam: Line
    soort: SheetKind
    ook_genoemd: tuple[Line, ...] = ()
    reeks: Line | None = None
    jaar: Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-\d{4})?$")] | None = None
    themas: tuple[Line, ...] = ()
    noden: tuple[Line, ...] = ()
    kort: Annotated[tuple[Feit, ...], Field(min_length=1)]
    voor_wie: tuple[Feit, ...] = ()
    wat_het_biedt: tuple[Feit, ...] = ()
    voorwaarden: tuple[Feit, ...] = ()
    bedragen: tuple[Feit, ...] = ()
    termijnen: tuple[Feit, ...] = ()
    status: Stand
    tegenspraak: tuple[Feit, ...] = ()
    niet_gevonden: tuple[Line, ...] = ()
    verzameld: date
    nakijken: Nakijken
    bronnen: Annotated[tuple[Bron, ...], Field(min_length=1)]
    vragen: tuple[Vraag, ...] = ()
