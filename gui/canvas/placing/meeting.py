"""Meeting: whether shapes touch or cross, pair by pair: the k-th of one list and of the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.canvas.placing.geometry import Boxes, Mask, Points, Segments


def boxes_touch(a: Boxes, b: Boxes, gap: float = 0.0) -> Mask:
    """Whether two boxes come nearer than `gap`: they do not if they lie apart along an axis."""
    offset, turn = b[:, :2] - a[:, :2], b[:, 4] - a[:, 4]
    c, s = np.abs(np.cos(turn)), np.abs(np.sin(turn))
    hit = np.ones(len(offset), dtype=np.bool_)
    for own, other in ((a, b), (b, a)):
        x, y = np.cos(own[:, 4]), np.sin(own[:, 4])
        across = np.abs(offset[:, 0] * x + offset[:, 1] * y)
        down = np.abs(offset[:, 1] * x - offset[:, 0] * y)
        hit &= across < own[:, 2] + other[:, 2] * c + other[:, 3] * s + gap
        hit &= down < own[:, 3] + other[:, 2] * s + other[:, 3] * c + gap
    return hit


def touching(a: Boxes, b: Boxes, gap: float = 0.0) -> Mask:
    """Which boxes of one list touch which of another, (n, m), for a few of them."""
    offset = b[None, :, :2] - a[:, None, :2]
    reach = np.hypot(a[:, 2], a[:, 3])[:, None] + np.hypot(b[:, 2], b[:, 3])[None] + gap
    near = np.asarray((offset**2).sum(axis=-1) < reach**2)
    i, j = np.nonzero(near)
    near[i, j] = boxes_touch(a[i], b[j], gap)
    return near


def circles_touch(boxes: Boxes, circles: Boxes, gap: float = 0.0) -> Mask:
    """Whether a box comes nearer than `gap` to a circle, a cell that is round."""
    beyond = np.maximum(np.abs(_local(boxes, circles[:, :2])) - boxes[:, 2:4], 0.0)
    return np.asarray((beyond**2).sum(axis=1) < (circles[:, 2] + gap) ** 2, dtype=np.bool_)


def segments_cross(boxes: Boxes, segments: Segments, gap: float = 0.0) -> Mask:
    """Whether a segment crosses a box grown by `gap`: it lies between opposite sides (slabs)."""
    start, end = _local(boxes, segments[:, :2]), _local(boxes, segments[:, 2:])
    half, along = boxes[:, 2:4] + gap, end - start
    flat = along == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (-half - start) / along, (half - start) / along
    enter = np.where(flat, -np.inf, np.minimum(first, second)).max(axis=-1, initial=0.0)
    leave = np.where(flat, np.inf, np.maximum(first, second)).min(axis=-1, initial=1.0)
    beside = (flat & (np.abs(start) > half)).any(axis=-1)
    return np.asarray((enter <= leave) & ~beside, dtype=np.bool_)


def distances(segments: Segments, points: Points) -> NDArray[np.float64]:
    """From each segment to its point."""
    start, along = segments[:, :2], segments[:, 2:] - segments[:, :2]
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    t = np.clip(((points - start) * along).sum(axis=1) / square, 0.0, 1.0)
    nearest = start + t[:, None] * along
    return np.asarray(np.sqrt(((points - nearest) ** 2).sum(axis=1)))


def _local(boxes: Boxes, points: Points) -> Points:
    """A point in the axes of its box."""
    offset = points - boxes[:, :2]
    c, s = np.cos(boxes[:, 4]), np.sin(boxes[:, 4])
    x, y = offset[:, 0], offset[:, 1]
    return np.stack((c * x + s * y, c * y - s * x), axis=1)
