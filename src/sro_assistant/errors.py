"""The error tree: one base, and every message says in Dutch what is wrong and what to do."""

import errno
from collections.abc import Mapping
from types import MappingProxyType

_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: "het bestaat niet",
        errno.EACCES: "u hebt er geen rechten voor",
        errno.EPERM: "u hebt er geen rechten voor",
        errno.EISDIR: "het is een map",
        errno.ENOTDIR: "een deel van het pad is geen map",
        errno.ENOSPC: "de schijf is vol",
        errno.EDQUOT: "uw schijfruimte is op",
        errno.EROFS: "de schijf laat geen wijzigingen toe",
        errno.ENAMETOOLONG: "de naam is te lang",
        errno.EMFILE: "er staan te veel bestanden open",
        errno.EIO: "de schijf geeft een fout",
    }
)


def reason_of(error: OSError) -> str:
    """Why the system refused something, in Dutch: its own words are English."""
    return _REASONS.get(error.errno or 0, f"fout {error.errno} van het systeem")


class SroError(Exception):
    """Something that the user or the office can mend; `str(error)` is Dutch and says how."""


class SettingsError(SroError):
    """A setting is missing or has a value that cannot be used."""


class CorpusError(SroError):
    """A file of the corpus or its manifest cannot be used; names the file and the mend."""


class ParseError(CorpusError):
    """A source file could not be read as what its name says it is."""


class ModelError(SroError):
    """The embedding model, or the extra that it needs, is not there or not usable."""


class LanguageModelError(SroError):
    """The language model gave no whole answer in its time."""


class MissingExtraError(SroError):
    """A part of the assistant that is not installed; says how to install it."""


class IndexMissingError(SroError):
    """There is no index yet that can serve."""


class IndexDamagedError(SroError):
    """The files of an index are not those that were built."""


class InputError(SroError):
    """What the user gave cannot be used: a question, a filter, a file of questions."""


class NotFoundError(SroError):
    """There is no document or passage with that id."""


class JournalError(SroError):
    """The journal could not be opened, read or written; no answer depends on it."""
