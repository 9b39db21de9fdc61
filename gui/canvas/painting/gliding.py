"""Gliding: while the view moves, its numbers are a picture that is shifted or scaled along.

Numbers that change are drawn at once, for then no picture of them is true any more. But where only
the view moves they stay what they are, and at every new scale Qt would have to draw each of their
glyphs anew. A picture of them, begun when the view moves, is sharpened bit by bit, as a backdrop
without a colour; once the view rests they are drawn again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from gui.canvas.painting.backdrop import Backdrop, Parts

REST = 100
"""Milliseconds without a move."""

_CLEAR = QColor(0, 0, 0, 0)


class Gliding(QObject):
    """The numbers of one viewport while it moves."""

    def __init__(self, parts: Parts, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._parts, self._viewport = parts, viewport
        self._seen: QTransform | None = None
        self._picture: Backdrop | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self._on_rest)

    def forget(self) -> None:
        """They look different."""
        self._seen = None
        self._drop()

    def draw(self, painter: QPainter) -> bool:
        """Draw them as a picture; False when the view rests, and they are to be drawn."""
        view, before = painter.worldTransform(), self._seen
        self._seen = QTransform(view)
        if before is not None and before != view:
            if self._picture is None:
                self._picture = Backdrop(self._parts, self._viewport)
                self._picture.begin(before, _CLEAR)
            self._timer.start()
        if self._picture is None:
            return False
        self._picture.draw(painter, view, _CLEAR)
        return True

    def _on_rest(self) -> None:
        self._drop()
        self._viewport.update()

    def _drop(self) -> None:
        self._timer.stop()
        if self._picture is not None:
            self._picture.forget()  # or it would go on painting numbers that are gone
            self._picture.deleteLater()
            self._picture = None
