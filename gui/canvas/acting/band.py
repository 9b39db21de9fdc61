"""Band: the rectangle that is drawn around what is to be selected; one reads through it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

WASH = 28
"""Opacity of its inside, of 255."""


class Band(QWidget):
    """A frame and a light wash in one colour."""

    def __init__(self, color: QColor, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("rubber_band")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame, self._wash = QColor(color), QColor(color)
        self._wash.setAlpha(WASH)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both."""
        del event
        with QPainter(self) as painter:
            painter.setPen(self._frame)
            painter.setBrush(self._wash)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
