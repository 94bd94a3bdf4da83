"""PDF as page texts, read by pypdf; a plain function of bytes, which a child process runs."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from sro_assistant.errors import ParseError

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings are about the file, not for our users

_DAMAGED = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError)
"""What pypdf lets through when a file breaks the format's promises."""


def pdf_pages(data: bytes, max_pages: int, max_characters: int) -> tuple[str, ...]:
    """The text of each page; raises ParseError where the file is locked, damaged, too long or only images."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = () if locked else _texts(reader, max_pages, max_characters)
    except DependencyError as error:
        raise _locked() from error
    except _DAMAGED as error:
        raise ParseError(
            "deze pdf is beschadigd. Open het bestand, bewaar het opnieuw als pdf en probeer nog eens."
        ) from error
    if locked:
        raise _locked()
    if not any(page.strip() for page in pages):
        raise ParseError(
            "in deze pdf staat geen tekst, alleen beeld. Haal er eerst tekst uit met tekstherkenning (OCR)."
        )
    return pages


def _texts(reader: PdfReader, max_pages: int, max_characters: int) -> tuple[str, ...]:
    texts: list[str] = []
    room = max_characters
    for number, page in enumerate(reader.pages, start=1):
        if number > max_pages:
            raise ParseError(f"deze pdf heeft meer dan {max_pages} bladzijden. Splits het bestand.")
        texts.append(page.extract_text())
        room -= len(texts[-1])
        if room < 0:
            raise ParseError(f"in deze pdf staan meer dan {max_characters} tekens. Splits het bestand.")
    return tuple(texts)


def _locked() -> ParseError:
    return ParseError("deze pdf is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord.")
