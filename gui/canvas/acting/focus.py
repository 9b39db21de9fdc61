"""Focus: the keyboard's place on the drawing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.quantity import Quantity
from gui.canvas.acting.stops import (
    beside,
    edge_numbers,
    edges_at,
    numbers,
    owner,
    stops,
    towards,
    turned,
)
from gui.canvas.attention import Stop
from gui.canvas.scene import NetworkScene
from gui.moment import Change
from gui.session import Session


class Focus(QObject):
    """Goes from stop to stop; what it comes to is selected."""

    moved = Signal(object)
    """The new `Stop`."""

    left = Signal()
    """It is nowhere now."""

    def __init__(self, session: Session, scene: NetworkScene, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._scene = scene
        self._side = 1  # of the node from which it came onto a connection
        session.changed.connect(self._on_changed)

    @property
    def stop(self) -> Stop | None:
        """The node, connection or number that has the keyboard."""
        return self._scene.attention.focus

    @property
    def number(self) -> Quantity | None:
        """The number that has the keyboard."""
        return self.stop if isinstance(self.stop, Quantity) else None

    @property
    def node(self) -> str | None:
        """The node that has the keyboard, owns its number, or alone is selected."""
        if isinstance(self.stop, Quantity):
            item = owner(self._scene.layout, self.stop)
            return item if isinstance(item, str) else None
        return self._node()

    @property
    def first_number(self) -> Quantity | None:
        """The same; of a connection its first weight."""
        if isinstance(self.stop, tuple):
            return next(iter(edge_numbers(self._scene.layout).get(self.stop, ())), None)
        return self.number

    def put(self, stop: Stop) -> None:
        """Go to a node, connection or number."""
        self._scene.attend(focus=stop)
        item = owner(self._scene.layout, stop)
        if item is not None:
            self._session.look(selection=frozenset({item}))
        self.moved.emit(stop)

    def clear(self) -> None:
        """Be nowhere."""
        if self.stop is not None:
            self._scene.attend(focus=None)
            self.left.emit()

    def go(self, direction: int, *, only_numbers: bool = False) -> bool:
        """To the next stop (1) or the one before (−1); False beyond the ends."""
        found = stops(self._session.shown.project.network, self._scene.layout)
        here = self.stop if self.stop in found else self.first_number
        stop = beside(numbers(found) if only_numbers else found, here, direction)
        if stop is not None:
            self.put(stop)
        return stop is not None

    def turn(self, across: int, down: int) -> None:
        """To the next node in a direction, from a connection to its ends or to one beside it.

        From nowhere to the first stop.
        """
        network, layout = self._session.shown.project.network, self._scene.layout
        if isinstance(self.stop, tuple):
            source, target, _ = self.stop
            if across:
                self.put(target if across > 0 else source)
            else:
                pivot = source if self._side > 0 else target
                beside_it = edges_at(layout, network, pivot, self._side)
                self.put(turned(beside_it, self.stop, down))
            return
        start = self._node()
        if start is None:
            self.go(1)
            return
        node = towards(layout, network, start, across, down)
        if node is not None:
            self.put(node)

    def enter(self, across: int) -> None:
        """From a node onto a connection that leaves it (1) or leads into it (−1)."""
        start = self._node()
        if start is None:
            return
        network = self._session.shown.project.network
        edges = edges_at(self._scene.layout, network, start, across)
        if edges:
            self._side = across
            self.put(edges[0])

    def _on_changed(self, change: Change) -> None:
        """Whoever selects something else takes the keyboard's place away."""
        if change.view.selection == change.view_before.selection or self.stop is None:
            return
        if owner(self._scene.layout, self.stop) not in change.view.selection:
            self.clear()

    def _node(self) -> str | None:
        """The node that has the keyboard, or the only thing that is selected."""
        if isinstance(self.stop, str):
            return self.stop
        only = next(iter(self._session.view.selection), None)
        alone = len(self._session.view.selection) == 1 and self.stop is None
        return only if alone and isinstance(only, str) else None
