"""Moving: nodes are dragged to where they stand level with others, or on the grid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from gui.canvas.acting.aligning import aligned, guides
from gui.canvas.acting.gestures import Gesture, Modifiers, Pointer, adds
from gui.canvas.painting.guides import GuidesItem
from gui.canvas.scene import NetworkScene
from gui.session import Session


class MoveNodes(Gesture):
    """Drag the selected nodes; the document hears of it once, on release.

    Without a drag it is a click: of several selected nodes only the one under the mouse remains.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, session: Session, scene: NetworkScene, pressed: str, start: Pointer) -> None:
        self._session = session
        self._scene = scene
        self._pressed = pressed
        self._start = start
        where = scene.layout.positions
        moving = session.view.selection
        # The one under the mouse comes first: it is the one that is put on the grid.
        order = sorted(where, key=lambda node: node != pressed)
        self._nodes = {node: where[node] for node in order if node in moving}
        self._resting = {node: where[node] for node in where if node not in moving}
        self._guides: GuidesItem | None = None

    def move(self, pointer: Pointer) -> None:
        """The items follow; lines show with what they stand level."""
        distance = (pointer.screen - self._start.screen).manhattanLength()
        if self._guides is None:
            if distance < QApplication.startDragDistance():
                return
            self._guides = GuidesItem(self._scene.look)
            self._scene.addItem(self._guides)
        moved = self._moved(pointer)
        self._scene.drag(moved)
        free = pointer.modifiers & Modifiers.AltModifier
        self._guides.show_guides(() if free else guides(moved, self._resting))

    def release(self, pointer: Pointer) -> None:
        """One undo step for all of them."""
        if self._guides is None:
            if not adds(self._start.modifiers):
                self._session.look(selection=frozenset({self._pressed}))
            return
        project = self._session.settle()
        for node, (x, y) in self._moved(pointer).items():
            project = project.with_position(node, x, y)
        text = QCoreApplication.translate("canvas", "Move %n node(s)", "", len(self._nodes))
        self._session.edit(text, project)
        self.cancel()

    def cancel(self) -> None:
        """Back to where the document says."""
        if self._guides is not None:
            self._scene.removeItem(self._guides)
            self._guides = None
            self._scene.drag({})

    def _moved(self, pointer: Pointer) -> dict[str, tuple[float, float]]:
        """Level with others or on the grid; with Alt exactly where the mouse leads."""
        way = pointer.scene - self._start.scene
        dx, dy = float(round(way.x())), float(round(way.y()))
        if not pointer.modifiers & Modifiers.AltModifier:
            dx, dy = aligned(self._nodes, self._resting, (way.x(), way.y()))
        return {node: (x + dx, y + dy) for node, (x, y) in self._nodes.items()}
