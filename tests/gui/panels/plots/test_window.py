from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.panels.plots.window import FEWEST, Window


def test_all_points_are_shown_with_room_for_some_more() -> None:
    assert Window().ends(1) == (0, FEWEST)
    assert Window().ends(501) == (0, 500)


def test_zooming_keeps_the_point_under_the_mouse() -> None:
    first, last = Window().zoomed(0.5, 400, 501).ends(501)
    assert (first, last) == (200, 450)


def test_zooming_out_again_shows_all() -> None:
    assert Window().zoomed(0.5, 400, 501).zoomed(2, 400, 501) == Window()


def test_all_points_cannot_be_moved() -> None:
    assert Window().moved(10, 501) == Window()


@given(
    st.integers(1, 3000),
    st.lists(st.tuples(st.floats(0.1, 3), st.floats(0, 1), st.floats(-500, 500)), max_size=6),
)
def test_a_window_never_leaves_the_points(
    count: int, steps: list[tuple[float, float, float]]
) -> None:
    window = Window()
    for factor, share, by in steps:
        first, last = window.ends(count)
        window = window.zoomed(factor, first + share * (last - first), count).moved(by, count)
    first, last = window.ends(count)
    assert 0 <= first < last <= max(count - 1, FEWEST)
    assert last - first >= FEWEST


def test_a_window_into_the_past_survives_an_undo() -> None:
    window = Window((400, 450))
    assert window.ends(100) == (95, 99)
