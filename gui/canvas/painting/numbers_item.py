"""The item that draws every number of the board, above all that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintEngine, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.quantity import Quantity
from gui.canvas.attention import Attention, Spot
from gui.canvas.painting.backdrop import Part
from gui.canvas.painting.gliding import Gliding
from gui.canvas.painting.inscriptions import NO_WIRE, Inscriptions
from gui.canvas.painting.lettering import Lettering
from gui.canvas.painting.shapes import draw_attention, draw_lock, draw_number
from gui.canvas.painting.typesetting import typeset
from gui.canvas.placing.geometry import Mask, containing
from gui.canvas.placing.labels import READABLE
from gui.canvas.placing.style import Style
from gui.reading import State
from gui.readings import Readings, Rows, code, nothing_read

NUMBERS_ABOVE = 2.0
"""z of the numbers; nodes lie at 1."""

MARGIN = 12.0
"""Around the boxes of numbers: frames."""

_MANY = 40
"""Numbers in a part of a picture."""


class NumbersItem(QGraphicsItem):
    """All numbers of nodes and wires; it knows what stands where, and what it reads."""

    def __init__(self, inscriptions: Inscriptions, style: Style) -> None:
        super().__init__()
        self._lettering = Lettering()
        self._attention = Attention()
        self._gliding: dict[QWidget, Gliding] = {}
        self.setZValue(NUMBERS_ABOVE)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.show_inscriptions(inscriptions, style)

    # -- what is shown ------------------------------------------------------------------------

    def show_inscriptions(self, inscriptions: Inscriptions, style: Style) -> None:
        """Other numbers, or the same at other places; what they read follows."""
        self.prepareGeometryChange()
        self._of, self._style = inscriptions, style
        self._readings = nothing_read(len(inscriptions))
        self.extent = _extent(inscriptions)
        self._bounds = self.extent.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._shown = self._shown_rows()
        self._look_different()

    def show_numbers(self, readings: Readings) -> None:
        """The same numbers read otherwise."""
        if not readings.same_as(self._readings):
            self._readings = readings
            self._look_different()

    def show_attention(self, attention: Attention) -> None:
        """Bring out something else."""
        before, self._attention = self._attention, attention
        if _concern(before) != _concern(attention):
            self._shown = self._shown_rows()
            self._look_different()

    def _look_different(self) -> None:
        for gliding in self._gliding.values():
            gliding.forget()
        self.update()

    def _shown_rows(self) -> Mask:
        """Those with a place; those without show while pointer or keyboard are at their wire."""
        wires, attention = self._of.wires, self._attention
        shown = ~self._of.spare
        near = [] if attention.hovered_wire is None else [attention.hovered_wire]
        near += [int(wires[row]) for row in self._attended_rows()]
        return np.asarray(shown | (np.isin(wires, near) & (wires != NO_WIRE)), dtype=np.bool_)

    def _attended_rows(self) -> Iterator[int]:
        focus = self._attention.focus
        if isinstance(focus, Quantity):
            yield from self._of.rows.get(focus, ())

    # -- what stands where ---------------------------------------------------------------------

    @property
    def inscriptions(self) -> Inscriptions:
        """What is written where."""
        return self._of

    @property
    def readings(self) -> Readings:
        """What they read."""
        return self._readings

    @property
    def shown(self) -> Mask:
        """Which of them show."""
        return self._shown

    def spots(self) -> Iterator[Spot]:
        """Every number that shows."""
        yield from map(self._spot, np.flatnonzero(self._shown).tolist())

    def spot(self, quantity: Quantity) -> Spot | None:
        """The place where a quantity can be set."""
        rows = self._of.rows.get(quantity, ())
        found = (self._spot(row) for row in rows if self._shown[row])
        return next((spot for spot in found if spot.slot.settable), None)

    def spot_at(self, at: QPointF) -> tuple[Spot, str | int] | None:
        """The number at a point, and the node or wire that it belongs to."""
        rows = np.flatnonzero(containing(self._of.boxes, at.x(), at.y()) & self._shown)
        if not len(rows):
            return None
        row = int(self._of.from_back(rows)[-1])
        wire = int(self._of.wires[row])
        return self._spot(row), self._of.in_nodes[row][0] if wire == NO_WIRE else wire

    def _spot(self, row: int) -> Spot:
        return Spot(self._of.slot(row), self._readings[row])

    def boundingRect(self) -> QRectF:
        """All numbers."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """The numbers that can be seen and read."""
        if widget is not None and self._glides(painter, widget):
            return
        self.draw(painter, self._readable(option.exposedRect, painter.worldTransform().m11()))

    def _glides(self, painter: QPainter, viewport: QWidget) -> bool:
        if viewport not in self._gliding:
            self._gliding[viewport] = Gliding(self._parts, viewport)
            viewport.destroyed.connect(partial(self._gliding.pop, viewport, None))
        return self._gliding[viewport].draw(painter)

    def _parts(self, area: QRectF) -> Iterator[Part]:
        """The picture of an area; numbers of one angle lie together, and so do their glyphs."""
        rows = self._readable(area, np.inf)
        rows = rows[np.argsort(self._of.boxes[rows, 4], kind="stable")]
        for start in range(0, len(rows), _MANY):
            yield partial(self._draw_readable, rows[start : start + _MANY])

    def _draw_readable(self, rows: Rows, painter: QPainter) -> None:
        rows = rows[self._of.sizes[rows] * painter.worldTransform().m11() >= READABLE]
        if len(rows):  # seen from afar, none of thousands
            self.draw(painter, rows)

    def draw(self, painter: QPainter, rows: Rows) -> None:
        """Draw some of the numbers."""
        if painter.paintEngine().type() is QPaintEngine.Type.Raster:
            simple = self._of.words.simple[rows]
            self._paint_many(painter, rows[simple])
            rows = rows[~simple]
        for row in rows.tolist():
            slot = self._of.slot(row)
            attention = self._attention.of_number(slot.quantity)
            draw_number(painter, self._style, slot, self._readings[row], attention)

    def _readable(self, exposed: QRectF, zoom: float) -> Rows:
        of, boxes = self._of, self._of.boxes
        seen = self._shown & (of.sizes * zoom >= READABLE)
        seen &= (boxes[:, 0] + of.reach >= exposed.left()) & (
            boxes[:, 0] - of.reach <= exposed.right()
        )
        seen &= (boxes[:, 1] + of.reach >= exposed.top()) & (
            boxes[:, 1] - of.reach <= exposed.bottom()
        )
        seen &= self._readings.states != code(State.ABSENT)
        if self._attention.hushed:
            seen &= of.wires == NO_WIRE
        return of.from_back(np.flatnonzero(seen))

    def _paint_many(self, painter: QPainter, rows: Rows) -> None:
        """Frames below, then all texts at once, then locks."""
        texts = typeset(self._of, rows, self._readings)
        focus, hovered = self._attention.focus, self._attention.hovered
        for quantity in {focus, hovered} - {None}:
            if not isinstance(quantity, Quantity):
                continue
            for index in np.flatnonzero(np.isin(rows, self._of.rows.get(quantity, ()))).tolist():
                slot = self._of.slot(int(rows[index]))
                framed = quantity == focus
                draw_attention(
                    painter, self._style, slot, float(texts.widths[index]) / 2, framed=framed
                )
        self._lettering.draw(painter, texts, self._of.boxes[rows], self._style)
        for index in np.flatnonzero(self._of.is_locked[rows]).tolist():
            slot = self._of.slot(int(rows[index]))
            half_width, size = float(texts.widths[index]) / 2, float(texts.sizes[index])
            draw_lock(painter, self._style, slot, half_width, size)


def _concern(attention: Attention) -> tuple[object, ...]:
    return attention.focus, attention.hovered, attention.hovered_wire, attention.hushed


def _extent(of: Inscriptions) -> QRectF:
    """A rectangle around all boxes, at whichever angles they stand."""
    if not len(of):
        return QRectF()
    left, top = (of.boxes[:, :2] - of.reach[:, None]).min(axis=0).tolist()
    right, bottom = (of.boxes[:, :2] + of.reach[:, None]).max(axis=0).tolist()
    return QRectF(left, top, right - left, bottom - top)
