"""Ids for what is new: readable, and not taken yet."""

from collections.abc import Collection


def free_id(stem: str, taken: Collection[str]) -> str:
    """The stem itself, or the first of stem-2, stem-3 … that is not taken."""
    free, number = stem, 2
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free
