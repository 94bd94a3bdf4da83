from pathlib import Path

import numpy as np
import pytest

from sro_assistant.index.sparse import SparseRows, files_of


def test_a_row_is_wholly_like_itself_and_not_at_all_like_what_it_shares_nothing_with() -> None:
    rows = SparseRows.of([["raad", "beslis"], ["geld"], []])
    np.testing.assert_allclose(rows.cosines(["raad", "beslis"]), [1, 0, 0], atol=1e-6)
    np.testing.assert_allclose(rows.cosines(["onbekend"]), [0, 0, 0])


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rows = SparseRows.of([["raad", "beslis"], ["raad", "geld"], ["raad"], ["raad"]])
    both = rows.cosines(["raad", "geld"])
    assert both[1] > both[2] > both[0]


@pytest.mark.parametrize("mapped", [False, True])
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, mapped: bool) -> None:
    rows = SparseRows.of([["raad", "beslis"], ["raad", "geld"], []])
    rows.save(tmp_path, "woorden")
    loaded = SparseRows.load(tmp_path, "woorden", 3, rows.tokens, mapped=mapped)
    np.testing.assert_array_equal(loaded.cosines(["raad", "geld"]), rows.cosines(["raad", "geld"]))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files_of("woorden"))


def test_rows_with_other_columns_are_refused(tmp_path: Path) -> None:
    rows = SparseRows.of([["raad"]])
    rows.save(tmp_path, "woorden")
    with pytest.raises(ValueError, match="woorden"):
        SparseRows.load(tmp_path, "woorden", 1, "raad\ngeld", mapped=False)
