"""The item of a wave: a veil over the drawing, and above it what the wave has reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import Vector
from gui.canvas.painting.arrows import arrows
from gui.canvas.painting.heat import INSET, heat_image
from gui.canvas.painting.shapes import HALO, brace, draw_cell, draw_patches, draw_words
from gui.canvas.painting.veil import veil
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.geometry import until
from gui.canvas.placing.labels import READABLE
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.style import Style, pen
from gui.canvas.waves.drawing import Drawing, Lamp
from gui.canvas.waves.lines import draw_line, room
from gui.theme import ColorRole

ABOVE_ALL = 10.0
"""z of the wave; nodes lie at 1."""

VEILED = 0.82
"""How much of the drawing behind is covered."""

WIDER = 1.35
"""Lit wires and outlines, in parts of ordinary ones."""

GLOW = 0.3
"""Opacity of the ring that a node sends out when it lights up."""

_HEAD = 1.8
"""Radius of the point that runs ahead, in parts of the line's width."""

_READ = 0.6
"""How much of a wire is passed when its numbers appear."""


class WaveItem(QGraphicsItem):
    """Shows a drawing up to a front."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(ABOVE_ALL)
        self._bounds = QRectF()
        self._front = 0.0

    @property
    def drawing(self) -> Drawing:
        """What is shown."""
        return self._drawing

    @property
    def front(self) -> float:
        """How far the wave has come, in levels; beyond the last one it is at rest."""
        return self._front

    def show_drawing(self, drawing: Drawing, layout: Layout, style: Style, area: QRectF) -> None:
        """Another drawing; `area` is what the veil covers."""
        self.prepareGeometryChange()
        self._drawing, self._layout, self._style, self._bounds = drawing, layout, style, area
        curves = layout.curves[[ray.wire for ray in drawing.rays]]
        self._ways = curves if drawing.role is ColorRole.FORWARD else curves[:, ::-1]
        self._usual, self._lit = arrows(curves, style.line), arrows(self._ways, style.line)
        self._starts = np.array([ray.start for ray in drawing.rays])
        self._times = np.array([ray.end - ray.start for ray in drawing.rays])
        self.update()

    def show_front(self, front: float) -> None:
        """The wave comes to another level."""
        self._front = front
        self.update()

    def boundingRect(self) -> QRectF:
        """What the veil covers."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """The veil, then wires, nodes and what is written at them."""
        painter.fillRect(self._bounds, veil(self._style, VEILED))
        parts = np.clip((self._front - self._starts) / self._times, 0.0, 1.0)
        self._paint_rays(painter, parts)
        for lamp in self._drawing.lamps:
            if self._front >= lamp.level:
                self._paint_lamp(painter, lamp)
        if self._is_readable(painter):
            self._paint_labels(painter, parts)

    def _paint_labels(self, painter: QPainter, parts: Vector) -> None:
        for ray, part in zip(self._drawing.rays, parts.tolist(), strict=True):
            for line in self._drawing.labels.get(ray.wire, ()) if part >= _READ else ():
                half = min(line.box.half_width, room(line.parts, line.size) / 2)
                if line.patched:
                    box = replace(line.box, half_width=half)
                    draw_patches(painter, self._style, np.array([box.row]))
                draw_line(painter, self._style, line)

    def _is_readable(self, painter: QPainter) -> bool:
        detail = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        return detail * self._style.number >= READABLE

    def _paint_rays(self, painter: QPainter, parts: Vector) -> None:
        """Whole arrows, or lines up to the points that run ahead."""
        colors, width = self._style.colors, WIDER * self._style.line
        bare, color = colors[ColorRole.CANVAS], colors[self._drawing.role]
        for index in np.flatnonzero(parts > 0.0).tolist():
            self._usual.paint(painter, index, bare, width)  # it may point in the other direction
            painter.setPen(pen(bare, width))
            painter.drawPolygon(self._usual.head(index))
        shown = until(self._ways, parts)
        for index in np.flatnonzero(parts > 0.0).tolist():
            if parts[index] == 1.0:
                self._lit.paint(painter, index, color, width)
                continue
            start, first, second, end = (QPointF(*at) for at in shown[index].tolist())
            path = QPainterPath(start)
            path.cubicTo(first, second, end)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(color, width))
            painter.drawPath(path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(end, _HEAD * width, _HEAD * width)

    def _paint_lamp(self, painter: QPainter, lamp: Lamp) -> None:
        figure = self._layout.figures[lamp.node]
        painter.save()
        painter.translate(*self._layout.positions[lamp.node])
        self._paint_glow(painter, figure, lamp)
        painter.setPen(pen(self._style.colors[self._drawing.role], WIDER * self._style.line))
        painter.setBrush(self._style.colors[ColorRole.NODE])
        for index in lamp.cells:
            draw_cell(painter, figure.cells[index])
        if figure.brace is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(brace(figure.brace))
        if lamp.tints:
            cell = figure.cells[0]
            wide, high = cell.half_width - INSET, cell.half_height - INSET
            rect = QRectF(cell.x - wide, cell.y - high, 2 * wide, 2 * high)
            painter.drawImage(rect, heat_image(lamp.tints))
        if self._is_readable(painter):
            self._paint_words(painter, figure, lamp)
        painter.restore()

    def _paint_words(self, painter: QPainter, figure: Figure, lamp: Lamp) -> None:
        if figure.caption is not None:
            draw_words(painter, figure.caption, self._style.colors[ColorRole.MUTED])
        for sign in figure.signs:
            draw_words(painter, sign, self._style.colors[ColorRole.TEXT])
        for line in (*(line for lines in lamp.cells.values() for line in lines), *lamp.loose):
            draw_line(painter, self._style, line)

    def _paint_glow(self, painter: QPainter, figure: Figure, lamp: Lamp) -> None:
        """A ring that grows and fades after the wave has arrived."""
        age = self._front - lamp.level
        if age >= 1.0 or self._front > self._drawing.levels + 0.999:
            return
        color = QColor(self._style.colors[self._drawing.role])
        color.setAlphaF(GLOW * (1.0 - age))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for index in lamp.cells:
            draw_cell(painter, figure.cells[index], HALO * (1.0 + age))
