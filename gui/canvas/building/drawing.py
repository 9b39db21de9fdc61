"""Drawing arrows: what a press at a port, or at the end of an arrow, begins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from engine.edits.candidates import free_ports, refusals_from, refusals_into
from engine.edits.removal import without
from gui.canvas.acting.gestures import Gesture, Pointer
from gui.canvas.building import steps
from gui.canvas.building.grips import Grip
from gui.canvas.building.reaching import Reaching, port_at
from gui.canvas.scene import NetworkScene
from gui.session import Session

Dropped = Callable[[str, Pointer], None]
"""An arrow from this node was dropped where no node is."""


class DrawArrow(Gesture):
    """From a port to a node; where there is none, one is asked for."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        session: Session,
        scene: NetworkScene,
        reaching: Reaching,
        source: str,
        dropped: Dropped,
    ) -> None:
        self._session = session
        self._scene = scene
        self._reaching = reaching
        self._source = source
        self._dropped = dropped
        network = session.settle().network
        reaching.begin(source, refusals_from(network, source))

    def move(self, pointer: Pointer) -> None:
        """The arrow follows."""
        self._reaching.follow(pointer.scene, pointer.screen)

    def release(self, pointer: Pointer) -> None:
        """One undo step; nothing where it is refused, a question on the empty board."""
        self.move(pointer)
        is_active, over = self._reaching.is_active, self._reaching.over
        refused = self._reaching.refusal()
        self._reaching.end()
        if not is_active:  # the network has changed meanwhile
            return
        if over is None or over == self._source:
            self._dropped(self._source, pointer)
        elif refused is None:
            network = self._session.project.network
            port = port_at(network, self._scene, self._source, over, pointer.scene.y())
            steps.connect(self._session, self._source, over, port)

    def cancel(self) -> None:
        """No arrow."""
        self._reaching.end()


class LeadArrow(Gesture):
    """The end of an arrow to another node; dropped where there is none, it is cut.

    Without a drag nothing happens.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        session: Session,
        scene: NetworkScene,
        reaching: Reaching,
        grip: Grip,
        start: Pointer,
    ) -> None:
        assert grip.edge is not None
        self._session = session
        self._scene = scene
        self._reaching = reaching
        self._key = grip.edge
        self._forth = grip.forth
        self._curve = scene.layout.curves[grip.wire]
        self._cut = without(session.settle(), (), (grip.edge,)).network
        self._start = start
        self._dragging = False

    def move(self, pointer: Pointer) -> None:
        """The arrow follows."""
        distance = (pointer.screen - self._start.screen).manhattanLength()
        if not self._dragging and distance >= QApplication.startDragDistance():
            self._dragging = True
            self._begin()
        self._reaching.follow(pointer.scene, pointer.screen)

    def _begin(self) -> None:
        source, target, _ = self._key
        self._reaching.begin(
            source if self._forth else target,
            refusals_from(self._cut, source) if self._forth else refusals_into(self._cut, target),
            forth=self._forth,
            kept=self._curve,
            elsewhere=QCoreApplication.translate("building", "Let go here to cut the connection."),
        )

    def release(self, pointer: Pointer) -> None:
        """One undo step: led elsewhere, or cut; nothing at the node where it was, or refused."""
        self.move(pointer)
        is_active, over = self._reaching.is_active, self._reaching.over
        refused = self._reaching.refusal()
        self._reaching.end()
        if not is_active:
            return
        if over is None:
            steps.cut(self._session, self._key)
        elif refused is None:
            self._lead_to(over, pointer.scene.y())

    def _lead_to(self, node: str, height: float) -> None:
        source, target, before = self._key
        source, target = (source, node) if self._forth else (node, target)
        if (source, target) == self._key[:2]:
            return
        port = port_at(self._cut, self._scene, source, target, height)
        if not self._forth and before in free_ports(self._cut, source, target):
            port = before
        steps.reconnect(self._session, self._key, source, target, port)

    def cancel(self) -> None:
        """The arrow stays where it is."""
        self._reaching.end()
