"""Places: where a new node comes to stand."""

from __future__ import annotations

from itertools import product
from math import hypot

import numpy as np

from engine.nodes import Layer, Loss, Operation, Target
from engine.project import Project
from gui.canvas.placing.arrange import COLUMN, apart, height, positions
from gui.parts import GRID, NEAR, SLACK, Place, clear, on_grid, rooms

_BELOW_LOSS = 150.0
"""From a loss down to its target."""

_FAR = 60 * GRID
"""So far from the pointer a new node may come to stand."""

_AROUND = sorted(product(range(-_FAR, _FAR + 1, GRID), repeat=2), key=lambda step: hypot(*step))
"""Steps on the grid, the shortest ones first."""


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


def place_at(before: Project, after: Project, new: str, at: Place, source: str | None) -> Place:
    """The place next to `at` where `new` of `after` hides nothing that `before` has.

    So far from its `source` that the weight between them can be read.
    """
    if source is not None and isinstance(after.network.by_id[new], Layer):
        at = _away(positions(before)[source], at, apart(after.network, new, source))
    there, half = rooms(before), height(after.network, new) / 2
    high = np.maximum(there[:, 2] + half - SLACK, NEAR / 2)

    def is_clear(place: Place) -> bool:
        away = np.abs(there[:, :2] - place)
        return not ((away[:, 0] < NEAR) & (away[:, 1] < high)).any()

    places = ((at[0] + across, at[1] + down) for across, down in _AROUND)
    return next(filter(is_clear, places), at)


def _away(start: Place, at: Place, least: float) -> Place:
    """`at`, or in its direction so far from `start`."""
    across, down = at[0] - start[0], at[1] - start[1]
    longer = max(1.0, least / (hypot(across, down) or least))
    return on_grid(start[0] + longer * across), on_grid(start[1] + longer * down)


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
