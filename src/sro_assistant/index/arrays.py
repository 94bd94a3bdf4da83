"""Arrays of a generation, a file each: small ones are read, large ones mapped where that is allowed."""

from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


def save_array(path: Path, array: NDArray[Number]) -> None:
    """Writes an array in numpy's own format, row by row."""
    np.save(path, np.ascontiguousarray(array))


def load_array(path: Path, kind: type[Number], *, mapped: bool = False) -> NDArray[Number]:
    """The array that `save_array` wrote.

    A mapped one costs neither time nor memory, but its file must not be cut short: see decision 14.
    Raises OSError, ValueError or EOFError where the file is not an array of that kind of number.
    """
    found: NDArray[Number] = np.load(path, mmap_mode="r" if mapped else None)
    if found.dtype != kind:
        raise ValueError(f"{path} holds {found.dtype}")
    return found
