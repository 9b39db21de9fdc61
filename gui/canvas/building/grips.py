"""Grips: where an arrow can be taken: at the rim of a node, to draw one, or at its own ends."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin

import numpy as np
from PySide6.QtCore import QPointF

from engine.nodes import EdgeKey
from gui.canvas.placing.geometry import Cell, Points, containing, rows, sampled
from gui.canvas.placing.layout import Layout
from gui.canvas.scene import Hit, NetworkScene

KEPT = 26.0
"""Scene units around a node within which its grip stays."""

_ROOM = 8.0
"""Scene units that a grip keeps free of numbers."""

_NEAR_END = 34.0
"""Scene units from the end of an arrow within which the pointer means that end."""

_BEFORE_TIP, _BEHIND_START = 13.0, 26.0
"""Scene units from the ends of an arrow to their grips: head and port stay in sight."""

_ANGLES = (0, 30, -30, 55, -55, 75, -75)
"""Places on the rim of a circle, in degrees, the first that no number takes."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A place to take: at a `cell` of a `node`, or on the `wire` that draws an `edge`.

    `forth`: the head of the arrow, else its other end.
    """

    at: tuple[float, float]
    node: str = ""
    cell: int = 0
    edge: EdgeKey | None = None
    wire: int = -1
    forth: bool = True


def grip_at(scene: NetworkScene, hit: Hit, at: QPointF, before: Grip | None) -> Grip | None:
    """What can be taken near the pointer; the port of a node stays until the pointer leaves it."""
    layout = scene.layout
    if hit.spot is None and hit.node is None and hit.wire is not None:
        end = _end(layout, hit.wire, at, scene.attention.selected)
        if end is not None:
            return end
    node = hit.node or (before.node if before is not None else "")
    if not node or (hit.node is None and scene.node_at(at, KEPT) != node):
        return None
    x, y = layout.positions[node]
    cells = [cell.moved(x, y) for cell in layout.figures[node].cells]
    nearest = min(range(len(cells)), key=lambda i: hypot(cells[i].x - at.x(), cells[i].y - at.y()))
    if before is not None and (before.node, before.cell) == (node, nearest):
        return before
    return Grip(_port(layout, node, cells[nearest]), node, nearest)


def _end(layout: Layout, wire: int, at: QPointF, selected: frozenset[object]) -> Grip | None:
    """The head of a wire where the pointer is near it; its other end only of a selected one."""
    edge = layout.board.wires[wire].edge.key
    path = sampled(layout.curves[wire][None])[0]
    length = float(np.hypot(*np.diff(path, axis=0).T).sum())
    near_end = min(_NEAR_END, length / 3)
    for forth, points, back in ((True, path[::-1], _BEFORE_TIP), (False, path, _BEHIND_START)):
        if not forth and edge not in selected:
            continue
        if hypot(at.x() - points[0][0], at.y() - points[0][1]) <= near_end + back:
            return Grip(_along(points, min(back, length / 3)), edge=edge, wire=wire, forth=forth)
    return None


def _along(points: Points, distance: float) -> tuple[float, float]:
    """The point of a path at a distance from its first point."""
    travelled = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    x, y = (float(np.interp(distance, travelled, points[:, axis])) for axis in (0, 1))
    return x, y


def _port(layout: Layout, node: str, cell: Cell) -> tuple[float, float]:
    """A point of the rim of an outline, beside the numbers of the arrows that leave the node."""
    wires = (i for i, wire in enumerate(layout.board.wires) if wire.edge.source == node)
    labels = [layout.labels[wire] for wire in wires if wire in layout.labels]
    boxes = rows([slot.box for label in labels for slot in label.slots])
    if len(boxes):
        boxes = boxes + np.array([0, 0, _ROOM, _ROOM, 0])
    places = _places(cell)
    return next((at for at in places if not containing(boxes, *at).any()), places[0])


def _places(cell: Cell) -> list[tuple[float, float]]:
    if cell.is_round:
        r = cell.half_width
        angles = (radians(angle) for angle in _ANGLES)
        return [(cell.x + r * cos(angle), cell.y + r * sin(angle)) for angle in angles]
    right, top = cell.x + cell.half_width, cell.y - cell.half_height
    return [(right, cell.y), (right, top), (right, cell.y + cell.half_height), (cell.x, top)]
