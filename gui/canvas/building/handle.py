"""The handle: a disc that appears where an arrow can be drawn, or an arrow's end be led."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from gui.canvas.building.grips import Grip
from gui.canvas.placing.style import Style, pen
from gui.theme import ColorRole

ABOVE_NUMBERS = 2.5
"""z; the numbers lie at 2."""

RADIUS = 8.0
"""Scene units; on the screen never less than `SMALLEST` pixels."""

SMALLEST = 7.0

_MEANT = 1.7
"""How far from its middle the pointer means it, in radii."""


class HandleItem(QGraphicsItem):
    """At most one: at the node or at the end of the arrow that the pointer is near."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__()
        self.setZValue(ABOVE_NUMBERS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.grip: Grip | None = None
        self._board = scene
        self._style: Style | None = None
        self._radius = RADIUS
        self._hovered = False

    def show_grip(self, grip: Grip | None, style: Style, zoom: float) -> None:
        """Stand where a grip is; without one be nowhere."""
        self.grip, self._style = grip, style
        if grip is None:
            self.leave()
            return
        self.prepareGeometryChange()
        self._radius = max(RADIUS, SMALLEST / zoom)
        self.setPos(*grip.at)
        if self.scene() is None:
            self._board.addItem(self)

    def leave(self) -> None:
        """Be nowhere."""
        self.grip = None
        if self.scene() is not None:
            self._board.removeItem(self)

    def is_at(self, at: QPointF) -> bool:
        """Whether a scene point means the handle."""
        offset = at - self.pos()
        return self.grip is not None and hypot(offset.x(), offset.y()) <= _MEANT * self._radius

    def hover(self, at: QPointF) -> bool:
        """Show whether a press would take it, and tell."""
        if self.is_at(at) is not self._hovered:
            self._hovered = not self._hovered
            self.update()
        return self._hovered

    def boundingRect(self) -> QRectF:
        """The disc with its pen."""
        reach = self._radius + 3
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """A disc, filled while the pointer is at it; a chevron says that an arrow begins here."""
        if self._style is None or self.grip is None:
            return
        colors, r = self._style.colors, self._radius
        accent, board = colors[ColorRole.ACCENT], colors[ColorRole.CANVAS]
        painter.setPen(pen(accent, 0.22 * r))
        painter.setBrush(accent if self._hovered else board)
        painter.drawEllipse(QPointF(0, 0), r, r)
        if self.grip.edge is not None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(board if self._hovered else accent, 0.24 * r))
        tip = 0.42 * r
        painter.drawPolyline([QPointF(-0.5 * tip, -tip), QPointF(tip, 0), QPointF(-0.5 * tip, tip)])
