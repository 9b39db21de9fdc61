"""Explaining: a click on a gradient leads to the step of the walk that computes it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from engine.quantity import Quantity
from gui.canvas.acting.gestures import Gesture, Pointer
from gui.session import Session
from gui.walk import jump


class Explain(Gesture):
    """Goes along with the gesture that the press begins anyway; a drag is that gesture alone."""

    def __init__(
        self, session: Session, gradient: Quantity, bare: Gesture | None, start: Pointer
    ) -> None:
        self._session, self._gradient, self._bare, self._start = session, gradient, bare, start
        self._dragged = False
        self.cursor = None if bare is None else bare.cursor

    def move(self, pointer: Pointer) -> None:
        """Drag whatever the press took hold of."""
        distance = (pointer.screen - self._start.screen).manhattanLength()
        self._dragged = self._dragged or distance >= QApplication.startDragDistance()
        if self._bare is not None:
            self._bare.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Without a drag it was a click on the gradient."""
        if self._bare is not None:
            self._bare.release(pointer)
        if not self._dragged:
            jump(self._session, self._gradient)

    def cancel(self) -> None:
        """As if nothing had happened."""
        if self._bare is not None:
            self._bare.cancel()
