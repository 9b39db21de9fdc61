"""Places: the fixed list of places at which the numbers of a wire may stand.

A wire's value stands above the line and its gradient below, on the line's own angle. The nearer to
the middle and the larger, the cheaper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from gui.canvas.placing.geometry import Boxes, Mask, Points, sampled
from gui.canvas.placing.labels import Slot
from gui.canvas.placing.nearness import Rows
from gui.canvas.placing.routing import is_straight
from gui.canvas.placing.style import HALF_LINE
from gui.canvas.placing.writings import Writings
from gui.theme import ColorRole

LIFT = 0.22
"""Between a line and the digits beside it, in parts of the size."""

_STEPS = 50
"""Equal steps of which every wire is made: a place stands at one of them."""

_ANGLE_STEPS = 2
"""So far before and behind a place the wire's angle is measured."""

_OUTERMOST = 21
"""Steps from the middle that a number may stand at, at most."""

_Shape = tuple[float, float, float]

_SHAPES: Sequence[_Shape] = (
    (1.0, 1.0, 0.0),
    (0.86, 1.0, 0.4),
    (0.72, 1.0, 1.1),
    (0.62, 1.0, 2.2),
    (0.62, 0.84, 3.0),
    (0.54, 0.74, 4.8),
    (0.46, 0.64, 7.0),
    (0.38, 0.54, 10.0),
)
"""Room of the text and height, in parts of what a typical number needs, and what that costs."""

_FAR = 0.08
"""Cost of a step away from the middle, and of one by which value and gradient part."""

_BENT = 0.02
"""Cost of every unit by which a bend keeps a number from its wire."""


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """Places by column: step of the middle, steps between value and gradient, shape, cost."""

    middle: Rows
    apart: Rows
    room: Vector
    height: Vector
    cost: Vector

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.middle)


