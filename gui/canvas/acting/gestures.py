"""Gestures: what a press of the mouse becomes, each an object of its own, from press to release.

A gesture may edit the session as often as it likes: handing over itself makes that one undo step.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from engine.quantity import Quantity
from gui.canvas.acting.band import Band
from gui.canvas.numbers import COARSE, FINE, current, step, stepped
from gui.canvas.scene import NetworkScene
from gui.edits import set_to
from gui.session import Session
from gui.theme import ColorRole
from gui.view import ItemKey

Modifiers = Qt.KeyboardModifier


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: on the viewport and in the scene, and which keys are held."""

    screen: QPoint
    scene: QPointF
    modifiers: Modifiers = Modifiers.NoModifier


def factor(modifiers: Modifiers) -> float:
    """How much larger or smaller the held keys make a step."""
    if modifiers & Modifiers.ShiftModifier:
        return COARSE
    return FINE if modifiers & Modifiers.AltModifier else 1.0


def adds(modifiers: Modifiers) -> bool:
    """Whether the held keys add to the selection instead of replacing it."""
    return bool(modifiers & (Modifiers.ShiftModifier | Modifiers.ControlModifier))


class Gesture(ABC):
    """One press: moved any number of times, then released or cancelled."""

    cursor: Qt.CursorShape | None = None
    """Shown while it lasts; None leaves the cursor as it is."""

    @abstractmethod
    def move(self, pointer: Pointer) -> None:
        """The mouse moved with the button down."""

    @abstractmethod
    def release(self, pointer: Pointer) -> None:
        """The button was let go."""

    @abstractmethod
    def cancel(self) -> None:
        """Escape was pressed: as if nothing had happened."""


class Scrub(Gesture):
    """Drag a number sideways; without moving it is a click."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(
        self,
        session: Session,
        quantity: Quantity,
        start: Pointer,
        clicked: Callable[[Quantity], None],
    ) -> None:
        self._session = session
        self._quantity = quantity
        self._clicked = clicked
        self._first = current(session.settle(), quantity, session.view.sample)
        self._unit = step(self._first)
        self._x = start.screen.x()
        self._start = start.screen
        self._steps = 0.0
        self._dragging = False

    def move(self, pointer: Pointer) -> None:
        """One step a pixel; Shift makes them larger, Alt smaller."""
        if not self._dragging:
            distance = (pointer.screen - self._start).manhattanLength()
            if distance < QApplication.startDragDistance():
                return
            self._dragging = True
        scale = factor(pointer.modifiers)
        self._steps += (pointer.screen.x() - self._x) * scale
        self._x = pointer.screen.x()
        finer = 10 if scale < 1 else 1
        number = stepped(self._first, round(self._steps * finer), self._unit / finer)
        set_to(self._session, self._quantity, number, self)

    def release(self, pointer: Pointer) -> None:
        """A press without a drag opens the editor."""
        if not self._dragging:
            self._clicked(self._quantity)

    def cancel(self) -> None:
        """Put the first number back; that leaves no undo step."""
        if self._dragging:
            set_to(self._session, self._quantity, self._first, self)


class RubberBand(Gesture):
    """Drag a rectangle over the board: every node it touches is selected."""

    def __init__(
        self, session: Session, scene: NetworkScene, viewport: QWidget, start: Pointer
    ) -> None:
        self._session = session
        self._scene = scene
        self._start = start
        self._before = session.view.selection
        self._kept = self._before if adds(start.modifiers) else frozenset[ItemKey]()
        self._band = Band(scene.look.colors[ColorRole.ACCENT], viewport)
        session.look(selection=self._kept)

    def move(self, pointer: Pointer) -> None:
        """The selection follows the rectangle."""
        corners = QRect(self._start.screen, pointer.screen).normalized()
        self._band.setGeometry(corners | QRect(corners.topLeft(), QSize(1, 1)))
        self._band.show()
        area = QRectF(self._start.scene, pointer.scene).normalized()
        nodes = self._scene.layout.figures
        touched = {node for node in nodes if self._scene.outline(node).intersects(area)}
        self._session.look(selection=self._kept | touched)

    def release(self, pointer: Pointer) -> None:
        """The rectangle vanishes, the selection stays."""
        self._remove()

    def cancel(self) -> None:
        """What was selected before is again."""
        self._remove()
        self._session.look(selection=self._before)

    def _remove(self) -> None:
        self._band.hide()
        self._band.deleteLater()


class Pan(Gesture):
    """Drag the board itself."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, scroll: Callable[[QPoint], None], start: Pointer) -> None:
        self._scroll = scroll
        self._last = start.screen

    def move(self, pointer: Pointer) -> None:
        """The board follows the mouse."""
        self._scroll(pointer.screen - self._last)
        self._last = pointer.screen

    def release(self, pointer: Pointer) -> None:
        """It stays where it is."""

    def cancel(self) -> None:
        """Looking elsewhere is nothing to take back."""
