"""Pointing: what the drawing shows of the thing under the mouse, before any button is pressed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from gui.canvas.acting.speech import spoken
from gui.canvas.building.builder import Builder
from gui.canvas.placing.words import LONGEST, tooltip
from gui.canvas.scene import Hit, NetworkScene
from gui.canvas.zooming import ZoomView
from gui.session import Session
from gui.translation import QT_TRANSLATE_NOOP, translated

_DRAW = QT_TRANSLATE_NOOP(
    "canvas", "Drag to another node to connect, or onto the board to add one."
)
_LEAD = QT_TRANSLATE_NOOP(
    "canvas", "Drag to another node to connect it there, or onto the board to cut it."
)


class Pointing:
    """Underlines numbers, shows labels, ports and cursors, and explains in tooltips."""

    def __init__(
        self, session: Session, scene: NetworkScene, view: ZoomView, builder: Builder
    ) -> None:
        self._session = session
        self._scene = scene
        self._view = view
        self._builder = builder

    def nowhere(self) -> None:
        """The mouse has left the drawing."""
        self._scene.attend(hovered=None, hovered_wire=None)
        self._builder.point_at(Hit(), None)
        self._view.viewport().unsetCursor()

    def at(self, at: QPointF, *, pans: bool = False) -> None:
        """The mouse is at a scene point; `pans`: a press would move the paper."""
        hit = self._scene.hit(at)
        viewport = self._view.viewport()
        at_handle = self._builder.point_at(hit, at)
        is_settable = hit.spot is not None and hit.spot.slot.settable and not at_handle
        number = hit.spot.slot.quantity if hit.spot is not None and is_settable else None
        self._scene.attend(hovered=number, hovered_wire=hit.wire)
        if pans:
            viewport.setCursor(Qt.CursorShape.OpenHandCursor)
        elif at_handle:
            viewport.setCursor(Qt.CursorShape.CrossCursor)
        elif number is not None:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            viewport.unsetCursor()

    def explanation(self, at: QPointF) -> str:
        """The tooltip at a scene point."""
        grip = self._builder.grip(at)
        if grip is not None:
            return translated("canvas", _LEAD if grip.edge else _DRAW)
        hit = self._scene.hit(at)
        special = "" if hit.mark is None else hit.mark.reason
        if hit.spot is not None:
            network, slot = self._session.shown.project.network, hit.spot.slot
            about = tooltip(network, slot.quantity, hit.spot.reading, settable=slot.settable)
            return "\n".join(filter(None, (about, special)))
        if special:
            return special
        if hit.edge is not None:
            return spoken(self._session, hit.edge)
        return "" if hit.node is None else self._whole_label(hit.node)

    def _whole_label(self, node: str) -> str:
        """A label that is too long to be drawn."""
        label = self._session.shown.project.network.by_id[node].label
        return label if len(label) > LONGEST else ""
