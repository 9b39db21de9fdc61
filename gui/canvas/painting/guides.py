"""Guides: lines through nodes that stand level, while one of them is moved."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.acting.aligning import Guide
from gui.canvas.placing.style import Style, pen
from gui.theme import ColorRole

BEHIND = -1.0
"""z of the lines; connections lie at 0."""

BEYOND = 60.0
"""Scene units that a line goes on behind the outermost node."""


class GuidesItem(QGraphicsItem):
    """All lines of the moment."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setZValue(BEHIND)
        self._style = style
        self._lines: list[tuple[QPointF, QPointF]] = []

    def show_guides(self, guides: tuple[Guide, ...]) -> None:
        """Other lines."""
        self.prepareGeometryChange()
        self._lines = [_longer(guide) for guide in guides]
        self.update()

    def boundingRect(self) -> QRectF:
        """Around all of them."""
        rect = QRectF()
        for start, end in self._lines:
            rect |= QRectF(start, end).normalized().adjusted(-2, -2, 2, 2)
        return rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Dashed, in the colour of what one works on."""
        del option
        color = self._style.colors[ColorRole.ACCENT]
        painter.setPen(pen(color, 0.6 * self._style.line, Qt.PenStyle.DashLine))
        for start, end in self._lines:
            painter.drawLine(start, end)


def _longer(guide: Guide) -> tuple[QPointF, QPointF]:
    start, end = QPointF(*guide.start), QPointF(*guide.end)
    beyond = QPointF(0, BEYOND) if start.x() == end.x() else QPointF(BEYOND, 0)
    return start - beyond, end + beyond
