"""Places: where a node comes to stand that nobody put anywhere."""

from __future__ import annotations

import numpy as np

from engine.nodes import Layer, Loss, Operation, Target
from engine.project import Project
from gui.canvas.placing.arrange import COLUMN, apart, height, positions
from gui.parts import Place, clear, rooms

_BELOW_LOSS = 150.0
"""From a loss down to its target."""


def place_of(before: Project, after: Project, new: str, near: str | None) -> Place:
    """Where `new` of `after` stands clear of what `before` has: beside `near`, on its own side."""
    if not before.network.nodes:
        return 0.0, 0.0
    where = positions(before)
    if near is None:
        wanted = _at_the_edge(list(where.values()), is_leaf=not _computes(after, new))
    else:
        wanted = _beside(after, new, near, where[near])
    half = height(after.network, new) / 2
    return clear(rooms(before), np.array([[0.0, 0.0, half]]), wanted)


def _computes(project: Project, node: str) -> bool:
    return isinstance(project.network.by_id[node], Layer | Operation | Loss)


def _at_the_edge(places: list[Place], *, is_leaf: bool) -> Place:
    """Below the first column, or behind the last."""
    if is_leaf:
        return min(places)
    x, y = max(places)
    return x + COLUMN, y


def _beside(after: Project, new: str, near: str, at: Place) -> Place:
    (x, y), away = at, apart(after.network, new, near)
    if all(edge.target != near for edge in after.network.outgoing[new]):
        return x + away, y
    if isinstance(after.network.by_id[new], Target):
        return x, y + _BELOW_LOSS
    return x - away, y
