"""What the system says of a failure, in Dutch."""

import errno

import pytest

from sro_assistant.errors import reason_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "het bestaat niet"),
        (errno.EACCES, "u hebt er geen rechten voor"),
        (errno.ENOSPC, "de schijf is vol"),
        (errno.EXDEV, f"fout {errno.EXDEV} van het systeem"),
    ],
)
def test_the_system_speaks_dutch(number: int, said: str) -> None:
    assert reason_of(OSError(number, "English words")) == said
