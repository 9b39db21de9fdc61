"""Reaching: an arrow follows the pointer or the keyboard, and a bubble says why it cannot end."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

from engine.edits.candidates import free_ports
from engine.errors import NetworkError
from engine.network import Network
from engine.nodes import Port
from gui.canvas.acting.bubble import Bubble
from gui.canvas.building.reach import Reach, ReachItem
from gui.canvas.placing.geometry import Points
from gui.canvas.scene import NetworkScene
from gui.canvas.zooming import ZoomView
from gui.theme import Themes
from gui.words import error_sentence

_NEAR = 10
"""Pixels beside an outline that still mean its node."""

_POINTER = QSize(20, 24)
"""Room of the mouse's own picture, that the bubble keeps free."""


class Reaching:
    """At most one arrow at a time; while there is none, nothing of it is seen."""

    def __init__(self, scene: NetworkScene, view: ZoomView, themes: Themes) -> None:
        self._scene = scene
        self._view = view
        self._bubble = Bubble(view.viewport(), themes, "connecting_reason")
        self._item: ReachItem | None = None
        self._refused: Mapping[str, NetworkError] = {}
        self._elsewhere = ""

    @property
    def is_active(self) -> bool:
        """Whether an arrow is drawn."""
        return self._item is not None

    @property
    def over(self) -> str | None:
        """The node that is reached, whether it is refused or not."""
        return None if self._item is None else self._item.reach.over

    def refusal(self) -> NetworkError | None:
        """Why the arrow cannot end where it is."""
        return self._refused.get(self.over or "")

    def begin(
        self,
        fixed: str,
        refused: Mapping[str, NetworkError],
        *,
        forth: bool = True,
        kept: Points | None = None,
        elsewhere: str = "",
    ) -> None:
        """An arrow from `fixed`, or back to it; `elsewhere` is said where no node is reached."""
        self.end()
        self._refused, self._elsewhere = refused, elsewhere
        reach = Reach(fixed, forth, refused.keys(), self._scene.layout.positions[fixed], kept=kept)
        self._item = ReachItem(self._scene.layout, self._scene.look, reach)
        self._scene.addItem(self._item)

    def follow(self, at: QPointF, screen: QPoint) -> None:
        """The free end goes to a point of the scene, which is `screen` on the viewport."""
        if self._item is None:
            return
        over = self._scene.node_at(at, _NEAR / self._view.zoom)
        self._item.move((at.x(), at.y()), over)
        self._bubble.say(self._sentence(over), QRect(screen, _POINTER))

    def lead_to(self, node: str | None) -> None:
        """The free end goes to a node, or back to where the arrow begins."""
        if self._item is not None:
            at = self._scene.layout.positions[node or self._item.reach.fixed]
            self._item.move(at, node)

    def end(self) -> None:
        """No arrow is drawn any more."""
        if self._item is not None:
            self._scene.removeItem(self._item)
            self._item = None
        self._bubble.hide()

    def _sentence(self, over: str | None) -> str:
        if over is None:
            return self._elsewhere
        error = self._refused.get(over)
        return "" if error is None else error_sentence(error)


def port_at(
    network: Network, scene: NetworkScene, source: str, target: str, height: float
) -> Port | None:
    """The free port that a drop at a height means: operands stand one above the other."""
    free = free_ports(network, source, target)
    operands = [port for port in free if isinstance(port, int)]
    if len(operands) < 2:
        return free[0] if free else None
    y = scene.layout.positions[target][1]
    hull = scene.layout.figures[target].hull.moved(0, y)
    part = (height - hull.y + hull.half_height) / (2 * hull.half_height)
    return operands[max(0, min(int(part * len(operands)), len(operands) - 1))]
