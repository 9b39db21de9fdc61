"""Frame: which numbers the edges of a plot stand for, and where a point of the plane lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from engine.sensitivity.curve import Curve, Interval

HEADROOM = 0.08
"""Blank above and below the curve, in parts of its height."""

MOST_ZERO = 0.25
"""The axis begins at 0 where that wastes no more of it than this."""


LARGEST = 1e200
"""What is larger is beyond any axis."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of pixels, and the intervals it shows."""

    rect: QRectF
    across: Interval
    up: Interval

    def at(self, x: float, y: float) -> QPointF:
        """The pixels of a point."""
        (left, right), (bottom, top) = self.across, self.up
        return QPointF(
            self.rect.left() + (x - left) / (right - left) * self.rect.width(),
            self.rect.bottom() - (y - bottom) / (top - bottom) * self.rect.height(),
        )

    def clipped(self, x: float, y: float, slope: float) -> tuple[QPointF, QPointF]:
        """The ends of a line through a point: at the edges, or where it leaves the frame."""
        left, right = self.across
        if abs(slope) * (right - left) > self.up[1] - self.up[0]:
            ends = sorted(x + (edge - y) / slope for edge in self.up)
            left, right = max(left, ends[0]), min(right, ends[1])
        return self.at(left, y + slope * (left - x)), self.at(right, y + slope * (right - x))

    @property
    def pixel(self) -> float:
        """How far it is from one pixel to the next, across."""
        return (self.across[1] - self.across[0]) / self.rect.width()

    def x_of(self, pixel: float) -> float:
        """The number under a pixel; beyond the edges that of the edge."""
        inside = min(max(pixel, self.rect.left()), self.rect.right())
        return self.across[0] + (inside - self.rect.left()) * self.pixel


def vertical(curve: Curve) -> Interval:
    """What the vertical axis of a curve shows."""
    known = curve.y[np.abs(np.nan_to_num(curve.y, nan=np.inf)) < LARGEST]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    if 0 <= low <= MOST_ZERO * high:
        low = 0.0
    room = HEADROOM * (high - low) or max(0.5, 0.5 * abs(high))
    return low - room, high + room
