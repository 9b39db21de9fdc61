"""Focus: the keyboard's place on the drawing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.quantity import Quantity
from gui.canvas.attention import Stop
from gui.canvas.scene import NetworkScene
from gui.canvas.stops import beside, numbers, owner, stops, towards
from gui.session import Session


class Focus(QObject):
    """Goes from stop to stop; what it comes to is selected."""

    moved = Signal(object)
    """The new `Stop`."""

    def __init__(self, session: Session, scene: NetworkScene, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._scene = scene

    @property
    def stop(self) -> Stop | None:
        """The node or number that has the keyboard."""
        return self._scene.attention.focus

    @property
    def number(self) -> Quantity | None:
        """The number that has the keyboard."""
        return self.stop if isinstance(self.stop, Quantity) else None

    def put(self, stop: Stop) -> None:
        """Go to a node or number."""
        self._scene.attend(focus=stop)
        item = owner(self._scene.layout, stop)
        if item is not None:
            self._session.look(selection=frozenset({item}))
        self.moved.emit(stop)

    def clear(self) -> None:
        """Be nowhere."""
        self._scene.attend(focus=None)

    def go(self, direction: int, *, only_numbers: bool = False) -> bool:
        """To the next stop (1) or the one before (−1); False beyond the ends."""
        found = stops(self._session.shown.project.network, self._scene.layout)
        stop = beside(numbers(found) if only_numbers else found, self.stop, direction)
        if stop is not None:
            self.put(stop)
        return stop is not None

    def turn(self, across: int, down: int) -> None:
        """To the nearest node in a direction; from nowhere to the first stop."""
        start = self._node()
        if start is None:
            self.go(1)
            return
        node = towards(self._scene.layout, start, across, down)
        if node is not None:
            self.put(node)

    def _node(self) -> str | None:
        """The node that has the keyboard, or the only thing that is selected."""
        if isinstance(self.stop, str):
            return self.stop
        only = next(iter(self._session.view.selection), None)
        alone = len(self._session.view.selection) == 1 and self.stop is None
        return only if alone and isinstance(only, str) else None
