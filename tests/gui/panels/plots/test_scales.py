from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.panels.plots.scales import Decades, Linear, count_ticks, power_of_ten

numbers = st.floats(-1e6, 1e6)


def texts(ticks: list[tuple[float, str]]) -> list[str]:
    return [text for _, text in ticks]


@given(st.lists(numbers, min_size=1))
def test_a_linear_axis_holds_all_numbers_and_has_an_extent(values: list[float]) -> None:
    scale = Linear.around(np.array(values))
    assert scale.bottom <= min(values)
    assert scale.top >= max(values)
    assert scale.top > scale.bottom
    assert 1 <= len(scale.ticks()[0]) <= 6


def test_a_single_loss_stands_above_zero() -> None:
    scale = Linear.around(np.array([3.375]))
    assert scale.bottom == 0
    assert texts(scale.ticks()[0]) == ["0", "1", "2", "3"]


def test_a_single_negative_objective_hangs_below_zero() -> None:
    scale = Linear.around(np.array([-0.3333]))
    assert scale.top == 0
    assert texts(scale.ticks()[0]) == ["−0.3", "−0.2", "−0.1", "0"]


def test_small_changes_are_seen_large() -> None:
    scale = Linear.around(np.array([3.3, 3.4]))
    assert scale.bottom > 3
    assert "3.3" in texts(scale.ticks()[0])


def test_ticks_are_exact_numbers() -> None:
    assert texts(Linear(0, 0.7).ticks()[0]) == ["0", "0.2", "0.4", "0.6"]


def test_no_number_at_all_makes_an_axis_too() -> None:
    nothing = np.array([np.nan])
    assert Linear.around(nothing).top > Linear.around(nothing).bottom
    assert Decades.around(nothing) == Decades(-2, 0)


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_decades_hold_all_numbers(values: list[float]) -> None:
    scale = Decades.around(np.array(values))
    heights = scale.heights(np.array(values))
    assert np.all((heights >= scale.bottom) & (heights <= scale.top))
    assert scale.bottom < scale.rail < scale.separator < scale.low < scale.high < scale.top
    assert len(scale.ticks()[0]) <= 8


def test_zeros_lie_on_their_own_labelled_rail() -> None:
    scale = Decades.around(np.array([0.0, 0.5, 0.003]))
    assert scale.heights(np.array([0.0])) == scale.rail
    assert (scale.rail, "0") in scale.ticks()[0]
    assert scale.rail < scale.separator < np.log10(0.003)


def test_a_height_is_the_logarithm_and_undefined_stays_undefined() -> None:
    heights = Decades(-3, 1).heights(np.array([10, 1, 1e-3, np.nan]))
    assert heights[:3].tolist() == [1, 0, -3]
    assert np.isnan(heights[3])


def test_decades_are_labelled_as_powers_of_ten() -> None:
    assert texts(Decades(-3, 1).ticks()[0]) == ["0", "10", "1", "10⁻¹", "10⁻²", "10⁻³"]
    assert power_of_ten(-12) == "10⁻¹²"


def test_many_decades_are_labelled_with_gaps() -> None:
    major, minor = Decades(-20, 0).ticks()
    assert len(major) <= 8
    assert {text for _, text in minor} == {""}


@pytest.mark.parametrize(
    ("last", "labels"), [(4, ["start", "1", "2", "3", "4"]), (500, ["start", "200", "400"])]
)
def test_points_are_counted_in_whole_numbers_from_the_start(last: int, labels: list[str]) -> None:
    assert texts(count_ticks(0, last, 4, "start")) == labels


def test_between_two_points_there_is_no_tick() -> None:
    assert texts(count_ticks(0, 4, 20, "start")) == ["start", "1", "2", "3", "4"]


def test_points_that_fell_away_are_counted() -> None:
    ticks = count_ticks(0, 1000, 4, "start", before=2300)
    assert texts(ticks) == ["2500", "3000"]
    assert [at for at, _ in ticks] == [200, 700]
