"""Items: the nodes of the drawing. They draw and say what stands where; they never edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.attention import Attention, Spot
from gui.canvas.drafting import Figure, Stub
from gui.canvas.geometry import Box, Cell
from gui.canvas.labels import READABLE, Caption, Slot
from gui.canvas.marks import Mark
from gui.canvas.painting import (
    HALO,
    Arrow,
    arrow,
    brace,
    draw_cell,
    draw_number,
    draw_words,
    pen,
)
from gui.canvas.style import Style
from gui.reading import Reading
from gui.theme import ColorRole

NODES_ABOVE = 1.0
"""z of the nodes; connections lie at 0."""

FRAME = HALO + 5.0
"""Room for washes, frames and pens around what is drawn."""


class NodeItem(QGraphicsItem):
    """One node with its numbers."""

    def __init__(self, node: str, figure: Figure, style: Style) -> None:
        super().__init__()
        self.node = node
        self._attention = Attention()
        self.setZValue(NODES_ABOVE)
        self.show_figure(figure, style)

    # -- what is shown ------------------------------------------------------------------------

    def show_figure(self, figure: Figure, style: Style) -> None:
        """Another outline, or the same in another theme; its numbers follow."""
        self.prepareGeometryChange()
        self.figure, self._style = figure, style
        self._outlines = (figure.hull,) if figure.is_joined else figure.cells
        self.extent = _extent(figure)
        room_for_mark = 7 * style.caption  # behind a caption
        self._bounds = self.extent.adjusted(-FRAME, -FRAME, room_for_mark, FRAME)
        self._stubs = [_stub_arrow(stub, style) for stub in figure.stubs]
        self._settable = frozenset(slot.quantity for slot in figure.slots if slot.settable)
        self._readings: tuple[Reading, ...] = ()
        self._marks: Mapping[int, Mark] = {}
        self.update()

    def show_numbers(self, readings: tuple[Reading, ...], marks: Mapping[int, Mark]) -> None:
        """Other numbers in the figure's slots, and marks by element."""
        if (readings, marks) != (self._readings, self._marks):
            self._readings, self._marks = readings, marks
            self.update()

    def show_attention(self, attention: Attention) -> None:
        """Bring out something else; repaints only when it concerns this node."""
        concern = self._concern(attention)
        if concern != self._concern(self._attention):
            self.update()
        self._attention = attention

    def _concern(self, attention: Attention) -> tuple[object, ...]:
        own = self._settable
        return (
            self.node in attention.selected,
            attention.focus if attention.focus in own or attention.focus == self.node else None,
            attention.hovered if attention.hovered in own else None,
        )

    # -- what stands where ---------------------------------------------------------------------

    def spots(self) -> Iterator[Spot]:
        """Every number, in scene coordinates."""
        for slot, reading in zip(self.figure.slots, self._readings, strict=False):
            yield Spot(slot.placed(slot.box.moved(self.x(), self.y()), slot.size), reading)

    def covers(self, at: QPointF) -> bool:
        """Whether a scene point lies inside one of the outlines."""
        x, y = at.x() - self.x(), at.y() - self.y()
        return any(cell.contains(x, y) for cell in self.figure.cells)

    def slot_at(self, at: QPointF) -> Slot | None:
        """The number at a scene point; its box in scene coordinates."""
        for spot in self.spots():
            box = spot.slot.box  # upright, as every number of a node
            if abs(at.x() - box.x) <= box.half_width and abs(at.y() - box.y) <= box.half_height:
                return spot.slot
        return None

    def mark_at(self, at: QPointF) -> Mark | None:
        """The mark written at a scene point."""
        x, y = at.x() - self.x(), at.y() - self.y()
        for words, mark in self._mark_words():
            box = words.box
            if abs(x - box.x) <= box.half_width and abs(y - box.y) <= box.half_height:
                return mark
        return None

    def _mark_words(self) -> Iterator[tuple[Caption, Mark]]:
        for element, mark in self._marks.items():
            yield self.figure.mark(element, mark.text, self._style.caption), mark

    def boundingRect(self) -> QRectF:
        """Everything that may be painted."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Outlines first, then words and numbers where they can be read."""
        self._paint_cells(painter)
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom * self._style.caption < READABLE:
            return
        self._paint_words(painter)
        for slot, reading in zip(self.figure.slots, self._readings, strict=False):
            attention = self._attention.of_number(slot.quantity)
            draw_number(painter, self._style, slot, reading, attention)

    def _paint_cells(self, painter: QPainter) -> None:
        style, colors = self._style, self._style.colors
        is_selected = self.node in self._attention.selected
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors[ColorRole.SELECTION])
            for cell in self._outlines:
                draw_cell(painter, cell, HALO)
        outline = ColorRole.ACCENT if is_selected else ColorRole.LINE
        dash = Qt.PenStyle.DashLine if self.figure.lack else Qt.PenStyle.SolidLine
        painter.setPen(pen(colors[outline], style.line, dash))
        painter.setBrush(colors[ColorRole.NODE])
        for cell in self._outlines:
            draw_cell(painter, cell)
        if self._attention.focus == self.node:
            painter.setPen(pen(colors[ColorRole.ACCENT], 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for cell in self._outlines:
                draw_cell(painter, cell, HALO)
        self._paint_lines(painter)
        self.paint_inside(painter)

    def _paint_lines(self, painter: QPainter) -> None:
        style, colors = self._style, self._style.colors
        painter.setPen(pen(colors[ColorRole.BORDER], 0.75 * style.line))
        for rule in self.figure.rules:
            left, right = rule.x - rule.half_width, rule.x + rule.half_width
            painter.drawLine(QPointF(left, rule.y), QPointF(right, rule.y))
        if self.figure.is_joined:
            painter.setPen(pen(colors[ColorRole.LINE], 0.5 * style.line))
            for cell in self.figure.cells[1:]:
                y = cell.y - cell.half_height
                left, right = cell.x - cell.half_width, cell.x + cell.half_width
                painter.drawLine(QPointF(left, y), QPointF(right, y))
        if self.figure.brace is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(colors[ColorRole.LINE], 0.8 * style.line))
            painter.drawPath(brace(self.figure.brace))
        for each in self._stubs:
            each.paint(painter, colors[ColorRole.LINE], 0.8 * style.line)

    def paint_inside(self, painter: QPainter) -> None:
        """What a node of another kind shows inside its outline."""

    def _paint_words(self, painter: QPainter) -> None:
        figure, colors = self.figure, self._style.colors
        for sign in figure.signs:
            draw_words(painter, sign, colors[ColorRole.TEXT])
        if figure.caption is not None:
            draw_words(painter, figure.caption, colors[ColorRole.MUTED])
        if figure.lack is not None:
            draw_words(painter, figure.lack, colors[ColorRole.WARNING])
        for words, _ in self._mark_words():
            draw_words(painter, words, colors[ColorRole.WARNING])


def _stub_arrow(stub: Stub, style: Style) -> Arrow:
    curve = np.linspace((stub.x, stub.start), (stub.x, stub.end), 4)
    return arrow(curve, 0.4 * style.line, straight=True)


def _extent(figure: Figure) -> QRectF:
    """The rectangle around outlines, words and numbers."""
    rect = QRectF()
    things: tuple[Cell | Box, ...] = (*figure.cells, *figure.boxes())
    for each in things:
        wide, high = each.half_width, each.half_height
        rect |= QRectF(each.x - wide, each.y - high, 2 * wide, 2 * high)
    return rect
