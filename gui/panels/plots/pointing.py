"""Pointing: what mouse and keys ask of a chart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

NOTCH = 120
"""Eighths of a degree that a wheel turns at a time."""

ZOOM = 0.8
"""What one notch leaves of the window."""


class Pointing(QObject):
    """Filters the events of one viewport; nothing reaches pyqtgraph's own menus and drags."""

    hovered = Signal(QPointF)
    """Where the mouse is, in the viewport."""

    left = Signal()
    zoomed = Signal(float, QPointF)
    """The window shrinks to this share, about this place."""

    dragged = Signal(float)
    """By so many pixels to the right."""

    reset = Signal()

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._held_at: QPointF | None = None
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn mouse events into signals and keep them."""
        match event.type():
            case QEvent.Type.Leave:
                self.left.emit()
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                turned = event.angleDelta().y() / NOTCH
                self.zoomed.emit(ZOOM**turned, event.position())
            case QEvent.Type.MouseButtonDblClick:
                self.reset.emit()
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                self._press(event)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._move(event.position())
            case QEvent.Type.MouseButtonRelease:
                self._held_at = None
            case QEvent.Type.ContextMenu:
                pass
            case _:
                return super().eventFilter(watched, event)
        return True

    def _press(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = event.position()

    def _move(self, at: QPointF) -> None:
        if self._held_at is not None:
            self.dragged.emit(at.x() - self._held_at.x())
            self._held_at = at
        self.hovered.emit(at)
