"""Connections: all wires, drawn in batches from arrays; the nearest is found by one distance.

They stand still while numbers change, so they belong to the backdrop. Widths are drawn in steps too
fine to see, so that many wires share a pen; the lines of a pen are one call, each on its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from engine.arrays import Vector
from engine.nodes import EdgeKey
from engine.quantity import Quantity
from gui.canvas.attention import Attention
from gui.canvas.painting.arrows import Arrows, arrows, head_length
from gui.canvas.painting.backdrop import Part
from gui.canvas.painting.pointers import draw_lines
from gui.canvas.painting.shapes import HALO, draw_patches
from gui.canvas.placing.geometry import Boxes, Mask, sampled, segments_of
from gui.canvas.placing.labels import READABLE
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.meeting import distances
from gui.canvas.placing.nearness import Extents, of_curves
from gui.canvas.placing.style import Style, pen
from gui.theme import ColorRole

REACH = 8.0
"""Scene units from a wire within which the pointer means it."""

MARGIN = 30.0
"""Around curves: arrow heads and washes."""

SMALLEST_HEAD = 2.0
"""Pixels; the head of an arrow that is shorter cannot be seen."""

_STEP = 0.05
"""Of widths, in parts of an outline's."""

_MANY = 200
"""Wires in a part."""

_MANY_PATCHES = 60
"""Numbers in a part that are patched."""

_ROLES = (ColorRole.LINE, ColorRole.GRADIENT, ColorRole.ACCENT)

_Wires = NDArray[np.intp]


