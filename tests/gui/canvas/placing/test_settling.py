"""Labels that compete for places: all stand where that is possible, and none touch."""

from __future__ import annotations

import numpy as np
import pytest

from gui.canvas.placing.geometry import Boxes
from gui.canvas.placing.meeting import touching
from gui.canvas.placing.settling import GAP, Choices, settle


def choices(*places: dict[float, float]) -> Choices:
    """Labels 10 wide on one line, with the places that each has, and their costs."""
    rows = [(label, x, cost) for label, own in enumerate(places) for x, cost in own.items()]
    boxes = np.array([[[x, 0, 5, 5, 0], [0, 0, 0, 0, 0]] for _, x, _ in rows], dtype=np.float64)
    return Choices(
        np.array([label for label, _, _ in rows], dtype=np.intp),
        np.array([x for _, x, _ in rows], dtype=np.intp),
        boxes,
        np.array([cost for _, _, cost in rows]),
        np.array([[True, False]] * len(places)),
    )


def settled(*places: dict[float, float]) -> list[int]:
    return settle(choices(*places), np.arange(len(places), dtype=np.intp)).tolist()


def test_whoever_has_another_place_makes_room() -> None:
    assert settled({0: 0, 20: 1}, {0: 0}) == [20, 0]
    assert settled({0: 0}, {0: 0, 20: 1}) == [0, 20]


def test_room_is_made_along_a_whole_chain() -> None:
    assert settled({0: 0}, {0: 0, 20: 1}, {20: 0, 40: 2}, {40: 0, 60: 3}) == [0, 20, 40, 60]


def test_two_fair_places_are_better_than_a_good_and_a_bad_one() -> None:
    assert settled({0: 0, 20: 2}, {0: 1, 20: 9}) == [20, 0]


def test_only_one_of_two_that_want_the_same_is_left_out() -> None:
    assert sorted(settled({0: 0}, {0: 0}, {20: 0})) == [-1, 0, 20]


def test_a_label_without_any_place_is_left_out() -> None:
    assert settled({}, {0: 0}) == [-1, 0]


@pytest.mark.parametrize("seed", range(10))
def test_nobody_touches_another(seed: int) -> None:
    generator = np.random.default_rng(seed)
    owners = np.repeat(np.arange(30), 20)
    boxes: Boxes = np.concatenate(
        (
            generator.uniform(0, 300, (600, 2, 2)),
            generator.uniform(5, 20, (600, 2, 2)),
            generator.uniform(-1.5, 1.5, (600, 2, 1)),
        ),
        axis=-1,
    )
    exists = generator.random((30, 2)) < (1.0, 0.5)
    all_of_them = Choices(owners, np.arange(600), boxes, generator.uniform(0, 9, 600), exists)
    queue = generator.permutation(30)
    chosen = settle(all_of_them, queue)
    assert (owners[chosen[chosen >= 0]] == np.flatnonzero(chosen >= 0)).all()
    label, part = np.nonzero(exists & (chosen >= 0)[:, None])
    standing = boxes[chosen[label], part]
    met = touching(standing, standing, GAP - 1e-9)
    assert not met[label[:, None] != label].any()
    assert (settle(all_of_them, queue) == chosen).all()
