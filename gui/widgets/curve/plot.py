"""CurvePlot: a curve with axes, its point, tangent and corners; the point may be dragged along."""

from __future__ import annotations

from math import ceil, isfinite, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from engine.numerals import numeral
from engine.sensitivity.curve import Curve
from gui.theme import Theme
from gui.widgets.curve.drawing import TICKS_ACROSS, TICKS_UP, Drawing
from gui.widgets.curve.frame import Frame, vertical
from gui.widgets.label import type_size
from gui.widgets.ticks import round_numbers

HEIGHT = 12.0
"""Of the whole, in sizes of type."""

TICK_TYPE = 0.85
"""Size of numerals beside the axes, in sizes of type."""

NEAR = 14.0
"""Pixels around the point that take hold of it."""


class CurvePlot(QWidget):
    """Draws what it is given; knows no session."""

    dragged = Signal(float, object)
    """The point was dragged to this number; the object is the same for one drag."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._shown: tuple[Curve, Theme] | None = None
        self._movable = False
        self._drag: object = None

    def show_curve(self, curve: Curve, theme: Theme, *, movable: bool) -> None:
        """Draw a curve; a `movable` point can be taken by the mouse."""
        self._shown, self._movable = (curve, theme), movable
        self.setFixedHeight(round(HEIGHT * type_size()))
        self.update()

    @property
    def is_dragged(self) -> bool:
        """Whether the mouse holds the point: then the axes must stay."""
        return self._drag is not None

    def point(self) -> QPointF | None:
        """Where the current point is, in pixels; None while there is none."""
        if self._shown is None or not isfinite(self._shown[0].height):
            return None
        curve = self._shown[0]
        return self._frame(curve).at(curve.at, curve.height)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, round(HEIGHT * type_size()))

    def _font(self) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize(round(TICK_TYPE * type_size()))
        return font

    def _frame(self, curve: Curve) -> Frame:
        metrics = QFontMetricsF(self._font())
        up = vertical(curve)
        texts = [numeral(at).text for at in round_numbers(*up, TICKS_UP)]
        gutter = max((metrics.horizontalAdvance(each) for each in texts), default=0.0) + 6
        across = float(curve.x[0]), float(curve.x[-1])
        last = round_numbers(*across, TICKS_ACROSS)[-1:]
        beside = max((metrics.horizontalAdvance(numeral(at).text) / 2 for at in last), default=0.0)
        line = metrics.height()
        rect = QRectF(self.rect()).adjusted(gutter, line / 2, -beside - 1, -line - 3)
        return Frame(rect, across, up)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        del event
        if self._shown is None:
            return
        curve, theme = self._shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            Drawing(painter, self._frame(curve), curve, theme, self._font()).draw()

    # -- dragging -----------------------------------------------------------------------------

    def _is_at_point(self, at: QPointF) -> bool:
        point = self.point() if self._movable else None
        return point is not None and (point - at).manhattanLength() <= NEAR

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the point."""
        if event.button() is Qt.MouseButton.LeftButton and self._is_at_point(event.position()):
            self._drag = object()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The point follows, on round numbers about a pixel apart."""
        holding = self.is_dragged or self._is_at_point(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if holding else Qt.CursorShape.ArrowCursor)
        if self.is_dragged and self._shown is not None:
            frame = self._frame(self._shown[0])
            digits = max(0, -ceil(log10(frame.pixel)))
            self.dragged.emit(round(frame.x_of(event.position().x()), digits), self._drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        del event
        self._drag = None
