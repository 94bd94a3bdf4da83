"""Reads `corpus/lexicon/*.toml`: the wordings that the office keeps, as entries of a phrasebook."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sro_assistant.dutch.phrasebook import Entry, Kind
from sro_assistant.errors import CorpusError, reason_of

FOLDER = "lexicon"

Table = Mapping[str, object]
Reader = Callable[[Table], Iterator[Entry]]


def read_lexicon(corpus_dir: Path) -> tuple[Entry, ...]:
    """All entries; none where there is no folder. Raises CorpusError that names the file."""
    folder = corpus_dir / FOLDER
    readers = {
        "vertalingen": _translations,
        "synoniemen": _synonyms,
        "vlaams": _flemish,
        "namen": _names,
        "afkortingen": _abbreviations,
    }
    entries: list[Entry] = []
    for name, reader in readers.items():
        path = folder / f"{name}.toml"
        if path.is_file():
            entries.extend(_read(path, reader))
    return tuple(entries)


def _read(path: Path, reader: Reader) -> tuple[Entry, ...]:
    try:
        blocks = tomllib.loads(path.read_text("utf-8"))
        return tuple(
            entry for block in blocks.values() for table in _tables(block) for entry in reader(table)
        )
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "het is geen tekst in UTF-8") from error
    except KeyError as error:
        raise _unreadable(path, f"het veld {error} ontbreekt") from error
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise _unreadable(path, str(error)) from error


def _unreadable(path: Path, why: str) -> CorpusError:
    return CorpusError(
        f"{path.name} in de map lexicon is niet leesbaar ({why}). Herstel het bestand; bovenaan staat hoe."
    )


def _translations(table: Table) -> Iterator[Entry]:
    for kind, key in ((Kind.ENGLISH, "en"), (Kind.FRENCH, "fr")):
        forms = _texts(table, key)
        if forms:
            outside = table.get("buiten") is True
            yield Entry(kind=kind, typed=forms, meant=_texts(table, "nl"), outside=outside)


def _synonyms(table: Table) -> Iterator[Entry]:
    both = _texts(table, "woorden")
    for word in both:
        yield Entry(kind=Kind.SYNONYM, typed=(word,), meant=tuple(other for other in both if other != word))
    if "van" in table:
        yield Entry(kind=Kind.SYNONYM, typed=_texts(table, "van"), meant=_texts(table, "naar"))


def _flemish(table: Table) -> Iterator[Entry]:
    yield Entry(kind=Kind.FLEMISH, typed=_texts(table, "vlaams"), meant=_texts(table, "standaard"))
    if "bronwoord" in table:
        yield Entry(kind=Kind.SYNONYM, typed=_texts(table, "vlaams"), meant=_texts(table, "bronwoord"))


def _names(table: Table) -> Iterator[Entry]:
    old, new, sort = _texts(table, "oud"), _texts(table, "nieuw"), table.get("soort")
    told = str(table.get("melding", "")) if sort in ("vroeger", "later", "tikfout") else ""
    yield Entry(kind=Kind.NAME, typed=old, meant=new, notice=told)
    if sort in ("zelfde", "vroeger"):
        yield Entry(kind=Kind.NAME, typed=new, meant=old)


def _abbreviations(table: Table) -> Iterator[Entry]:
    short, long = str(table["kort"]), _texts(table, "lang")
    yield Entry(kind=Kind.ABBREVIATION, typed=(short,), meant=(*long, *_texts(table, "zoek")))
    if table.get("in_de_bronnen") is True:
        yield Entry(kind=Kind.ABBREVIATION, typed=long, meant=(short,))


def _tables(value: object) -> Sequence[Table]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise TypeError("elk blok begint met dubbele haken")
    return value


def _texts(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError(f"{key} is geen lijst van woorden")
    return tuple(value)
