"""Where things are: cells, boxes and curves as rows of numbers, and whether they touch.

Scene coordinates: y points down, angles in radians turn clockwise on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, sin

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(…, 2): x and y."""

Boxes = NDArray[np.float64]
"""(n, 5): center x and y, half width, half height, angle."""

Segments = NDArray[np.float64]
"""(n, 4): x and y of the start, x and y of the end."""

Mask = NDArray[np.bool_]

NO_BOXES: Boxes = np.empty((0, 5))

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
        return Box(self.x + dx, self.y + dy, self.half_width, self.half_height, self.angle)

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
        return Cell(self.x + dx, self.y + dy, self.half_width, self.half_height, self.is_round)

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
