"""Heat maps: a vector too long for circles, one row of tints for each of its numbers.

Sign is place, not colour: negative numbers tint the left half of their column, positive ones the
right half. The strongest tint is the largest magnitude of the column. Pointing at a row reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.arrays import Array
from engine.quantity import Quantity
from gui.canvas.painting.items import NodeItem
from gui.canvas.placing.geometry import Box
from gui.canvas.placing.labels import Slot
from gui.canvas.placing.style import Style
from gui.explained import hidden
from gui.reading import numbers_at
from gui.session import Session
from gui.theme import ColorRole

INSET = 5.0
"""Between the outline and the tints."""

_GAP = 1
"""Empty columns of the image between two columns of numbers."""


@dataclass(frozen=True, eq=False, slots=True)
class Tint:
    """One column of a heat map; without `numbers` it stays blank."""

    quantity: Quantity
    numbers: Array | None
    color: QColor


class HeatItem(NodeItem):
    """A node drawn as a heat map."""

    _tints: Sequence[Tint] = ()
    _image = QImage()

    def show_tints(self, tints: Sequence[Tint]) -> None:
        """Other numbers."""
        self._tints, self._image = tints, heat_image(tints)
        self.repaint()

    def slot_at(self, at: QPointF) -> Slot | None:
        """The number whose tint lies at a scene point."""
        rect = self._area().translated(self.pos())
        if not self._tints or self._tints[0].numbers is None or not rect.contains(at):
            return None
        row = _part(at.y() - rect.top(), rect.height(), self._tints[0].numbers.size)
        column = _part(at.x() - rect.left(), rect.width(), len(self._tints))
        high = rect.height() / self._tints[0].numbers.size
        box = Box(rect.center().x(), rect.top() + (row + 0.5) * high, rect.width() / 2, high / 2)
        role = ColorRole.GRADIENT if column else ColorRole.FORWARD
        quantity = self._tints[column].quantity.element(row + 1)
        return Slot(quantity, "", role, box, high)

    def paint_inside(self, painter: QPainter) -> None:
        """The tints, with hard edges at every zoom."""
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(smooth, on=False)
        painter.drawImage(self._area(), self._image)
        painter.setRenderHint(smooth, on=True)

    def _area(self) -> QRectF:
        cell = self.figure.cells[0]
        wide, high = cell.half_width - INSET, cell.half_height - INSET
        return QRectF(cell.x - wide, cell.y - high, 2 * wide, 2 * high)


def tint(session: Session, quantity: Quantity, style: Style) -> Tint:
    """The numbers of one column, without those that may not be shown."""
    shown, view = session.shown, session.view
    role = ColorRole.FORWARD if quantity.by is None else ColorRole.GRADIENT
    unchecked = quantity.by is not None and not shown.verified
    blank = unchecked or quantity in hidden(shown, view)
    numbers = None if blank else numbers_at(shown, view, quantity)
    return Tint(quantity, numbers, style.colors[role])


def heat_image(tints: Sequence[Tint]) -> QImage:
    """Two pixels in a row for each number: tinted left if negative, right if positive."""
    height = max((np.size(each.numbers) for each in tints if each.numbers is not None), default=1)
    wide = (2 + _GAP) * len(tints) - _GAP
    pixels = np.zeros((height, wide, 4), dtype=np.uint8)
    for index, tint in enumerate(tints):
        if tint.numbers is None:
            continue
        left, numbers = index * (2 + _GAP), np.ravel(tint.numbers)
        strength = 255 * np.nan_to_num(np.abs(numbers) / _largest(numbers))
        pixels[:, left : left + 2, :3] = tint.color.red(), tint.color.green(), tint.color.blue()
        pixels[:, left, 3] = np.where(numbers < 0, strength, 0)
        pixels[:, left + 1, 3] = np.where(numbers > 0, strength, 0)
    image = QImage(pixels.tobytes(), wide, height, 4 * wide, QImage.Format.Format_RGBA8888)
    return image.copy()  # Qt does not keep the bytes alive


def _largest(numbers: Array) -> float:
    return float(np.nanmax(np.abs(numbers), initial=0.0)) or 1.0


def _part(offset: float, length: float, count: int) -> int:
    """Which of `count` equal parts of `length` an offset falls into."""
    return min(count - 1, max(0, int(offset / length * count)))
