"""Our arrays agree with Qt's polygons and paths."""

from __future__ import annotations

from math import hypot

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from gui.canvas.placing.geometry import (
    Cell,
    containing,
    hull,
    sampled,
    segments_of,
    until,
)
from tests.gui.canvas.shapes import polygon, random_boxes

GENERATOR = np.random.default_rng(7)


def test_a_point_is_contained_in_turned_boxes() -> None:
    rows = random_boxes(GENERATOR, 60)
    for x, y in GENERATOR.uniform(0, 300, (20, 2)):
        found = containing(rows, float(x), float(y))
        for row, inside in zip(rows, found, strict=True):
            path = QPainterPath()
            path.addPolygon(polygon(row))
            assert inside == path.contains(QPointF(x, y))


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
