"""Backdrop: a picture of all that stands still while numbers change, made once and kept.

A frame then costs one copy of a picture, and the numbers. Where wires or nodes change, that piece
is painted anew; panning shifts the picture and paints what comes into sight. What takes longer than
a frame, another zoom of a large network say, is painted on a second picture, a millisecond or so at
a time; until that is done the first one is shown, scaled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import inf
from time import perf_counter
from typing import cast

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion, QTransform
from PySide6.QtWidgets import QWidget

Part = Callable[[QPainter], None]
"""A part of a picture, painted in scene coordinates within a millisecond or so."""

Parts = Callable[[QRectF], Iterable[Part]]
"""The parts of which the picture of an area of the scene is made, from back to front."""

AT_ONCE = 10
"""So many parts are painted without keeping anybody waiting."""

SLICE = 0.001
"""Seconds of painting at a time."""

HINTS = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.TextAntialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
)
"""How everything on the board is painted."""

_MOST_PIECES = 8
"""Of more pieces the rectangle around them is painted anew."""


class Backdrop(QObject):
    """The picture behind the numbers of one viewport."""

    def __init__(self, parts: Parts, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._parts, self._viewport = parts, viewport
        self._front: Picture | None = None
        self._next: Picture | None = None
        self._dirty: list[QRectF] = []
        self._again = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timer)

    def forget(self) -> None:
        """Everything may look different: all of it is painted before anything is shown."""
        self._front, self._next = None, None
        self._viewport.update()

    def invalidate(self, area: QRectF) -> None:
        """Something in an area of the scene looks different."""
        if not area.isEmpty():
            self._dirty.append(area)
            self._viewport.update()

    def begin(self, view: QTransform, color: QColor) -> Picture:
        """Paint the picture of what `view` shows at once, on a board of one colour."""
        size, ratio = self._viewport.size(), self._viewport.devicePixelRatioF()
        self._front, self._next = Picture(size, ratio, color, view), None
        self._front.paint_all(self._parts)
        return self._front

    def draw(self, painter: QPainter, view: QTransform, color: QColor) -> None:
        """Draw the picture of what `view` shows, on a board of one colour."""
        looks = (self._viewport.size(), self._viewport.devicePixelRatioF(), color)
        if self._front is None or self._front.looks != looks:
            self._front = self.begin(view, color)
        elif self._front.view.m11() == view.m11():
            self._mend(self._front, view)
        else:
            self._again |= bool(self._dirty)
        self._dirty.clear()
        if self._next is None and (self._again or self._front.view.m11() != view.m11()):
            self._next, self._again = Picture(*looks, view), False
            self._next.begin(self._parts)
            self._go_on()
        self._front.draw(painter, view)

    def _mend(self, front: Picture, view: QTransform) -> None:
        """Paint what came into sight, and what is dirty if that is quickly done."""
        for piece in front.shift(view):
            front.paint(piece, self._parts(front.area(piece)))
        region = QRegion()
        for area in self._dirty:
            region |= front.piece(area)
        pieces = [region.boundingRect()] if region.rectCount() > _MOST_PIECES else _rects(region)
        work = [(piece, list(self._parts(front.area(piece)))) for piece in pieces]
        if sum(len(parts) for _, parts in work) > AT_ONCE:
            self._again = True
            return
        self._again |= bool(work) and self._next is not None  # which was begun before
        for piece, parts in work:
            front.paint(piece, parts)

    def _go_on(self) -> None:
        """Paint a slice of the next picture, and show it when it is done."""
        assert self._next is not None
        if self._next.go_on(SLICE):
            self._front, self._next = self._next, None
            self._timer.stop()
        else:
            self._timer.start()

    def _on_timer(self) -> None:
        if self._next is None:
            self._timer.stop()
            return
        self._go_on()
        if self._next is None:
            self._viewport.update()


class Picture:
    """Pixels of a viewport, and the view that they show."""

    def __init__(self, size: QSize, ratio: float, color: QColor, view: QTransform) -> None:
        self.looks = (size, ratio, color)
        self.view = QTransform(view)
        self._rect, self._color = QRect(QPoint(0, 0), size), color
        self._pixels = QPixmap(size * ratio)
        self._pixels.setDevicePixelRatio(ratio)
        self._pixels.fill(color)
        self._rest: Iterator[Part] = iter(())

    def area(self, piece: QRect) -> QRectF:
        """What of the scene a piece shows."""
        return self.view.inverted()[0].mapRect(QRectF(piece))

    def piece(self, area: QRectF) -> QRect:
        """The piece that shows an area of the scene."""
        return self.view.mapRect(area).toAlignedRect().adjusted(-1, -1, 1, 1) & self._rect

    def begin(self, parts: Parts) -> None:
        """From now on `go_on` paints all of it."""
        self._rest = iter(parts(self.area(self._rect)))

    def go_on(self, seconds: float = inf) -> bool:
        """Paint for some time; whether it is done."""
        end = perf_counter() + seconds
        with self._painter(self._rect) as painter:
            for part in self._rest:
                part(painter)
                if perf_counter() > end:
                    return False
        return True

    def paint_all(self, parts: Parts) -> None:
        """Paint all of it at once."""
        self.begin(parts)
        self.go_on()

    def paint(self, piece: QRect, parts: Iterable[Part]) -> None:
        """Paint a piece anew."""
        with self._painter(piece) as painter:
            painter.resetTransform()
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(piece, self._color)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setWorldTransform(self.view)
            for part in parts:
                part(painter)

    def _painter(self, piece: QRect) -> QPainter:
        painter = QPainter(self._pixels)
        painter.setRenderHints(HINTS)
        painter.setClipRect(piece)
        painter.setWorldTransform(self.view)
        return painter

    def shift(self, view: QTransform) -> list[QRect]:
        """Move the pixels to where another view of the same zoom shows them; what is left bare."""
        dx, dy = view.dx() - self.view.dx(), view.dy() - self.view.dy()
        ratio = self._pixels.devicePixelRatio()
        self.view = QTransform(view)
        if not (dx or dy):
            return []
        by = QPoint(round(dx * ratio), round(dy * ratio))
        if QPointF(by) != QPointF(dx, dy) * ratio:  # between pixels
            return [self._rect]
        self._pixels.scroll(by.x(), by.y(), self._pixels.rect())
        kept = self._rect.translated(round(dx), round(dy))
        return _rects(QRegion(self._rect) - QRegion(kept))

    def draw(self, painter: QPainter, view: QTransform) -> None:
        """Draw it where `view` shows what it shows."""
        painter.save()
        painter.resetTransform()
        if view != self.view:
            painter.fillRect(self._rect, self._color)
            painter.setWorldTransform(self.view.inverted()[0] * view)
        painter.drawPixmap(QPointF(0.0, 0.0), self._pixels)
        painter.restore()


def _rects(region: QRegion) -> list[QRect]:
    return list(cast(Iterable[QRect], region))  # which Qt's own types do not tell
