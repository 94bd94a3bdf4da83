"""YAML that people write, read piece by piece: each wrong piece is told in Dutch, with what was expected."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

Table = Mapping[str, object]


class WrongPieceError(ValueError):
    """A piece of YAML that is not as it must be; the message is Dutch."""


def table_in(path: Path, keys: frozenset[str], items: str) -> tuple[Table, list[int]]:
    """The fields of a YAML file, and the line, from 1, on which each item of its list `items` starts."""
    try:
        loader = yaml.CSafeLoader(path.read_text("utf-8"))
        node = loader.get_single_node()
        found = loader.construct_document(node) if node is not None else None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongPieceError("het bestand is niet leesbaar. Bewaar het als tekst in UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WrongPieceError(
            f"regel {line} is geen geldige YAML ({error.problem}). Zet een zin met ‘: ’ erin, of die met een "
            "aanhalingsteken begint, tussen dubbele aanhalingstekens, en kijk het inspringen na."
        ) from error
    except yaml.YAMLError as error:
        raise WrongPieceError(
            "het bestand bevat een teken dat niet in YAML mag. Typ die zin opnieuw."
        ) from error
    return table(found, keys, "het bestand"), _lines_of(node, items)


def table(piece: object, keys: frozenset[str], what: str) -> Table:
    """A piece with fields, none but these."""
    if not isinstance(piece, dict):
        raise WrongPieceError(f"{what} heeft niet de goede vorm; verwacht: {', '.join(sorted(keys))}.")
    unknown = sorted(str(key) for key in piece if key not in keys)
    if unknown:
        raise WrongPieceError(
            f"{what} heeft een onbekend veld: {', '.join(unknown)}. Kies uit: {', '.join(sorted(keys))}."
        )
    return piece


def text(fields: Table, key: str) -> str:
    """A field's text, on one line."""
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise WrongPieceError(f"het veld ‘{key}’ ontbreekt of is geen tekst. Vul het aan.")
    return on_one_line(value)


def texts(fields: Table, key: str) -> tuple[str, ...]:
    """The texts of a list, each on one line; none without the field."""
    values = items(fields, key)
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise WrongPieceError(f"‘{key}’ is een lijst van zinnen; zet elke zin op een regel met - ervoor.")
    return tuple(on_one_line(str(value)) for value in values)


def items(fields: Table, key: str) -> Sequence[object]:
    """The items of a list; none without the field."""
    value = fields.get(key, [])
    if not isinstance(value, list):
        raise WrongPieceError(f"‘{key}’ is geen lijst; zet elk deel op een regel met - ervoor.")
    return value


def on_one_line(value: str) -> str:
    """A text whose lines were broken to be read in an editor."""
    return " ".join(value.split())


def _lines_of(node: yaml.Node | None, key: str) -> list[int]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    lists = [value for name, value in pairs if name.value == key and isinstance(value, yaml.SequenceNode)]
    return [item.start_mark.line + 1 for item in lists[-1].value] if lists else []
