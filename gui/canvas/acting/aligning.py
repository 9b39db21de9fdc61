"""Aligning: a node that is moved comes to stand level with its neighbours, else on the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.parts import on_grid

REACH = 8.0
"""Scene units within which a node is drawn to the height or column of another."""

NEIGHBOURHOOD = 900.0
"""Scene units within which another node counts as a neighbour."""

Place = tuple[float, float]
Places = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Guide:
    """A line through the middles of nodes that stand level."""

    start: Place
    end: Place


def aligned(moving: Places, resting: Places, offset: Place) -> Place:
    """`offset` so that one of the `moving` nodes stands level with a neighbour, in each direction.

    Where no neighbour is near enough, the first of them comes to stand on the grid.
    """
    if not moving:
        return offset
    own = np.array(list(moving.values())) + offset
    near = _neighbours(own, np.array(list(resting.values())).reshape(-1, 2))
    first = next(iter(moving.values()))
    found = [
        offset[axis] + step
        if (step := _step(own[:, axis], near[:, axis])) is not None
        else on_grid(first[axis] + offset[axis]) - first[axis]
        for axis in (0, 1)
    ]
    return found[0], found[1]


def guides(moving: Places, resting: Places) -> tuple[Guide, ...]:
    """A line for every column and height that moving nodes share with neighbours."""
    if not moving:
        return ()
    own = np.array(list(moving.values()))
    near = _neighbours(own, np.array(list(resting.values())).reshape(-1, 2))
    found: list[Guide] = []
    for axis in (0, 1):
        for shared in np.intersect1d(own[:, axis], near[:, axis]):
            level = np.concatenate((own[own[:, axis] == shared], near[near[:, axis] == shared]))
            along = level[:, 1 - axis]
            ends = [(float(shared), float(each)) for each in (along.min(), along.max())]
            start, end = (each if axis == 0 else each[::-1] for each in ends)
            found.append(Guide(start, end))
    return tuple(found)


def _neighbours(own: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Those of `others`, (n, 2), that lie around `own`, (m, 2), of which there is one at least."""
    low, high = own.min(axis=0) - NEIGHBOURHOOD, own.max(axis=0) + NEIGHBOURHOOD
    around = ((others >= low) & (others <= high)).all(axis=1)
    return np.asarray(others[around])


def _step(own: NDArray[np.float64], others: NDArray[np.float64]) -> float | None:
    """The shortest way from one of `own` to one of `others`, if it is short enough."""
    if not len(others):
        return None
    ways = (others[None, :] - own[:, None]).ravel()
    shortest = ways[np.argmin(np.abs(ways))]
    return float(shortest) if abs(shortest) <= REACH else None
