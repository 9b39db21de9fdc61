"""Minimap: the whole drawing in small, in a corner of the board, while not all is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QObject, QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from gui.canvas.placing.style import pen
from gui.canvas.scene import NetworkScene
from gui.canvas.zooming import ZoomView
from gui.theme import ColorRole, Theme, Themes

LARGEST = QSizeF(200, 130)
"""Pixels; and never more than a third of the board in either direction."""

SHARE = 3

MARGIN = 12
"""Pixels between it and the corner of the board."""

ALMOST = 0.85
"""Part of the drawing that is as good as all of it: nodes that are dragged may leave the board."""

PADDING = 6
"""Pixels around the drawing in it."""

SMALLEST_NODE = QSizeF(2, 2)
"""Pixels."""

_T = np.linspace(0, 1, 4)
_PIECES = np.stack(((1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3), axis=1)
"""Weights of the four points of a cubic curve at the ends of its pieces."""


class Minimap(QWidget):
    """A picture of nodes and wires, and a frame around what is seen; a press goes there."""

    def __init__(self, scene: NetworkScene, themes: Themes, view: ZoomView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("minimap")
        self.setAccessibleName(self.tr("Overview of the drawing"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._scene, self._view, self._theme = scene, view, themes.current
        self._area = view.content()  # kept, because a large drawing takes time to be measured
        self._picture: QPixmap | None = None
        self.hide()
        view.viewport().installEventFilter(self)
        scene.laid_out.connect(self._on_laid_out)
        themes.changed.connect(self._on_theme)
        view.zoom_changed.connect(self.follow)
        view.horizontalScrollBar().valueChanged.connect(self.follow)
        view.verticalScrollBar().valueChanged.connect(self.follow)

    def follow(self) -> None:
        """Show what is seen; vanish while that is almost everything."""
        seen, whole = self._view.sight() & self._area, self._area
        shown = seen.width() * seen.height() < ALMOST * whole.width() * whole.height()
        if shown:
            self._place()
            self.update()
        self.setVisible(shown)

    def _place(self) -> None:
        """In the corner below on the right, in the shape of the drawing."""
        board = self._view.viewport().rect()
        room = LARGEST.boundedTo(QSizeF(board.size()) / SHARE)
        size = self._area.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio).toSize()
        frame = self.rect()
        frame.setSize(size.expandedTo(QSize(3 * PADDING, 3 * PADDING)))
        frame.moveBottomRight(board.bottomRight() - QPoint(MARGIN, MARGIN))
        if frame != self.geometry():
            self._picture = None
            self.setGeometry(frame)

    def _on_laid_out(self) -> None:
        self._picture, self._area = None, self._view.content()
        self.follow()

    def _on_theme(self, theme: Theme) -> None:
        self._theme, self._picture = theme, None
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the board changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return super().eventFilter(watched, event)

    # -- painting -----------------------------------------------------------------------------

    def _small(self) -> QTransform:
        """From the scene to this widget."""
        room = QRectF(self.rect()).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        scale = min(room.width() / self._area.width(), room.height() / self._area.height())
        offset = room.center() - self._area.center() * scale
        return QTransform(scale, 0, 0, scale, offset.x(), offset.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, made once, and the frame."""
        del event
        if self._picture is None:
            self._picture = self._painted()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            painter.setPen(pen(self._theme.color(ColorRole.ACCENT), 1.5))
            sight = self._small().mapRect(self._view.sight())
            painter.drawRect(sight & QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _painted(self) -> QPixmap:
        """Wires and nodes on the colour of a panel."""
        ratio, color = self.devicePixelRatioF(), self._theme.color
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(color(ColorRole.PANEL))
        with QPainter(picture) as painter:
            painter.setPen(pen(color(ColorRole.BORDER), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen(color(ColorRole.LINE), 0.8))
            painter.drawLines(self._lines())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ColorRole.MUTED))
            for box, is_round in self._boxes():
                if is_round:
                    painter.drawEllipse(box)
                else:
                    painter.drawRect(box)
        return picture

    def _lines(self) -> list[QLineF]:
        """Three straight pieces of every wire."""
        small, curves = self._small(), self._scene.layout.curves
        if not len(curves):
            return []
        scale, offset = small.m11(), (small.dx(), small.dy())
        points = (np.einsum("pc,wcd->wpd", _PIECES, curves) * scale + offset).tolist()
        return [QLineF(*start, *end) for wire in points for start, end in pairwise(wire)]

    def _boxes(self) -> Iterator[tuple[QRectF, bool]]:
        """Every outline of a node, and whether it is a circle."""
        small, layout = self._small(), self._scene.layout
        for node, figure in layout.figures.items():
            for cell in figure.cells:
                at = cell.moved(*layout.positions[node])
                size = QSizeF(at.half_width, at.half_height) * (2 * small.m11())
                box = QRectF(QPointF(), size.expandedTo(SMALLEST_NODE))
                box.moveCenter(small.map(QPointF(at.x, at.y)))
                yield box, at.is_round

    # -- going there --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look where the mouse points."""
        self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And follow it."""
        self._go_to(event)

    def _go_to(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            there = self._small().inverted()[0].map(event.position())
            middle = self._view.viewport().rect().center()
            self._view.pan(middle - self._view.mapFromScene(there))
        event.accept()
