"""The guide as a whole: the matcher, its own files and the day, each read when first needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sro_assistant.domain.guide import Guidebook
from sro_assistant.guide.glossary import Glossary

if TYPE_CHECKING:
    from sro_assistant.guide.programmes import Programmes


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The matcher of programmes, the guide's own files and the day; the files are read when first used."""

    programmes: "Callable[[], Programmes]"
    book: Callable[[], Guidebook]
    today: Callable[[], date]

    @property
    def glossary(self) -> Glossary:
        """The terms, findable in what is said."""
        return Glossary(terms=self.book().terms)
