"""Room: where a card can stand on the board without covering what matters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from engine.arrays import Vector
from gui.canvas.placing.geometry import Points

_CELL = 6
"""Pixels; the board is looked at in squares of this size."""

_MARGIN = 8
"""Pixels to the edges of the board."""

_FAR = 0.05
"""What a pixel of distance costs, beside 1 for every square of something dim that is covered."""


class Room:
    """What stands on a board, by squares: what it costs to cover each."""

    def __init__(self, board: QRect) -> None:
        self._board = board
        self._costs = np.zeros((board.width() // _CELL + 1, board.height() // _CELL + 1))

    def take(self, rects: Iterable[QRectF], price: float) -> None:
        """Rectangles that cost `price` a square to cover, in pixels of the board."""
        for rect in rects:
            left, top = (max(0, int(each // _CELL)) for each in (rect.left(), rect.top()))
            right, bottom = (int(each // _CELL) + 1 for each in (rect.right(), rect.bottom()))
            part = self._costs[left : max(0, right), top : max(0, bottom)]
            np.maximum(part, price, out=part)

    def take_points(self, points: Points, price: float) -> None:
        """Points of lines, (n, 2)."""
        x, y = np.floor(points / _CELL).astype(np.intp).T
        inside = (x >= 0) & (y >= 0) & (x < self._costs.shape[0]) & (y < self._costs.shape[1])
        self._costs[x[inside], y[inside]] = price

    def best(self, size: QSize, near: QRectF) -> tuple[QPoint, float]:
        """The top left corner of the place that costs least, near `near`; and what it covers."""
        columns, rows = size.width() // _CELL + 2, size.height() // _CELL + 2
        x = _starts(self._board.width(), size.width())
        y = _starts(self._board.height(), size.height())
        summed = np.zeros(np.add(self._costs.shape, (columns + 1, rows + 1)))
        summed[1 : 1 + len(self._costs), 1 : 1 + self._costs.shape[1]] = self._costs
        summed = summed.cumsum(axis=0).cumsum(axis=1)
        i, j = (x // _CELL).astype(np.intp)[:, None], (y // _CELL).astype(np.intp)[None]
        far_i, far_j = i + columns, j + rows
        covered = summed[far_i, far_j] - summed[i, far_j] - summed[far_i, j] + summed[i, j]
        dx = np.maximum(0, np.maximum(near.left() - x - size.width(), x - near.right()))
        dy = np.maximum(0, np.maximum(near.top() - y - size.height(), y - near.bottom()))
        cost = covered + _FAR * np.hypot(dx[:, None], dy[None])
        column, row = np.unravel_index(int(cost.argmin()), cost.shape)
        return QPoint(int(x[column]), int(y[row])), float(covered[column, row])


def _starts(whole: int, part: int) -> Vector:
    """Where a part of that length can begin."""
    last = max(_MARGIN, whole - part - _MARGIN)
    return np.arange(_MARGIN, last + 1.0, _CELL)
