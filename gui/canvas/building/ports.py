"""Ports: the handle at the rim of a node, from which an arrow can be drawn."""

from __future__ import annotations

from math import cos, hypot, radians, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from gui.canvas.geometry import Cell, containing, rows
from gui.canvas.layout import Layout
from gui.canvas.style import Style, pen
from gui.theme import ColorRole

ABOVE_NUMBERS = 2.5
"""z; the numbers lie at 2."""

RADIUS = 8.0
"""Scene units; on the screen never less than `SMALLEST` pixels."""

SMALLEST = 7.0

REACH = 1.7
"""Where the pointer means it, in radii."""

_ANGLES = (0, 30, -30, 55, -55, 75, -75)
"""Places on the rim of a circle, in degrees, the first that no number takes."""


class PortItem(QGraphicsItem):
    """One handle: it appears where the pointer is at a node."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__()
        self.setZValue(ABOVE_NUMBERS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.node: str | None = None
        self._style: Style | None = None
        self._radius = RADIUS
        self._hovered = False
        self._board = scene

    def show_at(self, node: str, at: tuple[float, float], style: Style, zoom: float) -> None:
        """Stand at a point of the rim of `node`."""
        self.prepareGeometryChange()
        self.node, self._style = node, style
        self._radius = max(RADIUS, SMALLEST / zoom)
        self.setPos(*at)
        if self.scene() is None:
            self._board.addItem(self)

    def leave(self) -> None:
        """Be nowhere."""
        self.node = None
        if self.scene() is not None:
            self._board.removeItem(self)

    def is_at(self, at: QPointF) -> bool:
        """Whether a scene point means the port."""
        offset = at - self.pos()
        return self.node is not None and hypot(offset.x(), offset.y()) <= REACH * self._radius

    def hover(self, at: QPointF) -> None:
        """Show whether a press would take it."""
        if self.is_at(at) is not self._hovered:
            self._hovered = not self._hovered
            self.update()

    def boundingRect(self) -> QRectF:
        """The disc with its pen."""
        reach = self._radius + 3
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """A disc with an arrow's head; filled while the pointer is at it."""
        if self._style is None:
            return
        colors, r = self._style.colors, self._radius
        accent, board = colors[ColorRole.ACCENT], colors[ColorRole.CANVAS]
        painter.setPen(pen(accent, 0.22 * r))
        painter.setBrush(accent if self._hovered else board)
        painter.drawEllipse(QPointF(0, 0), r, r)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(board if self._hovered else accent, 0.24 * r))
        tip = 0.42 * r
        painter.drawPolyline([QPointF(-0.5 * tip, -tip), QPointF(tip, 0), QPointF(-0.5 * tip, tip)])


def port_place(layout: Layout, node: str, near: tuple[float, float]) -> tuple[float, float]:
    """A point of the rim of the outline nearest to `near`, beside all numbers of wires."""
    x, y = layout.positions[node]
    cells = [cell.moved(x, y) for cell in layout.figures[node].cells]
    cell = min(cells, key=lambda each: hypot(each.x - near[0], each.y - near[1]))
    boxes = rows([slot.box for label in layout.labels.values() for slot in label.slots])
    if len(boxes):
        boxes = boxes + np.array([0, 0, RADIUS, RADIUS, 0])
    places = list(_places(cell))
    return next((at for at in places if not containing(boxes, *at).any()), places[0])


def _places(cell: Cell) -> list[tuple[float, float]]:
    if cell.is_round:
        r = cell.half_width
        return [
            (cell.x + r * cos(radians(angle)), cell.y + r * sin(radians(angle)))
            for angle in _ANGLES
        ]
    right, top = cell.x + cell.half_width, cell.y - cell.half_height
    return [(right, cell.y), (right, top), (right, cell.y + cell.half_height), (cell.x, top)]
