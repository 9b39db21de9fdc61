"""Connections: all wires with their weights and gradients, drawn by one item from arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.attention import Attention, Spot
from gui.canvas.geometry import (
    NO_BOXES,
    NO_SEGMENTS,
    Boxes,
    Segments,
    containing,
    distances,
    rows,
    sampled,
    segments_of,
)
from gui.canvas.labels import READABLE, text_width
from gui.canvas.layout import Layout
from gui.canvas.painting import arrow, draw_number, draw_patch
from gui.canvas.routing import is_straight
from gui.canvas.style import Style
from gui.reading import Reading
from gui.theme import ColorRole

REACH = 8.0
"""Scene units from a wire within which the pointer means it."""

MARGIN = 30.0
"""Around curves and labels: arrow heads, washes and frames."""


class ConnectionsItem(QGraphicsItem):
    """Draws every wire, and finds what is under the pointer by one vectorized distance."""

    def __init__(self, layout: Layout, style: Style) -> None:
        super().__init__()
        self._attention = Attention()
        self.show_layout(layout, style)

    # -- what is shown ------------------------------------------------------------------------

    def show_layout(self, layout: Layout, style: Style) -> None:
        """Other wires or places; their numbers follow."""
        self.prepareGeometryChange()
        self._layout, self._style = layout, style
        labels = layout.all_labels
        self._owners = [wire for wire, each in labels.items() for _ in each.slots]
        self.slots = tuple(slot for each in labels.values() for slot in each.slots)
        self._readings: tuple[Reading, ...] = ()
        self._boxes = rows([slot.box for slot in self.slots]) if self.slots else NO_BOXES
        points = sampled(layout.curves)
        self._segments = segments_of(points) if len(points) else NO_SEGMENTS
        self._arrows = [
            arrow(curve[::-1] if back else curve, style.line, straight=bool(straight))
            for curve, back, straight in zip(
                layout.curves, layout.backward, is_straight(layout.curves), strict=True
            )
        ]
        self.widths = np.full(len(self._arrows), style.line)
        self.extent = _extent(self._segments, self._boxes)
        self._bounds = self.extent.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)

    def show_numbers(self, readings: tuple[Reading, ...], widths: NDArray[np.float64]) -> None:
        """Other numbers in `slots`, and how thick each wire is."""
        if readings != self._readings or not np.array_equal(widths, self.widths):
            self._readings, self.widths = readings, widths
            self.update()

    def show_attention(self, attention: Attention) -> None:
        """Bring out something else."""
        if attention != self._attention:
            self._attention = attention
            self.update()

    # -- what stands where ---------------------------------------------------------------------

    def spots(self) -> Iterator[Spot]:
        """Every number that has a place of its own, or is pointed at."""
        for slot, owner, reading in zip(self.slots, self._owners, self._readings, strict=False):
            if self._is_shown(owner):
                yield Spot(slot, reading)

    def spot_at(self, at: QPointF) -> tuple[Spot, int] | None:
        """The number at a point, and its wire."""
        for index in np.flatnonzero(containing(self._boxes, at.x(), at.y())):
            owner = self._owners[index]
            if self._is_shown(owner) and index < len(self._readings):
                return Spot(self.slots[index], self._readings[index]), owner
        return None

    def wire_at(self, at: QPointF) -> int | None:
        """The wire nearest to a point, if it is near at all."""
        if not len(self._segments):
            return None
        away = distances(self._segments, np.array([[at.x(), at.y()]]))[:, 0]
        nearest = int(np.argmin(away))  # every wire has equally many segments
        return nearest * len(self._arrows) // len(away) if away[nearest] <= REACH else None

    def _is_shown(self, wire: int) -> bool:
        """A label without a place shows while the pointer or the keyboard is at it."""
        if wire in self._layout.labels or wire == self._attention.hovered_wire:
            return True
        focus = self._attention.focus
        return any(slot.quantity == focus for slot in self._layout.spare[wire].slots)

    def boundingRect(self) -> QRectF:
        """All curves and labels."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Lines first, then numbers where they can be read."""
        colors = self._style.colors
        for wire, each in enumerate(self._arrows):
            if self._is_brought_out(wire):
                each.wash(painter, colors[ColorRole.SELECTION])
        for wire, (each, width) in enumerate(zip(self._arrows, self.widths, strict=True)):
            each.paint(painter, colors[self._role(wire)], float(width))
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom * self._style.number >= READABLE:
            self._paint_numbers(painter)

    def _paint_numbers(self, painter: QPainter) -> None:
        labels = self._layout.all_labels
        for slot, wire, reading in zip(self.slots, self._owners, self._readings, strict=False):
            if not self._is_shown(wire):
                continue
            if labels[wire].crossed:
                draw_patch(painter, self._style, slot.box, text_width(slot, reading) / 2)
            attention = self._attention.of_number(slot.quantity)
            draw_number(painter, self._style, slot, reading, attention)

    def _is_brought_out(self, wire: int) -> bool:
        key = self._layout.board.wires[wire].edge.key
        return key in self._attention.selected or wire == self._attention.hovered_wire

    def _role(self, wire: int) -> ColorRole:
        if self._layout.board.wires[wire].edge.key in self._attention.selected:
            return ColorRole.ACCENT
        return ColorRole.GRADIENT if self._layout.backward[wire] else ColorRole.LINE


def _extent(segments: Segments, boxes: Boxes) -> QRectF:
    """A rectangle around everything; a label may stand at any angle."""
    reach = np.hypot(boxes[:, 2], boxes[:, 3])[:, None]
    corners = (segments[:, :2], segments[:, 2:], boxes[:, :2] - reach, boxes[:, :2] + reach)
    points = np.concatenate(corners)
    if not len(points):
        return QRectF()
    left, top = (float(each) for each in points.min(axis=0))
    right, bottom = (float(each) for each in points.max(axis=0))
    return QRectF(left, top, right - left, bottom - top)
