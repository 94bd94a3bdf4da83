"""`corpus/gids/strijdigheden.yaml`: the form of an entry on sources that contradict each other."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from sro_assistant.domain.conflicts import Conflict, Side
from sro_assistant.ingest.sheets.form import Form, Line, Name


class Kant(Form):
    """What one source says."""

    document: Name
    zegt: Line
    citaat: Line


class Strijdigheid(Form):
    """A subject on which sources differ."""

    onderwerp: Line
    over: tuple[Line, ...] = ()
    vraagt: tuple[Line, ...] = ()
    tenzij: tuple[Line, ...] = ()
    kanten: Annotated[tuple[Kant, ...], Field(min_length=1)]
    geldt: Name | None = None
    waarom: Line

    @model_validator(mode="after")
    def _names_a_side(self) -> Self:
        if self.geldt is not None and self.geldt not in {side.document for side in self.kanten}:
            raise ValueError("geldt: dit document is geen van de kanten")
        return self

    def conflict(self) -> Conflict:
        """The entry as a value of the domain."""
        return Conflict(
            subject=self.onderwerp,
            sides=tuple(Side(document_id=k.document, says=k.zegt, quote=k.citaat) for k in self.kanten),
            about=self.over,
            decisive=self.vraagt,
            unless=self.tenzij,
            prevails=self.geldt,
            why=self.waarom,
        )
