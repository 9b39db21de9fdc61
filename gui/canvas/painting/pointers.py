"""Rows of arrays as points and lines of Qt: no Python object has to be made for each."""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter
from shiboken6 import Shiboken

from gui.canvas.placing.geometry import Points, Segments


def draw_lines(painter: QPainter, segments: Segments) -> None:
    """Draw segments, (n, 4), with the painter's pen."""
    if len(segments):
        rows = np.ascontiguousarray(segments, dtype=np.float64)
        first = cast(QLineF, Shiboken.wrapInstance(rows.ctypes.data, QLineF))
        painter.drawLines(first, len(rows))


class PointPool:
    """Points whose coordinates are the rows of one array: writing there moves them."""

    def __init__(self) -> None:
        self._array = np.empty((0, 2))
        self._points: list[QPointF] = []

    def points(self, places: Points) -> list[QPointF]:
        """Points at `places`, (n, 2), and some; they stay there until the next call."""
        if len(places) > len(self._points):
            array = np.zeros((2 * len(places), 2))
            start, step = array.ctypes.data, array.strides[0]
            wrapped = [
                Shiboken.wrapInstance(start + step * row, QPointF) for row in range(len(array))
            ]
            self._points = cast(list[QPointF], wrapped)  # the old ones go before their array
            self._array = array
        self._array[: len(places)] = places
        return self._points
