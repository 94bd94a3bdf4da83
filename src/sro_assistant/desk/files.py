"""Files that people hand over or take away: read within a limit, written whole or not at all."""

import codecs
import os
from pathlib import Path
from secrets import token_hex

from sro_assistant.errors import InputError, reason_of

MAX_MEGABYTES = 25
MAX_FILE_BYTES = MAX_MEGABYTES * 1_000_000


def read_bounded(path: Path, name: str) -> bytes:
    """The bytes of a file; raises InputError, with that name in it, where it is too large or unreadable."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{name} is te groot. Splits het in bestanden van hoogstens {MAX_MEGABYTES} MB.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"Ik kan {name} niet lezen ({reason_of(error)}). Kijk de naam en de rechten van het bestand na."
        ) from error


def decoded(data: bytes) -> str:
    """Text in UTF-8, in UTF-16 as Excel's "Unicode text" is, or else what older Windows programs write.

    Raises InputError where it is no text at all.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise InputError("Dit is geen tekst. Bewaar het bestand opnieuw als CSV of tekst in UTF-8.")
    return text


def write_whole(path: Path, data: bytes, mend: str = "Kies een andere plaats met -o.") -> None:
    """Writes a file by way of a temporary one beside it, so that nobody ever sees half of it.

    Raises InputError, which ends with what mends it.
    """
    temporary = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"Ik kan {path} niet schrijven ({reason_of(error)}). {mend}") from error
