"""Arrows: the shafts and heads of many curves, computed at once and made drawable one by one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from gui.canvas.placing.geometry import Mask, Points, Segments, until
from gui.canvas.placing.nearness import Rows
from gui.canvas.placing.routing import is_straight
from gui.canvas.placing.style import pen

_NOTCH = 0.72
"""Where an arrow's line ends inside its head, in parts of the head."""


def head_length(line: float) -> float:
    """Length of a head; it follows the width of outlines."""
    return 9.0 + 2.2 * line


@dataclass(frozen=True, eq=False, slots=True)
class Arrows:
    """Shafts that end inside of their heads, Bézier curves (n, 4, 2), and heads, (n, 4, 2)."""

    shafts: Points
    heads: Points
    straight: Mask
    _paths: dict[int, QPainterPath] = field(default_factory=dict)
    _polygons: dict[int, QPolygonF] = field(default_factory=dict)

    @property
    def lines(self) -> Segments:
        """From the start to the end of each shaft."""
        return self.shafts[:, [0, 3]].reshape(-1, 4)

    def but(self, rows: Rows, others: Arrows) -> Arrows:
        """The same, with others in place of some; what was made drawable of the rest is kept."""
        shafts, heads, straight = self.shafts.copy(), self.heads.copy(), self.straight.copy()
        shafts[rows], heads[rows], straight[rows] = others.shafts, others.heads, others.straight
        again = set(rows.tolist())
        paths = {row: path for row, path in self._paths.items() if row not in again}
        polygons = {row: head for row, head in self._polygons.items() if row not in again}
        return Arrows(shafts, heads, straight, paths, polygons)

    def path(self, index: int) -> QPainterPath:
        """One shaft."""
        found = self._paths.get(index)
        if found is None:
            start, *rest = (QPointF(x, y) for x, y in self.shafts[index].tolist())
            found = self._paths[index] = QPainterPath(start)
            if self.straight[index]:
                found.lineTo(rest[-1])
            else:
                found.cubicTo(*rest)
        return found

    def head(self, index: int) -> QPolygonF:
        """One head."""
        found = self._polygons.get(index)
        if found is None:
            corners = [QPointF(x, y) for x, y in self.heads[index].tolist()]
            found = self._polygons[index] = QPolygonF(corners)
        return found

    def paint(self, painter: QPainter, index: int, color: QColor, width: float) -> None:
        """Draw one of them with a line of `width`."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(color, width))
        painter.drawPath(self.path(index))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self.head(index))


def arrows(curves: Points, line: float) -> Arrows:
    """Arrows along Bézier curves, (n, 4, 2), in a drawing whose outlines have the width `line`."""
    straight, end = is_straight(curves), curves[:, 3]
    ends_bent = np.any(curves[:, 2] != end, axis=1)
    back = end - np.where((straight | ends_bent)[:, None], curves[:, 2], curves[:, 1])
    reach = np.hypot(back[:, 0], back[:, 1])
    angles = np.arctan2(back[:, 1], back[:, 0])
    along = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    across = np.stack((-along[:, 1], along[:, 0]), axis=1)
    length, half = head_length(line), 3.4 + 1.0 * line
    inner = end - along * (length * _NOTCH)
    base = end - along * length
    # A bent one is cut off behind the head, not bent to end there: labels keep to its whole curve.
    parts = np.clip(1 - length * _NOTCH / np.maximum(3 * reach, 1e-9), 0.0, 1.0)
    shafts = until(curves, parts)
    steps = np.linspace(0.0, 1.0, 4)[:, None]
    lines = curves[:, :1] + steps * (inner - curves[:, 0])[:, None]
    heads = np.stack((end, base + across * half, inner, base - across * half), axis=1)
    return Arrows(np.where(straight[:, None, None], lines, shafts), heads, straight)
