"""The drawing of a curve: what matters most is painted last."""

from __future__ import annotations

from math import isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from engine.numerals import numeral
from engine.sensitivity.curve import Curve
from gui.theme import ColorRole, Theme
from gui.widgets.curve.frame import LARGEST, Frame
from gui.widgets.ticks import round_numbers

TICKS_ACROSS, TICKS_UP = 4, 3

CURVE, TANGENT, HAIR = 2.2, 1.8, 1.0
"""Widths of lines, in pixels."""

POINT, RING, CORNER = 4.5, 4.5, 4.5
"""Radii of the marks, in pixels."""

HEAD = 6.0
"""Length of the head of an arrow."""


class Drawing:
    """One painting of one curve."""

    def __init__(
        self, painter: QPainter, frame: Frame, curve: Curve, theme: Theme, font: QFont
    ) -> None:
        self._painter, self._frame, self._curve, self._theme = painter, frame, curve, theme
        self._font = font

    def draw(self) -> None:
        """Everything."""
        painter, rect = self._painter, self._frame.rect
        painter.fillRect(rect, self._color(ColorRole.CANVAS))
        self._draw_axes()
        painter.save()
        painter.setClipRect(rect)
        self._draw_curve()
        self._draw_tangent()
        painter.restore()
        self._draw_corners()
        self._draw_landing()
        self._draw_point()

    def _color(self, role: ColorRole) -> QColor:
        return self._theme.color(role)

    def _pen(
        self, role: ColorRole, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> None:
        self._painter.setPen(QPen(self._color(role), width, style))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_axes(self) -> None:
        painter, frame, rect = self._painter, self._frame, self._frame.rect
        painter.setFont(self._font)
        line = QFontMetricsF(self._font).height()
        for x in round_numbers(*frame.across, TICKS_ACROSS):
            at = frame.at(x, frame.up[0])
            self._pen(ColorRole.BORDER, 2 * HAIR if x == 0 else HAIR)
            painter.drawLine(QPointF(at.x(), rect.top()), at)
            self._pen(ColorRole.MUTED, HAIR)
            box = QRectF(at.x() - 40, rect.bottom() + 2, 80, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, numeral(x).text)
        for y in round_numbers(*frame.up, TICKS_UP):
            at = frame.at(frame.across[0], y)
            self._pen(ColorRole.BORDER, 2 * HAIR if y == 0 else HAIR)
            painter.drawLine(at, QPointF(rect.right(), at.y()))
            self._pen(ColorRole.MUTED, HAIR)
            box = QRectF(0, at.y() - line / 2, rect.left() - 5, line)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, numeral(y).text)

    def _draw_curve(self) -> None:
        path, drawn = QPainterPath(), False
        for x, y in zip(self._curve.x, self._curve.y, strict=True):
            if not abs(y) < LARGEST:  # NaN is not less either
                drawn = False
                continue
            at = self._frame.at(float(x), float(y))
            if drawn:
                path.lineTo(at)
            else:
                path.moveTo(at)
            drawn = True
        self._pen(ColorRole.FORWARD, CURVE)
        self._painter.drawPath(path)

    def _draw_tangent(self) -> None:
        curve = self._curve
        if isfinite(curve.height) and isfinite(curve.slope):
            self._pen(ColorRole.GRADIENT, TANGENT, Qt.PenStyle.DashLine)
            ends = self._frame.clipped(curve.at, curve.height, curve.slope)
            self._painter.drawLine(*ends)

    def _draw_corners(self) -> None:
        for corner in self._curve.corners:
            if isfinite(corner.y):
                at = self._frame.at(corner.x, corner.y)
                ends = ((0.0, -CORNER), (CORNER, 0.0), (0.0, CORNER), (-CORNER, 0.0))
                self._pen(ColorRole.WARNING, TANGENT)
                self._painter.setBrush(self._color(ColorRole.CANVAS))
                self._painter.drawPolygon(QPolygonF([at + QPointF(*end) for end in ends]))

    def _draw_landing(self) -> None:
        """An arrow along the axis, and a ring on the curve."""
        curve, frame = self._curve, self._frame
        if curve.landing is None or not isfinite(curve.height) or not curve.slope:
            return
        x, y = curve.landing
        floor = frame.rect.bottom() - 5
        start = QPointF(frame.at(curve.at, 0).x(), floor)
        left, right = frame.rect.left(), frame.rect.right()
        end = QPointF(float(np.clip(frame.at(x, 0).x(), left, right)), floor)
        self._pen(ColorRole.ACCENT, HAIR, Qt.PenStyle.DotLine)
        self._painter.drawLine(frame.at(curve.at, curve.height), start)
        inside = left < end.x() < right and isfinite(y)
        if inside:
            self._painter.drawLine(frame.at(x, y), end)
        self._draw_arrow(start, end)
        if inside:
            self._pen(ColorRole.ACCENT, TANGENT)
            self._painter.setBrush(self._color(ColorRole.CANVAS))
            self._painter.drawEllipse(frame.at(x, y), RING, RING)

    def _draw_arrow(self, start: QPointF, end: QPointF) -> None:
        self._pen(ColorRole.ACCENT, TANGENT)
        self._painter.drawLine(start, end)
        if abs(end.x() - start.x()) > HEAD:
            back = HEAD if end.x() < start.x() else -HEAD
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._color(ColorRole.ACCENT))
            wings = (end + QPointF(back, -HEAD / 2), end + QPointF(back, HEAD / 2))
            self._painter.drawPolygon(QPolygonF([end, *wings]))

    def _draw_point(self) -> None:
        curve = self._curve
        if isfinite(curve.height):
            self._painter.setPen(QPen(self._color(ColorRole.CANVAS), TANGENT))
            self._painter.setBrush(self._color(ColorRole.TEXT))
            self._painter.drawEllipse(self._frame.at(curve.at, curve.height), POINT, POINT)
