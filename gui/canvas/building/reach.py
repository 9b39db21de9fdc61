"""Reach: while an arrow is drawn, its line, where it may lead, and a veil over where it may not."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.nodes import Edge
from gui.canvas.painting.arrows import arrows
from gui.canvas.painting.shapes import HALO, draw_cell
from gui.canvas.painting.veil import veil
from gui.canvas.placing.geometry import Cell, Points
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.routing import TIP_GAP, route
from gui.canvas.placing.style import Style, pen
from gui.canvas.placing.wires import Wire
from gui.theme import ColorRole

ABOVE_NUMBERS = 3.0
"""z; the numbers lie at 2."""

_AROUND = 20.0
"""Scene units around curves and outlines: heads, rings and pens."""

_VEILED = 0.72
"""How much of what is refused the board covers."""


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """An arrow that is being drawn.

    `fixed` is the node at its one end, `at` the scene point of the other; `forth`: it leads away
    from `fixed`. `over` is the node that is reached, `kept` an arrow that it would replace.
    """

    fixed: str
    forth: bool
    refused: AbstractSet[str]
    at: tuple[float, float]
    over: str | None = None
    kept: Points | None = None


class ReachItem(QGraphicsItem):
    """Draws a reach over the nodes of a layout."""

    def __init__(self, layout: Layout, style: Style, reach: Reach) -> None:
        super().__init__()
        self.setZValue(ABOVE_NUMBERS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._layout, self._style = layout, style
        self.reach = reach
        self._outlines = _outlines(layout)
        self._curve = self._led()
        self._bounds = _bounds(layout)

    def move(self, at: tuple[float, float], over: str | None) -> None:
        """The free end goes elsewhere."""
        before = self._touched()
        self.reach = replace(self.reach, at=at, over=over)
        self._curve = self._led()
        self.update(before | self._touched())

    def _touched(self) -> QRectF:
        """What a move changes: around the arrow and the node that it reaches."""
        cells = self._outlines[self.reach.over] if self.reach.over is not None else ()
        boxes = np.array([cell.row for cell in cells]).reshape(-1, 5)
        curve = np.empty((0, 2)) if self._curve is None else self._curve
        points = np.concatenate((curve, boxes[:, :2] - boxes[:, 2:4], boxes[:, :2] + boxes[:, 2:4]))
        if not len(points):
            return QRectF()
        left, top = points.min(axis=0) - _AROUND
        right, bottom = points.max(axis=0) + _AROUND
        return QRectF(float(left), float(top), float(right - left), float(bottom - top))

    def boundingRect(self) -> QRectF:
        """All nodes, and wherever the free end may be."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """The veil first, then rings, then the arrow."""
        colors, reach = self._style.colors, self.reach
        outlines = self._outlines
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil(self._style, _VEILED))
        for node in reach.refused - {reach.fixed, reach.over}:
            for cell in outlines[node]:
                draw_cell(painter, cell, HALO + 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(colors[ColorRole.ACCENT], self._style.line))
        for node in outlines.keys() - reach.refused:
            for cell in outlines[node]:
                draw_cell(painter, cell, 0.6 * HALO)
        self._paint_over(painter)
        self._paint_arrow(painter)

    def _paint_over(self, painter: QPainter) -> None:
        """A strong ring around what is reached, a broken one where it is refused."""
        over = self.reach.over
        if over is None:
            return
        is_refused = over in self.reach.refused
        role = ColorRole.WARNING if is_refused else ColorRole.ACCENT
        style = Qt.PenStyle.DashLine if is_refused else Qt.PenStyle.SolidLine
        painter.setPen(pen(self._style.colors[role], 2 * self._style.line, style))
        for cell in self._outlines[over]:
            draw_cell(painter, cell, 0.8 * HALO)

    def _paint_arrow(self, painter: QPainter) -> None:
        reach, colors, line = self.reach, self._style.colors, self._style.line
        if reach.kept is not None:
            kept = arrows(reach.kept[None], line)
            kept.paint(painter, 0, colors[ColorRole.CANVAS], 3 * line)
        if self._curve is not None:
            refused = reach.over in reach.refused
            color = colors[ColorRole.WARNING if refused else ColorRole.ACCENT]
            arrows(self._curve[None], line).paint(painter, 0, color, 1.4 * line)

    def _led(self) -> Points | None:
        """To a node around what lies between, else straight; None where it has no length."""
        reach, near = self.reach, self._whole(self.reach.fixed)
        if reach.over is None or reach.over == reach.fixed:
            far = Cell(*reach.at, 0.0, 0.0)
            if near.contains(far.x, far.y):
                return None
            source, target = (near, far) if reach.forth else (far, near)
            start = np.array(source.boundary(target.x, target.y))
            end = np.array(target.boundary(source.x, source.y, TIP_GAP))
            return np.asarray(start + np.linspace(0.0, 1.0, 4)[:, None] * (end - start))
        ends = (reach.fixed, reach.over) if reach.forth else (reach.over, reach.fixed)
        source, target = (self._layout.figures[end].hull for end in ends)
        own = self._rows_of(reach.fixed) + self._rows_of(reach.over)
        wire = Wire(Edge(*ends), source, target, own)
        return np.asarray(route(self._layout.board, [wire])[0])

    def _rows_of(self, node: str) -> tuple[int, ...]:
        """The rows of a node's outlines on the board."""
        first = 0
        for other, figure in self._layout.figures.items():
            if other == node:
                return tuple(range(first, first + len(figure.cells)))
            first += len(figure.cells)
        raise KeyError(node)

    def _whole(self, node: str) -> Cell:
        return self._layout.figures[node].hull.moved(*self._layout.positions[node])


def _outlines(layout: Layout) -> Mapping[str, tuple[Cell, ...]]:
    """Of every node, in the scene."""
    found = {}
    for node, figure in layout.figures.items():
        cells = (figure.hull,) if figure.is_joined else figure.cells
        found[node] = tuple(cell.moved(*layout.positions[node]) for cell in cells)
    return found


def _bounds(layout: Layout) -> QRectF:
    """Larger than any view of the drawing."""
    places = np.array(list(layout.positions.values())).reshape(-1, 2)
    left, top = places.min(axis=0, initial=0.0) - 1e4
    right, bottom = places.max(axis=0, initial=0.0) + 1e4
    return QRectF(float(left), float(top), float(right - left), float(bottom - top))
