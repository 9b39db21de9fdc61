"""Painting: the few shapes that the drawing is made of."""

from __future__ import annotations

from collections.abc import Iterable
from math import degrees

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.canvas.painting.pointers import draw_lines
from gui.canvas.painting.veil import veil
from gui.canvas.placing.geometry import Box, Boxes, Cell
from gui.canvas.placing.labels import LOCK, Caption, Run, Slot, runs, text_width
from gui.canvas.placing.style import BASELINE, CAP_HEIGHT, Style, pen, prepared
from gui.reading import Reading, State
from gui.theme import ColorRole

HALO = 7.0
"""How far the wash behind something selected reaches."""

BARE, PATCHED = 0.86, 3.0
"""How much a patch behind words covers, and how far it reaches at both ends of them."""

_CORNER = 9.0


def draw_cell(painter: QPainter, cell: Cell, grown: float = 0.0) -> None:
    """An outline with the painter's pen and brush, `grown` on all sides."""
    wide, high = cell.half_width + grown, cell.half_height + grown
    rect = QRectF(cell.x - wide, cell.y - high, 2 * wide, 2 * high)
    if cell.is_round:
        painter.drawEllipse(rect)
    else:
        painter.drawRoundedRect(rect, _CORNER + grown, _CORNER + grown)


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
    focused, hovered = attention
    half_width = text_width(slot, reading) / 2
    if slot.settable and (focused or hovered):
        draw_attention(painter, style, slot, half_width, framed=focused)
    texts = runs(slot, reading)
    lock = LOCK * slot.size if slot.locked else 0.0
    full = lock + sum(run.width for run in texts)
    scale = min(1.0, 2 * slot.box.half_width / full)
    if slot.locked:
        draw_lock(painter, style, slot, half_width, slot.size * scale)
    painter.save()
    _enter(painter, slot.box)
    painter.scale(scale, scale)
    draw_runs(painter, style, texts, lock - full / 2, BASELINE * slot.size)
    painter.restore()


def draw_runs(
    painter: QPainter, style: Style, texts: Iterable[Run], x: float, baseline: float
) -> None:
    """Texts side by side, from `x` on."""
    for run in texts:
        text = prepared(run.text, run.size)
        factor = run.size / text.font.pixelSize()  # fonts come in whole sizes
        painter.setPen(style.colors[run.role])
        painter.setFont(text.font)
        painter.save()
        painter.translate(x, baseline)
        painter.scale(factor, factor)
        painter.drawStaticText(QPointF(0.0, -text.ascent), text.static)
        painter.restore()
        x += run.width


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


def draw_patches(painter: QPainter, style: Style, boxes: Boxes) -> None:
    """Pieces of bare board, so that wires behind words or numbers do not strike them through.

    Broad lines, many of one height in one call; of pixels, for a scaled pen is drawn slowly.
    """
    view = painter.worldTransform()
    x, y, half_width, half_height, angle = boxes.T
    right, down = (half_width + PATCHED) * (np.cos(angle), np.sin(angle))
    lines = np.stack((x - right, y - down, x + right, y + down), axis=1)
    lines = lines * view.m11() + np.tile((view.dx(), view.dy()), 2)
    painter.save()
    painter.resetTransform()
    for height in np.unique(half_height).tolist():
        flat = Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap
        painter.setPen(QPen(veil(style, BARE), 2 * height * view.m11(), *flat))
        draw_lines(painter, lines[half_height == height])
    painter.restore()


def draw_plate(painter: QPainter, box: Box, half_width: float, half_height: float) -> None:
    """A rounded rectangle around what stands in a box."""
    painter.save()
    _enter(painter, box)
    _round_off(painter, half_width, half_height)
    painter.restore()


def _round_off(painter: QPainter, half_width: float, half_height: float) -> None:
    rect = QRectF(-half_width, -half_height, 2 * half_width, 2 * half_height)
    painter.drawRoundedRect(rect, 4, 4)


def draw_attention(
    painter: QPainter, style: Style, slot: Slot, half_width: float, *, framed: bool
) -> None:
    """A frame around a number that has the keyboard, else a line under it."""
    painter.save()
    _enter(painter, slot.box)
    accent = style.colors[ColorRole.ACCENT]
    if framed:
        high = 0.62 * slot.size
        painter.setPen(pen(accent, style.line))
        painter.setBrush(style.colors[ColorRole.SELECTION])
        _round_off(painter, half_width + 4, high)
    else:
        y = 0.54 * slot.size
        painter.setPen(pen(accent, max(1.2, 0.09 * slot.size)))
        painter.drawLine(QPointF(-half_width, y), QPointF(half_width, y))
    painter.restore()


def draw_lock(painter: QPainter, style: Style, slot: Slot, half_width: float, size: float) -> None:
    """A small padlock at the left end of a number: training leaves it alone."""
    painter.save()
    _enter(painter, slot.box)
    color = style.colors[ColorRole.MUTED]
    painter.setPen(pen(color, 0.08 * size))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x = -half_width
    painter.drawArc(QRectF(x + 0.09 * size, -0.36 * size, 0.24 * size, 0.56 * size), 0, 180 * 16)
    painter.fillRect(QRectF(x, -0.06 * size, 0.42 * size, 0.38 * size), color)
    painter.restore()


def _enter(painter: QPainter, box: Box) -> None:
    """Put the origin into the middle of `box`, the axes along it."""
    painter.translate(box.x, box.y)
    if box.angle:
        painter.rotate(degrees(box.angle))
