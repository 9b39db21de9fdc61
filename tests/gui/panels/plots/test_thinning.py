from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.panels.plots.thinning import thinned


def ragged(points: int, columns: int = 3) -> np.ndarray:
    return np.random.default_rng(points).normal(size=(points, columns))


def test_few_points_stay_as_they_are() -> None:
    table = ragged(50)
    kept = thinned(table, 10, 30, most=100)
    assert np.array_equal(kept.x, np.arange(10, 31))
    assert np.array_equal(kept.table, table[10:31])


def test_the_axis_may_end_beyond_the_last_point() -> None:
    kept = thinned(ragged(3), 0, 4, most=100)
    assert np.array_equal(kept.x, [0, 1, 2])


@given(points=st.integers(2, 5000), most=st.integers(2, 700))
def test_no_more_points_than_asked_for_and_every_peak_is_kept(points: int, most: int) -> None:
    table = ragged(points)
    kept = thinned(table, 0, points - 1, most)
    assert len(kept.x) == len(kept.table) <= most + 3
    assert np.array_equal(kept.table.max(axis=0), table.max(axis=0))
    assert np.array_equal(kept.table.min(axis=0), table.min(axis=0))
    assert np.all(np.diff(kept.x) >= 0)
    assert kept.x[-1] == points - 1
    assert np.array_equal(kept.table[-1], table[-1])


@pytest.mark.parametrize("falling", [False, True])
def test_a_smooth_curve_stays_smooth(falling: bool) -> None:
    table = np.linspace(0, 1, 3001)[:, None]
    kept = thinned(table[::-1] if falling else table, 0, 3000, most=300).table[:, 0]
    steps = np.diff(kept)
    assert np.all(steps <= 0 if falling else steps >= 0)


def test_what_is_undefined_for_long_stays_a_gap_and_hides_nothing_else() -> None:
    table = np.ones((1000, 2))
    table[400:600, 0] = np.nan
    table[700, 1] = np.nan
    kept = thinned(table, 0, 999, most=100)
    gap = (kept.x > 420) & (kept.x < 580)
    assert np.isnan(kept.table[gap, 0]).all()
    assert not np.isnan(kept.table[:, 1]).any()


def test_a_hundred_thousand_points_become_as_many_as_there_are_pixels() -> None:
    kept = thinned(ragged(100_000, columns=10), 0, 99_999, most=600)
    assert len(kept.x) <= 603
