"""Random boxes, and as Qt's own polygons."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF, QTransform

from gui.canvas.placing.geometry import Boxes


def random_boxes(generator: np.random.Generator, count: int) -> Boxes:
    middle = generator.uniform(0, 300, (count, 2))
    half = generator.uniform(3, 60, (count, 2))
    angle = generator.uniform(-1.6, 1.6, (count, 1))
    return np.hstack((middle, half, angle))


def polygon(row: Boxes) -> QPolygonF:
    x, y, wide, high, angle = map(float, row)
    turned = QTransform().translate(x, y).rotateRadians(angle)
    return turned.map(QPolygonF(QRectF(-wide, -high, 2 * wide, 2 * high)))
