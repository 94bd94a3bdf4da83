"""PDF as page texts, read by pypdf. A plain function of bytes, so that a child process can run it."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from sro_assistant.errors import ParseError

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings are about the file, not for our users

_DAMAGED = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError)
"""What pypdf lets through when a file breaks the format's promises."""


def pdf_pages(data: bytes) -> tuple[str, ...]:
    """The text of each page; raises ParseError where the file is locked, damaged or only images."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = () if locked else tuple(page.extract_text() for page in reader.pages)
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


def _locked() -> ParseError:
    return ParseError("deze pdf is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord.")