class Connections:
    """Draws every wire, and finds the one under the pointer."""

    def __init__(self, layout: Layout, style: Style) -> None:
        self._begin(layout, style)

    def _begin(self, layout: Layout, style: Style) -> None:
        self._layout, self._style = layout, style
        all_wires = np.arange(len(layout.curves))
        self._arrows, self._bounds = self._arrows_of(all_wires), self._bounds_of(all_wires)
        self.widths: Vector = np.full(len(all_wires), style.line)
        self._roles = np.where(layout.backward, 1, 0)
        self._washed = np.zeros(len(all_wires), dtype=np.bool_)

    def _arrows_of(self, wires: _Wires) -> Arrows:
        curves, backward = self._layout.curves[wires], self._layout.backward[wires]
        turned = np.where(backward[:, None, None], curves[:, ::-1], curves)
        return arrows(turned, self._style.line)

    def _bounds_of(self, wires: _Wires) -> Extents:
        return of_curves(sampled(self._layout.curves[wires]))

    @property
    def extent(self) -> QRectF:
        """The rectangle around all curves."""
        return self._around(np.arange(len(self._bounds)), 0.0)

    def _around(self, wires: _Wires, margin: float = MARGIN) -> QRectF:
        if not len(wires):
            return QRectF()
        left, top = (self._bounds[wires, :2].min(axis=0) - margin).tolist()
        right, bottom = (self._bounds[wires, 2:].max(axis=0) + margin).tolist()
        return QRectF(left, top, right - left, bottom - top)

    # -- what is shown: each returns where the picture is not true any more -------------------

    def show_layout(self, layout: Layout, style: Style) -> QRectF:
        """Another layout; wires that are the same at the same place are left as they are."""
        before = self._layout
        if before.figures is not layout.figures:
            extent = self.extent
            self._begin(layout, style)
            return extent | self.extent
        moved = np.flatnonzero(np.any(before.curves != layout.curves, axis=(1, 2)))
        patched = np.flatnonzero(np.any(_patches(before) != _patches(layout), axis=1))
        changed = np.union1d(moved, patched)
        area, self._layout = self._around(changed), layout
        self._arrows = self._arrows.but(moved, self._arrows_of(moved))
        self._bounds = self._bounds.copy()
        self._bounds[moved] = self._bounds_of(moved)
        return area | self._around(changed)

    def show_widths(self, widths: Vector) -> QRectF:
        """How thick each wire is."""
        changed = np.flatnonzero(self._levels(widths) != self._levels(self.widths))
        self.widths = widths
        return self._around(changed)

    def show_attention(self, attention: Attention) -> QRectF:
        """Bring out what is selected and what the pointer is at."""
        selected = [key for key in attention.selected if isinstance(key, tuple)]
        chosen = [wire for key in selected for wire in self.of_edge(key)]
        roles = np.where(self._layout.backward, 1, 0)
        roles[chosen] = 2
        washed = np.zeros_like(self._washed)
        washed[chosen] = True
        if attention.hovered_wire is not None:
            washed[attention.hovered_wire] = True
        changed = np.flatnonzero((roles != self._roles) | (washed != self._washed))
        self._roles, self._washed = roles, washed
        return self._around(changed)

    def _levels(self, widths: Vector) -> NDArray[np.int64]:
        return np.round(widths / (_STEP * self._style.line)).astype(np.int64)

    # -- what is where ------------------------------------------------------------------------

    def of_edge(self, key: EdgeKey, weights: Collection[Quantity] = ()) -> list[int]:
        """The wires of an edge; those that bear one of `weights`, if any does."""
        pieces = self._layout.board.pieces
        wires = pieces.of_edge.get(key, [])
        bearing = [wire for wire in wires if pieces.wires[wire].weight in weights]
        return bearing or wires

    def area(self, key: EdgeKey) -> QRectF:
        """The rectangle around the wires of an edge."""
        return self._around(np.array(self.of_edge(key), dtype=np.intp), 0.0)

    def wire_at(self, at: QPointF) -> int | None:
        """The wire nearest to a point, if it is near at all."""
        near = np.flatnonzero(self._near(QRectF(at, at), REACH))
        if not len(near):
            return None
        segments = segments_of(sampled(self._layout.curves[near]))
        away = distances(segments, np.broadcast_to((at.x(), at.y()), (len(segments), 2)))
        nearest = away.reshape(len(near), -1).min(axis=1)
        best = int(np.argmin(nearest))
        return int(near[best]) if nearest[best] <= REACH else None

    def _near(self, area: QRectF, margin: float = MARGIN) -> Mask:
        low = (area.left() - margin, area.top() - margin)
        high = (area.right() + margin, area.bottom() + margin)
        near = (self._bounds[:, :2] <= high) & (self._bounds[:, 2:] >= low)
        return np.asarray(near.all(axis=1), dtype=np.bool_)

    # -- painting -----------------------------------------------------------------------------

    def parts(self, area: QRectF) -> Iterator[Part]:
        """The picture of an area: washes, wires, and bare board behind labels that are crossed."""
        near = self._near(area)
        washed = np.flatnonzero(near & self._washed)
        if len(washed):
            yield partial(self._wash, washed)
        wires = np.flatnonzero(near)
        for start in range(0, len(wires), _MANY):
            yield partial(self._paint, wires[start : start + _MANY])
        labels = self._layout.labels
        patched = labels.boxes[labels.crossed & near[labels.wires]].reshape(-1, 5)
        for start in range(0, len(patched), _MANY_PATCHES):
            yield partial(self._patch, patched[start : start + _MANY_PATCHES])

    def _wash(self, wires: _Wires, painter: QPainter) -> None:
        """A broad stroke behind what is brought out."""
        color, flat = self._style.colors[ColorRole.SELECTION], Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2 * HALO, flat, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for wire in wires.tolist():
            painter.drawPath(self._arrows.path(wire))

    def _paint(self, wires: _Wires, painter: QPainter) -> None:
        colors, lines = self._style.colors, self._arrows.lines
        levels = self._levels(self.widths)
        has_heads = painter.worldTransform().m11() * head_length(self._style.line) >= SMALLEST_HEAD
        pens = self._roles[wires] + len(_ROLES) * levels[wires]
        for which in np.unique(pens).tolist():
            level, role = divmod(which, len(_ROLES))
            own, color = wires[pens == which], colors[_ROLES[role]]
            painter.setPen(pen(color, level * _STEP * self._style.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_lines(painter, lines[own[self._arrows.straight[own]]])
            for wire in own[~self._arrows.straight[own]].tolist():
                painter.drawPath(self._arrows.path(wire))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            for wire in own.tolist() if has_heads else ():
                painter.drawPolygon(self._arrows.head(wire))

    def draw(self, painter: QPainter, wire: int, line: QPen) -> None:
        """Draw one wire with another pen; its head is never dashed."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line)
        painter.drawPath(self._arrows.path(wire))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line.color())
        painter.drawPolygon(self._arrows.head(wire))

    def _patch(self, boxes: Boxes, painter: QPainter) -> None:
        if painter.worldTransform().m11() * self._style.number >= READABLE:  # or there are none
            draw_patches(painter, self._style, boxes)


def _patches(layout: Layout) -> Vector:
    """The boxes of the labels that are patched, by wire, (wires, k)."""
    labels = layout.labels
    found = np.zeros((len(layout.curves), 5 * len(labels.of.roles)))
    found[labels.wires[labels.crossed]] = labels.boxes[labels.crossed].reshape(-1, found.shape[1])
    return found
