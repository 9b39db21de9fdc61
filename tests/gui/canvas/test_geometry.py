"""Our arrays agree with Qt's polygons and paths."""

from __future__ import annotations

from math import hypot

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from gui.canvas.geometry import (
    Boxes,
    Cell,
    containing,
    crossing,
    distances,
    hull,
    sampled,
    segments_of,
    touching,
    touching_circles,
    until,
)

GENERATOR = np.random.default_rng(7)


def boxes(count: int) -> Boxes:
    middle = GENERATOR.uniform(0, 300, (count, 2))
    half = GENERATOR.uniform(3, 60, (count, 2))
    angle = GENERATOR.uniform(-1.6, 1.6, (count, 1))
    return np.hstack((middle, half, angle))


def polygon(row: Boxes) -> QPolygonF:
    x, y, wide, high, angle = map(float, row)
    turned = QTransform().translate(x, y).rotateRadians(angle)
    return turned.map(QPolygonF(QRectF(-wide, -high, 2 * wide, 2 * high)))


def test_boxes_touch_where_their_polygons_intersect() -> None:
    a, b = boxes(40), boxes(40)
    found = touching(a, b)
    assert found.any()
    assert not found.all()
    for i, own in enumerate(a):
        for j, other in enumerate(b):
            assert found[i, j] == polygon(own).intersects(polygon(other))


def test_a_gap_makes_boxes_touch_that_are_near() -> None:
    a = np.array([[0.0, 0, 10, 5, 0]])
    b = np.array([[0.0, 14, 10, 5, 0]])
    assert not touching(a, b)[0, 0]
    assert touching(a, b, 4.5)[0, 0]


def test_segments_cross_boxes_where_paths_meet() -> None:
    rows = boxes(40)
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
    circle = np.array([[0.0, 0, 10, 10, 0]])
    near, far = 10 / 2**0.5 - 0.1, 10 / 2**0.5 + 0.1
    corner_at = [[each + 5, each + 5, 5.0, 5.0, 0.0] for each in (near, far)]
    assert touching_circles(np.array(corner_at), circle)[:, 0].tolist() == [True, False]


def test_a_point_is_contained_in_turned_boxes() -> None:
    rows = boxes(60)
    for x, y in GENERATOR.uniform(0, 300, (20, 2)):
        found = containing(rows, float(x), float(y))
        for row, inside in zip(rows, found, strict=True):
            path = QPainterPath()
            path.addPolygon(polygon(row))
            assert inside == path.contains(QPointF(x, y))


def test_distances_are_to_the_nearest_point_of_a_segment() -> None:
    segments = np.array([[0.0, 0, 10, 0], [5, 5, 5, 5]])
    points = np.array([[5.0, 3], [13, 4], [-3, 0]])
    expected = [[3, 5, 3], [2, hypot(8, 1), hypot(8, 5)]]
    assert distances(segments, points) == pytest.approx(np.array(expected))


def test_curves_are_sampled_as_qt_draws_them() -> None:
    controls = GENERATOR.uniform(0, 300, (4, 2))
    path = QPainterPath(QPointF(*controls[0]))
    path.cubicTo(*(QPointF(*each) for each in controls[1:]))
    points = sampled(controls[None])[0]
    assert points[0] == pytest.approx(controls[0])
    assert points[-1] == pytest.approx(controls[3])
    steps = [path.pointAtPercent(float(p)) for p in np.linspace(0, 1, 400)]
    for x, y in points:
        assert min(hypot(x - step.x(), y - step.y()) for step in steps) < 2
    assert segments_of(points[None]).shape == (24, 4)


@pytest.mark.parametrize("is_round", [True, False])
def test_a_ray_leaves_a_cell_on_its_outline(*, is_round: bool) -> None:
    cell = Cell(10, 20, 30, 30 if is_round else 12, is_round)
    for angle in np.linspace(0, 6.2, 17):
        x, y = cell.boundary(10 + 99 * np.cos(angle), 20 + 99 * np.sin(angle))
        assert cell.contains(10 + 0.999 * (x - 10), 20 + 0.999 * (y - 20))
        assert not cell.contains(10 + 1.001 * (x - 10), 20 + 1.001 * (y - 20))


def test_a_hull_is_around_all_cells() -> None:
    assert hull((Cell(0, 0, 5, 5, is_round=True),)).is_round
    assert hull((Cell(0, -50, 5, 5), Cell(10, 50, 5, 8))) == Cell(5, 1.5, 10, 56.5)


def test_the_first_part_of_a_curve_lies_on_it() -> None:
    controls = np.array([[0.0, 0.0], [30.0, -80.0], [90.0, -60.0], [120.0, 10.0]])
    part, whole = until(controls[None], np.array([0.7]))[0], sampled(controls[None], 10_001)[0]
    for point in sampled(part[None])[0]:
        assert np.hypot(*(whole - point).T).min() < 0.1
    assert np.allclose(part[0], controls[0])
    assert np.allclose(part[-1], whole[7000])
