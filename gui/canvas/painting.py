"""Painting: the few shapes that the drawing is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gui.canvas.geometry import Box, Cell, Points, until
from gui.canvas.labels import LOCK, Caption, Slot, runs, text_width
from gui.canvas.style import BASELINE, CAP_HEIGHT, Style, prepared
from gui.reading import Reading, State
from gui.theme import ColorRole

HALO = 7.0
"""How far the wash behind something selected reaches."""

_CORNER = 9.0
_NOTCH = 0.72
"""Where an arrow's line ends inside its head, in parts of the head."""


def pen(color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen with round joints and flat ends."""
    return QPen(color, width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)


def draw_cell(painter: QPainter, cell: Cell, grown: float = 0.0) -> None:
    """An outline with the painter's pen and brush, `grown` on all sides."""
    wide, high = cell.half_width + grown, cell.half_height + grown
    rect = QRectF(cell.x - wide, cell.y - high, 2 * wide, 2 * high)
    if cell.is_round:
        painter.drawEllipse(rect)
    else:
        painter.drawRoundedRect(rect, _CORNER + grown, _CORNER + grown)


@dataclass(frozen=True, eq=False, slots=True)
class Arrow:
    """A line up to its head, and the head."""

    line: QPainterPath
    head: QPolygonF

    def paint(self, painter: QPainter, color: QColor, width: float) -> None:
        """Draw it with a line of `width`."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(color, width))
        painter.drawPath(self.line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self.head)

    def wash(self, painter: QPainter, color: QColor) -> None:
        """A broad stroke behind it."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2 * HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(self.line)


def arrow(curve: Points, line: float, *, straight: bool) -> Arrow:
    """An arrow along a Bézier curve, (4, 2); the head's size follows the width of outlines."""
    start, first, second, end = (QPointF(*map(float, point)) for point in curve)
    back = second if straight or second != end else first
    angle = atan2(end.y() - back.y(), end.x() - back.x())
    along = QPointF(cos(angle), sin(angle))
    across = QPointF(-along.y(), along.x())
    length, half = 9.0 + 2.2 * line, 3.4 + 1.0 * line
    inner = end - along * (length * _NOTCH)
    path = QPainterPath(start)
    if straight:
        path.lineTo(inner)
    else:
        # Cut off behind the head, not bent to end there: labels keep to the whole curve.
        speed = 3 * hypot(end.x() - back.x(), end.y() - back.y())
        shown = until(curve, max(0.0, 1 - length * _NOTCH / speed))
        path.cubicTo(*(QPointF(*map(float, point)) for point in shown[1:]))
    base = end - along * length
    return Arrow(path, QPolygonF([end, base + across * half, inner, base - across * half]))


def brace(box: Box) -> QPainterPath:
    """A curly brace that fills `box`, its tip to the right."""
    left, right = box.x - box.half_width, box.x + box.half_width
    top, bottom, bow = box.y - box.half_height, box.y + box.half_height, box.half_width
    path = QPainterPath(QPointF(left, top))
    path.quadTo(box.x, top, box.x, top + bow)
    path.lineTo(box.x, box.y - bow)
    path.quadTo(box.x, box.y, right, box.y)
    path.quadTo(box.x, box.y, box.x, box.y + bow)
    path.lineTo(box.x, bottom - bow)
    path.quadTo(box.x, bottom, left, bottom)
    return path


def draw_number(
    painter: QPainter, style: Style, slot: Slot, reading: Reading, attention: tuple[bool, bool]
) -> None:
    """A number; framed if it has the keyboard, underlined if the pointer could change it."""
    if reading.state is State.ABSENT:
        return
    painter.save()
    _enter(painter, slot.box)
    focused, hovered = attention
    if slot.settable and (focused or hovered):
        _draw_attention(painter, style, slot, text_width(slot, reading) / 2, framed=focused)
    _draw_text(painter, style, slot, reading)
    painter.restore()


def _draw_text(painter: QPainter, style: Style, slot: Slot, reading: Reading) -> None:
    """The texts around the origin, smaller where they would not fit."""
    texts = runs(slot, reading)
    lock = LOCK * slot.size if slot.locked else 0.0
    full = lock + sum(text.width + gap for text, gap, _ in texts)
    scale = min(1.0, 2 * slot.box.half_width / full)
    if scale < 1.0:
        painter.scale(scale, scale)
    x, baseline = -full / 2, BASELINE * slot.size
    if slot.locked:
        _draw_lock(painter, style, x, slot.size)
    x += lock
    for text, gap, role in texts:
        painter.setPen(style.colors[role])
        painter.setFont(text.font)
        painter.drawStaticText(QPointF(x, baseline - text.ascent), text.static)
        x += text.width + gap


def draw_words(painter: QPainter, words: Caption, color: QColor) -> None:
    """Words in the middle of their box, smaller where they would not fit."""
    text = prepared(words.text, words.size, math=words.math)
    scale = min(1.0, 2 * words.box.half_width / (text.width or 1.0))
    painter.save()
    painter.translate(words.box.x, words.box.y)
    painter.scale(scale, scale)
    painter.setPen(color)
    painter.setFont(text.font)
    at = QPointF(-text.width / 2, CAP_HEIGHT / 2 * words.size - text.ascent)
    painter.drawStaticText(at, text.static)
    painter.restore()


def draw_patch(painter: QPainter, style: Style, box: Box, half_width: float) -> None:
    """A piece of bare board, so that wires behind a number do not strike it through."""
    color = QColor(style.colors[ColorRole.CANVAS])
    color.setAlphaF(0.86)
    painter.save()
    _enter(painter, box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    wide, high = half_width + 3, box.half_height
    painter.drawRoundedRect(QRectF(-wide, -high, 2 * wide, 2 * high), 4, 4)
    painter.restore()


def _draw_attention(
    painter: QPainter, style: Style, slot: Slot, half_width: float, *, framed: bool
) -> None:
    accent = style.colors[ColorRole.ACCENT]
    if framed:
        high = 0.62 * slot.size
        painter.setPen(pen(accent, style.line))
        painter.setBrush(style.colors[ColorRole.SELECTION])
        frame = QRectF(-half_width - 4, -high, 2 * half_width + 8, 2 * high)
        painter.drawRoundedRect(frame, 4, 4)
        return
    y = 0.54 * slot.size
    painter.setPen(pen(accent, max(1.2, 0.09 * slot.size)))
    painter.drawLine(QPointF(-half_width, y), QPointF(half_width, y))


def _enter(painter: QPainter, box: Box) -> None:
    """Put the origin into the middle of `box`, the axes along it."""
    painter.translate(box.x, box.y)
    if box.angle:
        painter.rotate(degrees(box.angle))


def _draw_lock(painter: QPainter, style: Style, x: float, size: float) -> None:
    """A small padlock: training leaves this number alone."""
    color = style.colors[ColorRole.MUTED]
    painter.setPen(pen(color, 0.08 * size))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(x + 0.09 * size, -0.36 * size, 0.24 * size, 0.56 * size), 0, 180 * 16)
    painter.fillRect(QRectF(x, -0.06 * size, 0.42 * size, 0.38 * size), color)
