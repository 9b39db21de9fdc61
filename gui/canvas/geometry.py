"""Where things are: cells, boxes and curves as rows of numbers, and whether they touch.

Scene coordinates: y points down, angles in radians turn clockwise on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, hypot, sin

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

Points = NDArray[np.float64]
"""(…, 2): x and y."""

Boxes = NDArray[np.float64]
"""(n, 5): center x and y, half width, half height, angle."""

Segments = NDArray[np.float64]
"""(n, 4): x and y of the start, x and y of the end."""

Mask = NDArray[np.bool_]

NO_BOXES: Boxes = np.empty((0, 5))
NO_SEGMENTS: Segments = np.empty((0, 4))

SAMPLES = 25
"""Points by which a curve is judged; at these sizes less than half a unit off."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, turned by `angle` about its center."""

    x: float
    y: float
    half_width: float
    half_height: float
    angle: float = 0.0

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def row(self) -> tuple[float, float, float, float, float]:
        """One row of `Boxes`."""
        return self.x, self.y, self.half_width, self.half_height, self.angle


@dataclass(frozen=True, slots=True)
class Cell:
    """The outline of one unit or number: a circle, or an upright box."""

    x: float
    y: float
    half_width: float
    half_height: float
    is_round: bool = False

    def moved(self, dx: float, dy: float) -> Cell:
        """The same cell elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def row(self) -> tuple[float, float, float, float, float]:
        """One row of `Boxes`: the box around it."""
        return self.x, self.y, self.half_width, self.half_height, 0.0

    def contains(self, x: float, y: float, grown: float = 0.0) -> bool:
        """Whether a point lies inside or on the outline, `grown` on all sides."""
        dx, dy = abs(x - self.x), abs(y - self.y)
        if self.is_round:
            return hypot(dx, dy) <= self.half_width + grown
        return dx <= self.half_width + grown and dy <= self.half_height + grown

    def boundary(self, x: float, y: float, gap: float = 0.0) -> tuple[float, float]:
        """Where the ray from the center towards (x, y) leaves the outline, `gap` further out."""
        dx, dy = x - self.x, y - self.y
        length = hypot(dx, dy) or 1.0
        dx, dy = dx / length, dy / length
        if self.is_round:
            reach = self.half_width
        else:
            across = self.half_width / abs(dx) if dx else np.inf
            reach = min(across, self.half_height / abs(dy) if dy else np.inf)
            reach = 0.0 if reach == np.inf else reach
        return self.x + dx * (reach + gap), self.y + dy * (reach + gap)


def hull(cells: tuple[Cell, ...]) -> Cell:
    """The box around all `cells`; of a single one that cell itself."""
    if len(cells) == 1:
        return cells[0]
    left = min(cell.x - cell.half_width for cell in cells)
    right = max(cell.x + cell.half_width for cell in cells)
    top = min(cell.y - cell.half_height for cell in cells)
    bottom = max(cell.y + cell.half_height for cell in cells)
    return Cell((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2)


def rows(things: list[Box] | list[Cell]) -> Boxes:
    """Boxes or cells as an array."""
    return np.array([each.row for each in things]) if things else NO_BOXES


def local(boxes: Boxes, points: Points) -> Points:
    """`points`, (n, m, 2) or (m, 2), in the axes of each of n boxes: (n, m, 2)."""
    offset = points - boxes[:, None, :2]
    c, s = np.cos(boxes[:, 4])[:, None], np.sin(boxes[:, 4])[:, None]
    x, y = offset[..., 0], offset[..., 1]
    return np.stack((c * x + s * y, c * y - s * x), axis=-1)


def containing(boxes: Boxes, x: float, y: float) -> Mask:
    """Which boxes a point lies in."""
    inside = np.abs(local(boxes, np.array([[x, y]]))[:, 0]) <= boxes[:, 2:4]
    return np.asarray(inside.all(axis=1), dtype=np.bool_)


def touching(a: Boxes, b: Boxes, gap: float = 0.0) -> Mask:
    """Which boxes of `a` come nearer than `gap` to which of `b`, (n, m).

    They do not if they lie apart along one of their four axes; only near pairs are looked at.
    """
    offset = b[None, :, :2] - a[:, None, :2]
    reach = np.hypot(a[:, 2], a[:, 3])[:, None] + np.hypot(b[:, 2], b[:, 3])[None] + gap
    near = (offset**2).sum(axis=-1) < reach**2
    i, j = np.nonzero(near)
    near[i, j] = _pairs_touch(offset[i, j], a[i, 2:], b[j, 2:], gap)
    return np.asarray(near, dtype=np.bool_)


def _pairs_touch(offset: Points, a: Array, b: Array, gap: float) -> Mask:
    """For pairs of boxes, (k, 3) each: half width, half height, angle; centers `offset` apart."""
    turn = b[:, 2] - a[:, 2]
    c, s = np.abs(np.cos(turn)), np.abs(np.sin(turn))
    hit = np.ones(len(offset), dtype=np.bool_)
    for own, other in ((a, b), (b, a)):
        x, y = np.cos(own[:, 2]), np.sin(own[:, 2])
        across = np.abs(offset[:, 0] * x + offset[:, 1] * y)
        down = np.abs(offset[:, 1] * x - offset[:, 0] * y)
        hit &= across < own[:, 0] + other[:, 0] * c + other[:, 1] * s + gap
        hit &= down < own[:, 1] + other[:, 0] * s + other[:, 1] * c + gap
    return hit


def touching_circles(boxes: Boxes, circles: Boxes, gap: float = 0.0) -> Mask:
    """Which boxes come nearer than `gap` to which circles (cells that are round), (n, m)."""
    beyond = np.maximum(np.abs(local(boxes, circles[:, :2])) - boxes[:, None, 2:4], 0.0)
    return np.asarray((beyond**2).sum(axis=-1) < (circles[None, :, 2] + gap) ** 2, dtype=np.bool_)


def crossing(boxes: Boxes, segments: Segments, gap: float = 0.0) -> Mask:
    """Which boxes, grown by `gap`, are crossed by which segments, (n, m); near pairs only."""
    middle, half = (segments[:, :2] + segments[:, 2:]) / 2, (segments[:, 2:] - segments[:, :2]) / 2
    reach = np.hypot(boxes[:, 2] + gap, boxes[:, 3] + gap)[:, None, None]
    apart = np.abs(boxes[:, None, :2] - middle[None]) - np.abs(half)[None]
    near = np.asarray(np.all(apart <= reach, axis=-1))
    i, j = np.nonzero(near)
    near[i, j] = _pairs_cross(boxes[i], segments[j], gap)
    return np.asarray(near, dtype=np.bool_)


def near_segments(boxes: Boxes, segments: Segments) -> Mask:
    """Which segments come near the rectangle around all boxes: those worth a closer look."""
    around = extent(boxes)
    low, high = around[:2], around[2:]
    start, end = segments[:, :2], segments[:, 2:]
    near = (np.minimum(start, end) <= high) & (np.maximum(start, end) >= low)
    return np.asarray(near.all(axis=1), dtype=np.bool_)


def extent(boxes: Boxes) -> NDArray[np.float64]:
    """Left, top, right and bottom of all boxes together, in whichever way they are turned."""
    reach = np.hypot(boxes[:, 2], boxes[:, 3])[:, None]
    low, high = (boxes[:, :2] - reach).min(axis=0), (boxes[:, :2] + reach).max(axis=0)
    return np.concatenate((low, high))


def _pairs_cross(boxes: Boxes, segments: Segments, gap: float) -> Mask:
    """For pairs of a box and a segment: where the segment is between opposite sides (slabs)."""
    start = local(boxes, segments[:, None, :2])[:, 0]
    end = local(boxes, segments[:, None, 2:])[:, 0]
    half, along = boxes[:, 2:4] + gap, end - start
    flat = along == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (-half - start) / along, (half - start) / along
    enter = np.where(flat, -np.inf, np.minimum(first, second)).max(axis=-1, initial=0.0)
    leave = np.where(flat, np.inf, np.maximum(first, second)).min(axis=-1, initial=1.0)
    beside = (flat & (np.abs(start) > half)).any(axis=-1)
    return np.asarray((enter <= leave) & ~beside, dtype=np.bool_)


def distances(segments: Segments, points: Points) -> NDArray[np.float64]:
    """From each of n segments to each of m points, (n, m)."""
    start, along = segments[:, None, :2], segments[:, None, 2:] - segments[:, None, :2]
    square = np.maximum((along**2).sum(axis=-1), 1e-12)
    t = np.clip(((points[None] - start) * along).sum(axis=-1) / square, 0.0, 1.0)
    nearest = start + t[..., None] * along
    return np.asarray(np.sqrt(((points[None] - nearest) ** 2).sum(axis=-1)))


def sampled(controls: Points, count: int = SAMPLES) -> Points:
    """Points on cubic Bézier curves: (n, 4, 2) to (n, count, 2)."""
    t = np.linspace(0.0, 1.0, count)[:, None]
    weights = np.hstack(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3))
    return np.asarray(np.einsum("tk,nkd->ntd", weights, controls))


def until(controls: Points, parts: NDArray[np.float64]) -> Points:
    """The first part of cubic Bézier curves, (n, 4, 2), each up to its own (de Casteljau)."""
    t = parts[:, None, None]
    first = controls[:, :-1] + t * np.diff(controls, axis=1)
    second = first[:, :-1] + t * np.diff(first, axis=1)
    third = second[:, :-1] + t * np.diff(second, axis=1)
    return np.stack((controls[:, 0], first[:, 0], second[:, 0], third[:, 0]), axis=1)


def segments_of(points: Points) -> Segments:
    """Consecutive points of each curve joined: (n, count, 2) to (n·(count − 1), 4)."""
    return np.concatenate((points[:, :-1], points[:, 1:]), axis=-1).reshape(-1, 4)


def turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """A vector turned by `angle`."""
    c, s = cos(angle), sin(angle)
    return c * x - s * y, s * x + c * y
