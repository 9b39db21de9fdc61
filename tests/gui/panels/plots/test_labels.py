from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.panels.plots.frame import MOST_LABELS, Frame, Picture
from gui.panels.plots.labels import spread
from gui.panels.plots.scales import Decades
from gui.panels.plots.thinning import Points

heights = st.lists(st.floats(-50, 250), min_size=1, max_size=12)


@given(heights)
def test_labels_never_overlap_nor_leave_the_chart(wanted: list[float]) -> None:
    places = spread(wanted, 15, 0, 200)
    assert all(b - a >= 15 - 1e-9 for a, b in zip(sorted(places), sorted(places)[1:], strict=False))
    assert min(places) >= -1e-9
    assert max(places) <= 200 + 1e-9


@given(heights)
def test_labels_keep_the_order_of_their_curves(wanted: list[float]) -> None:
    places = spread(wanted, 15, 0, 200)
    assert sorted(range(len(wanted)), key=lambda i: (wanted[i], i)) == sorted(
        range(len(wanted)), key=lambda i: places[i]
    )


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([100, 20, 60], 15, 0, 200) == [100, 20, 60]


def test_labels_at_one_place_spread_around_it() -> None:
    assert spread([100, 100, 100], 15, 0, 200) == [85, 100, 115]


def test_nothing_to_label() -> None:
    assert spread([], 15, 0, 200) == []


def frame(height: float) -> Frame:
    picture = Picture(Points(np.zeros(0), np.zeros((0, 1))), Decades(-3, 0), 0, 4, 0)
    return Frame(picture, 500, height, 40)


def test_of_many_curves_the_largest_are_labelled() -> None:
    ends = np.linspace(-3, 0, 30)
    assert set(frame(400).label_heights(ends, 15)) == set(range(30 - MOST_LABELS, 30))


def test_a_low_chart_labels_as_many_as_fit() -> None:
    assert len(frame(61).label_heights(np.linspace(-3, 0, 12), 15)) == 4


def test_what_is_undefined_has_no_label() -> None:
    assert set(frame(400).label_heights(np.array([0, np.nan, -1]), 15)) == {0, 2}


def test_places_and_points_are_inverse() -> None:
    there = frame(200).place(3, -1)
    assert frame(200).point_at(there.x()) == 3
