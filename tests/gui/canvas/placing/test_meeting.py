"""Shapes meet where Qt's polygons and paths do, and near ones are all found."""

from __future__ import annotations

from math import hypot

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from gui.canvas.placing.geometry import Boxes, Mask, Segments
from gui.canvas.placing.meeting import (
    boxes_touch,
    circles_touch,
    distances,
    segments_cross,
    touching,
)
from gui.canvas.placing.nearness import of_boxes, overlapping
from tests.gui.canvas.shapes import polygon, random_boxes

GENERATOR = np.random.default_rng(7)


def crossing(boxes: Boxes, segments: Segments, gap: float = 0.0) -> Mask:
    """All boxes against all segments, (n, m)."""
    pairs = len(boxes), len(segments)
    a, b = np.repeat(boxes, pairs[1], axis=0), np.tile(segments, (pairs[0], 1))
    return segments_cross(a, b, gap).reshape(pairs)


def test_boxes_touch_where_their_polygons_intersect() -> None:
    a, b = random_boxes(GENERATOR, 40), random_boxes(GENERATOR, 40)
    found = touching(a, b)
    assert found.any()
    assert not found.all()
    for i, own in enumerate(a):
        for j, other in enumerate(b):
            assert found[i, j] == polygon(own).intersects(polygon(other))


def test_a_gap_makes_boxes_touch_that_are_near() -> None:
    a = np.array([[0.0, 0, 10, 5, 0]])
    b = np.array([[0.0, 14, 10, 5, 0]])
    assert not boxes_touch(a, b)[0]
    assert boxes_touch(a, b, 4.5)[0]


def test_segments_cross_boxes_where_paths_meet() -> None:
    rows = random_boxes(GENERATOR, 40)
    segments = GENERATOR.uniform(0, 300, (40, 4))
    found = crossing(rows, segments)
    assert found.any()
    for i, row in enumerate(rows):
        shape = QPainterPath()
        shape.addPolygon(polygon(row))
        for j, (x0, y0, x1, y1) in enumerate(segments):
            points = (
                QPointF(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in np.linspace(0, 1, 400)
            )
            inside = any(shape.contains(point) for point in points)
            assert found[i, j] >= inside  # sampling may step over a corner
            if not inside:
                assert not crossing(rows[[i]], segments[[j]], -1.5)[0, 0]


def test_level_and_upright_segments_cross_too() -> None:
    box = np.array([[0.0, 0, 10, 5, 0]])
    level, above, upright = [-20.0, 0, 20, 0], [-20.0, 6, 20, 6], [9.0, -20, 9, 20]
    assert crossing(box, np.array([level, above, upright])).tolist() == [[True, False, True]]


def test_circles_touch_the_corner_of_a_box_by_distance() -> None:
    circles = np.array([[0.0, 0, 10, 10, 0]] * 2)
    near, far = 10 / 2**0.5 - 0.1, 10 / 2**0.5 + 0.1
    corner_at = [[each + 5, each + 5, 5.0, 5.0, 0.0] for each in (near, far)]
    assert circles_touch(np.array(corner_at), circles).tolist() == [True, False]


def test_distances_are_to_the_nearest_point_of_a_segment() -> None:
    segments = np.array([[0.0, 0, 10, 0], [0.0, 0, 10, 0], [5, 5, 5, 5]])
    points = np.array([[5.0, 3], [13, 4], [-3, 0]])
    assert distances(segments, points) == pytest.approx([3, 5, hypot(8, 5)])


@pytest.mark.parametrize(("many", "few"), [(300, 40), (40, 300), (1, 1), (0, 5), (5, 0)])
def test_all_rectangles_that_overlap_are_found(many: int, few: int) -> None:
    for scale in (1.0, 40.0):
        large = of_boxes(random_boxes(GENERATOR, many)) * (scale, 1.0, scale, 1.0)
        small = of_boxes(random_boxes(GENERATOR, few)) * (scale, 1.0, scale, 1.0)
        found = set(zip(*(each.tolist() for each in overlapping(large, small)), strict=True))
        apart = (large[:, None, :2] > small[None, :, 2:]) | (
            large[:, None, 2:] < small[None, :, :2]
        )
        assert found == {(i, j) for i, j in np.argwhere(~apart.any(axis=2)).tolist()}