def _grid(small: float) -> Grid:
    """All places. What costs a number to be small is in parts of the usual."""
    along = [0, *(side * step for step in range(2, _OUTERMOST, 2) for side in (-1, 1))]
    rows = [
        (_STEPS // 2 + far, between, room, height, small * price + _FAR * (abs(far) + abs(between)))
        for room, height, price in _SHAPES
        for between in (0, 10, -10, 20, -20)
        for far in along
        if abs(far) + abs(between) / 2 <= _OUTERMOST
    ]
    middle, between, room, height, cost = np.array(rows).T
    return Grid(middle.astype(np.intp), between.astype(np.intp), room, height, cost)


FINE = _grid(small=1.0)

EVEN = _grid(small=3.0)
"""The same places for labels that look better all of one size than with fewer wires behind."""

_AT_ONE = FINE.apart == 0
_LARGE = (FINE.height == 1) & (FINE.room > 0.7)
_FEW = (FINE.room > 0.8) & ((FINE.middle - _STEPS // 2) % 6 == 0)

ALL: Rows = np.arange(len(FINE))
PLAIN: Rows = np.flatnonzero(_AT_ONE & _LARGE)
OTHERS: Rows = np.setdiff1d(ALL, PLAIN)
SMALL: Rows = np.flatnonzero(_AT_ONE & (FINE.height < 1) & (FINE.height > 0.6))
FEW: Rows = np.flatnonzero(_AT_ONE & _FEW)
"""Of these places the plain ones: full height, value and gradient at one spot; all others; smaller
ones at one spot; a few of the plain ones, those with most room first."""

FEW_ALONG = int((FINE.room[FEW] == 1).sum())
"""So many of the few are at different spots."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be written at wires: the slots of each, one or two, as arrays (labels, 2).

    `side` is 1 above the wire and −1 below; `shift`: which way it parts from the other one.
    """

    wires: Rows
    paths: Points
    straight: Mask
    half_width: Vector
    half_height: Vector
    sizes: Vector
    side: Vector
    shift: Vector
    exists: Mask

    @cached_property
    def points(self) -> Points:
        """The wires in equal steps, (labels, steps + 1, 2)."""
        return _equal_steps(self.paths)


def wanted(labels: Sequence[tuple[int, tuple[Slot, ...]]], curves: Points) -> Wanted:
    """Slots, one or two, at wires."""
    blank = (0.0, 0.0, 0.0, 1.0, False)
    table = [
        [
            (s.box.half_width, s.box.half_height, s.size, 1.0 if s.is_value else -1.0, True)
            for s in slots
        ]
        + [blank] * (2 - len(slots))
        for _, slots in labels
    ]
    columns = np.moveaxis(np.array(table, dtype=np.float64).reshape(-1, 2, 5), 2, 0)
    wires = np.array([wire for wire, _ in labels], dtype=np.intp)
    return _wanted(wires, curves, tuple(columns[:4]), columns[4] > 0)


def wanted_of(of: Writings, rows: Rows, curves: Points) -> Wanted:
    """Some of the writings of a network."""
    count, roles = len(rows), len(of.roles)
    half_width, exists = np.zeros((count, 2)), np.zeros((count, 2), dtype=np.bool_)
    half_width[:, :roles], exists[:, :roles] = of.half_widths[rows], True
    side = np.ones((count, 2))
    side[:, :roles] = [1.0 if role is ColorRole.FORWARD else -1.0 for role in of.roles]
    sizes = np.full((count, 2), of.size)
    return _wanted(of.wires[rows], curves, (half_width, HALF_LINE * sizes, sizes, side), exists)


def _wanted(wires: Rows, curves: Points, columns: Sequence[Vector], exists: Mask) -> Wanted:
    half_width, half_height, sizes, side = columns
    both = np.asarray(np.all(exists, axis=1))
    shift = np.where(both[:, None], (-0.5, 0.5), 0.0)
    paths, straight = sampled(curves[wires]), is_straight(curves[wires])
    return Wanted(wires, paths, straight, half_width, half_height, sizes, side, shift, exists)


def boxes_at(of: Wanted, rows: Rows, places: Rows, grid: Grid) -> tuple[Boxes, Vector]:
    """Boxes (k, 2, 5) of labels at places, pair by pair, and what they cost, (k,)."""
    steps = grid.middle[places, None] + of.shift[rows] * grid.apart[places, None]
    at, angles, normals = _frames(of.points[rows], np.round(steps).astype(np.intp))
    wide = grid.room[places, None] * of.half_width[rows]
    high = grid.height[places, None] * of.half_height[rows]
    bends = np.zeros(wide.shape)
    bent = np.flatnonzero(~of.straight[rows])
    if len(bent):
        here = rows[bent]
        bends[bent] = _bends(of.paths[here], at[bent], normals[bent], of.side[here], wide[bent])
    lift = bends + LIFT * of.sizes[rows] + high
    middles = at + (of.side[rows] * lift)[..., None] * normals
    boxes = np.concatenate((middles, np.stack((wide, high, angles), axis=-1)), axis=-1)
    return boxes, grid.cost[places] + _BENT * (bends * of.exists[rows]).sum(axis=1)


def united(boxes: Boxes, exists: Mask) -> Boxes:
    """One box around value and gradient, (k, 1, 5), of labels where these do not part."""
    above, below = boxes[:, 0], boxes[:, 1]
    up = np.stack((np.sin(above[:, 4]), -np.cos(above[:, 4])), axis=1)
    top, bottom = above[:, :2] + up * above[:, 3:4], below[:, :2] - up * below[:, 3:4]
    high = np.hypot(*(top - bottom).T) / 2
    both = np.column_stack(
        ((top + bottom) / 2, np.maximum(above[:, 2], below[:, 2]), high, above[:, 4])
    )
    return np.where(exists[:, :1] & exists[:, 1:], both, above)[:, None]


def _equal_steps(paths: Points) -> Points:
    if not len(paths):
        return np.empty((0, _STEPS + 1, 2))
    steps = np.diff(paths, axis=1)
    travelled = np.cumsum(np.hypot(steps[..., 0], steps[..., 1]), axis=1)
    parts = np.zeros(paths.shape[:2])
    parts[:, 1:] = travelled / np.maximum(travelled[:, -1:], 1e-12)
    # All wires one behind the other: part p of wire i is i·2 + p.
    shift = 2.0 * np.arange(len(paths))[:, None]
    wanted_parts = (np.linspace(0.0, 1.0, _STEPS + 1)[None] + shift).ravel()
    known = (parts + shift).ravel()
    found = [np.interp(wanted_parts, known, paths[..., axis].ravel()) for axis in (0, 1)]
    return np.stack(found, axis=-1).reshape(len(paths), _STEPS + 1, 2)


def _frames(points: Points, steps: Rows) -> tuple[Points, Vector, Points]:
    """Points, upright angles and upward normals at steps (k, 2) of wires (k, steps + 1, 2)."""
    rows = np.arange(len(points))[:, None]
    at = points[rows, steps]
    ahead = points[rows, np.minimum(steps + _ANGLE_STEPS, _STEPS)]
    behind = points[rows, np.maximum(steps - _ANGLE_STEPS, 0)]
    angles = np.arctan2(ahead[..., 1] - behind[..., 1], ahead[..., 0] - behind[..., 0])
    angles = np.where(angles > np.pi / 2 + 1e-9, angles - np.pi, angles)
    angles = np.where(angles < -np.pi / 2 - 1e-9, angles + np.pi, angles)
    return at, angles, np.stack((np.sin(angles), -np.cos(angles)), axis=-1)


def _bends(
    paths: Points, at: Points, normals: Points, side: Vector, wide: Vector
) -> NDArray[np.float64]:
    """How far each path itself rises towards a label within the label's width."""
    offset = paths[:, None] - at[:, :, None]
    x, y = normals[:, :, None, 0], normals[:, :, None, 1]
    across = np.abs(x * offset[..., 1] - y * offset[..., 0])
    rise = side[..., None] * (offset[..., 0] * x + offset[..., 1] * y)
    return np.asarray(np.where(across <= wide[..., None], rise, 0.0).max(axis=2))
