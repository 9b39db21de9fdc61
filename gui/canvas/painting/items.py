"""Items: the nodes of the drawing. They say what stands where and how it looks; they never edit.

Nodes stand still while numbers change, so the backdrop paints them: Qt itself never does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.attention import Attention
from gui.canvas.painting.arrows import Arrows, arrows
from gui.canvas.painting.shapes import HALO, brace, draw_cell, draw_patches, draw_words
from gui.canvas.placing.drafting import Figure, Stub
from gui.canvas.placing.labels import READABLE
from gui.canvas.placing.style import Style, pen
from gui.theme import ColorRole

NODES_ABOVE = 1.0
"""z of the nodes; connections lie at 0."""

FRAME = HALO + 5.0
"""Room for washes, frames and pens around what is drawn."""


class NodeItem(QGraphicsItem):
    """One node, without its numbers; it calls `changed` with where it looks different."""

    def __init__(
        self, node: str, figure: Figure, style: Style, changed: Callable[[QRectF], None]
    ) -> None:
        super().__init__()
        self.node = node
        self._changed = changed
        self._attention = Attention()
        self.setZValue(NODES_ABOVE)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.show_figure(figure, style)

    # -- what is shown ------------------------------------------------------------------------

    def show_figure(self, figure: Figure, style: Style) -> None:
        """Another outline, or the same in another theme."""
        self.prepareGeometryChange()
        self.figure, self._style = figure, style
        self._outlines = (figure.hull,) if figure.is_joined else figure.cells
        left, top, right, bottom = figure.extent
        self.extent = QRectF(left, top, right - left, bottom - top)
        room_for_mark = 7 * style.caption  # behind a caption
        self._bounds = self.extent.adjusted(-FRAME, -FRAME, room_for_mark, FRAME)
        self.repaint()

    def stand_at(self, at: QPointF) -> None:
        """Move there; the backdrop is painted anew where it stood and where it stands."""
        if at != self.pos():
            self.repaint()
            self.setPos(at)
            self.repaint()

    def show_attention(self, attention: Attention) -> None:
        """Bring out something else; repaints only when it concerns this node."""
        concern = self._concern(attention)
        before, self._attention = self._attention, attention
        if concern != self._concern(before):
            self.repaint()

    def _concern(self, attention: Attention) -> tuple[bool, bool]:
        return self.node in attention.selected, attention.focus == self.node

    def repaint(self) -> None:
        """Have the backdrop paint this node anew."""
        self._changed(self.sceneBoundingRect())

    # -- what stands where ---------------------------------------------------------------------

    def covers(self, at: QPointF, grown: float = 0.0) -> bool:
        """Whether a scene point lies inside one of the outlines, `grown` on all sides."""
        x, y = at.x() - self.x(), at.y() - self.y()
        return any(cell.contains(x, y, grown) for cell in self.figure.cells)

    def boundingRect(self) -> QRectF:
        """Everything that may be painted."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Nothing: see `paint_still`."""

    def paint_wash(self, painter: QPainter) -> None:
        """What marks a selected node, around its outlines."""
        if self.node not in self._attention.selected:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.colors[ColorRole.SELECTION])
        for cell in self._outlines:
            draw_cell(painter, cell.moved(self.x(), self.y()), HALO)

    def paint_still(self, painter: QPainter) -> None:
        """Outlines first, then words where they can be read; in scene coordinates."""
        painter.save()
        painter.translate(self.pos())
        self._paint_cells(painter)
        if painter.worldTransform().m11() * self._style.caption >= READABLE:
            self._paint_words(painter)
        painter.restore()

    def _paint_cells(self, painter: QPainter) -> None:
        style, colors = self._style, self._style.colors
        is_selected = self.node in self._attention.selected
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
        for stub in self.figure.stubs:
            arrow = _stub_arrow(stub, style.line)
            arrow.paint(painter, 0, colors[ColorRole.LINE], 0.8 * style.line)

    def paint_inside(self, painter: QPainter) -> None:
        """What a node of another kind shows inside its outline."""

    def _paint_words(self, painter: QPainter) -> None:
        figure, colors = self.figure, self._style.colors
        if figure.written_outside:  # wires behind do not strike it through
            boxes = np.array([box.row for box in figure.written_outside])
            draw_patches(painter, self._style, boxes)
        for sign in figure.signs:
            draw_words(painter, sign, colors[ColorRole.TEXT])
        if figure.caption is not None:
            draw_words(painter, figure.caption, colors[ColorRole.MUTED])
        if figure.lack is not None:
            draw_words(painter, figure.lack, colors[ColorRole.WARNING])


@lru_cache(maxsize=256)
def _stub_arrow(stub: Stub, line: float) -> Arrows:
    curve = np.linspace((stub.x, stub.start), (stub.x, stub.end), 4)
    return arrows(curve[None], 0.4 * line)
