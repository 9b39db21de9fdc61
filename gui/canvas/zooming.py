"""Zooming: a view that keeps its drawing in sight, zooms at the pointer, and can be panned."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from gui.canvas.painting.backdrop import HINTS

SMALLEST, LARGEST = 0.05, 8.0
"""Pixels a scene unit."""

LARGEST_FIT = 2.2
"""A small network is not blown up to fill the window."""

EMPTY = 0.8
"""Pixels a scene unit where nothing is drawn yet: there is room for five columns of nodes."""

MARGIN = 16
"""Pixels kept free around the drawing when it is fitted."""

STEP = 1.25
"""One turn of the wheel or one press of a key."""

_WORLD = QRectF(-1e5, -1e5, 2e5, 2e5)
"""Never smaller than the window, or Qt would center it and refuse to pan."""


class ZoomView(QGraphicsView):
    """Fits its content until somebody zooms or pans."""

    zoom_changed = Signal(float)
    """Pixels a scene unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(HINTS)
        # Zooming at the pointer is computed here: Qt's own anchor drifts by rounding and fails
        # where the pointer is not over the view.
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSceneRect(_WORLD)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.viewport().installEventFilter(self)

    def content(self) -> QRectF:
        """What is to be kept in sight."""
        return self.scene().itemsBoundingRect()

    @property
    def zoom(self) -> float:
        """Pixels a scene unit."""
        return self.transform().m11()

    # -- for everybody ------------------------------------------------------------------------

    def zoom_in(self) -> None:
        """Larger, about the middle of the view."""
        self.zoom_at(STEP, QPointF(self.viewport().rect().center()))

    def zoom_out(self) -> None:
        """Smaller, about the middle of the view."""
        self.zoom_at(1 / STEP, QPointF(self.viewport().rect().center()))

    def reset_zoom(self) -> None:
        """One pixel a scene unit, about the middle of the view."""
        self.zoom_at(1 / self.zoom, QPointF(self.viewport().rect().center()))

    def fit(self) -> None:
        """Show the whole drawing, and keep doing so when the window changes its size."""
        content = self.content()
        if content.isEmpty():
            self._set_zoom(EMPTY)
            self.centerOn(content.center())
        self.show_area(content)
        self._fitted = True

    def show_area(self, area: QRectF) -> None:
        """Show a rectangle of the scene as large as there is room."""
        self._fitted = False
        room = self.viewport().rect()
        if area.isEmpty() or room.width() <= 2 * MARGIN or room.height() <= 2 * MARGIN:
            return
        across = (room.width() - 2 * MARGIN) / area.width()
        down = (room.height() - 2 * MARGIN) / area.height()
        self._set_zoom(min(across, down, LARGEST_FIT))
        self.centerOn(area.center())

    def bring_into_sight(self, area: QRectF) -> None:
        """Show a rectangle too, if it does not lie in sight; a fitted drawing stays fitted."""
        if self.sight().contains(area):
            return
        if self._fitted:
            self.fit()
        else:
            self.show_area(self.sight() | area)

    def sight(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom so that the scene point under `at`, on the viewport, stays there."""
        fixed = self.mapToScene(at.toPoint())
        self._set_zoom(self.zoom * factor)
        self._fitted = False
        self.pan(at.toPoint() - self.mapFromScene(fixed))

    def pan(self, offset: QPoint) -> None:
        """Move the drawing by pixels."""
        self._fitted = False
        for bar, distance in (
            (self.horizontalScrollBar(), offset.x()),
            (self.verticalScrollBar(), offset.y()),
        ):
            bar.setValue(bar.value() - distance)

    def refit(self) -> None:
        """Fit again, unless somebody has zoomed or panned since."""
        if self._fitted:
            self.fit()

    def _set_zoom(self, zoom: float) -> None:
        limited = max(SMALLEST, min(zoom, LARGEST))
        changed = limited != self.zoom
        self.resetTransform()
        self.scale(limited, limited)
        if changed:
            self.zoom_changed.emit(limited)

    # -- Qt -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawing fitted."""
        super().resizeEvent(event)
        self.refit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What lies on the viewport stays there: Qt would move it along with the picture."""
        widgets = self.viewport().findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        places = [widget.pos() for widget in widgets]
        super().scrollContentsBy(dx, dy)
        for widget, place in zip(widgets, places, strict=True):
            widget.move(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer, a plain turn scrolls."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(STEP ** (turned.y() / 120), event.position())
        elif not event.pixelDelta().isNull():
            self.pan(event.pixelDelta())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPoint(turned.y() or turned.x(), 0) / 2)
        else:
            self.pan(turned / 2)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Events of the viewport, before Qt handles them.

        Not `viewportEvent`: that would be Python around all painting, and there an error in the
        painting of an item, instead of being reported, ends the program.
        """
        if watched is self.viewport() and self.before_viewport(event):
            return True
        return super().eventFilter(watched, event)

    def before_viewport(self, event: QEvent) -> bool:
        """Two fingers, on a touch pad or on the screen, zoom where they are; whether they did."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(1 + event.value(), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_at(pinch.scaleFactor(), QPointF(at))
                return True
        return False
