"""Frame: a picture on so many pixels; which point and height lies where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF

from engine.arrays import Array
from gui.panels.plots.labels import spread
from gui.panels.plots.overlay import MARKER
from gui.panels.plots.scales import Scale
from gui.panels.plots.thinning import Points

MOST_LABELS = 12

LEAST_ROOM = 50.0
"""Pixels that curves have even in a tiny window."""


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """What a chart shows: the columns of `points`, from point `first` to `last` of the axis."""

    points: Points
    scale: Scale
    first: int
    last: int
    present: int
    """The newest point; beyond `last` where one zoomed into the past."""
    forgotten: int = 0
    """Points that came before point 0."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """Pixels count from the upper left of the view box; on the right `gutter` is for labels."""

    picture: Picture
    width: float
    height: float
    gutter: float

    @property
    def room(self) -> float:
        """Pixels that curves can use, from the left to their labels."""
        return room(self.width, self.gutter)

    def point_at(self, pixel: float) -> float:
        """Which point of the axis lies `pixel` from the left."""
        extent = self.picture.last - self.picture.first
        return self.picture.first + (pixel - MARKER) * extent / self.room

    def place(self, point: float, height: float) -> QPointF:
        """Pixels of a point at a height of the scale; not finite where the height is not."""
        picture, scale = self.picture, self.picture.scale
        across = (point - picture.first) / (picture.last - picture.first)
        down = (scale.top - height) / (scale.top - scale.bottom)
        return QPointF(MARKER + across * self.room, down * self.height)

    def label_heights(self, ends: Array, line: float) -> dict[int, float]:
        """Pixels from the top for the labels of curves that end at the heights `ends`.

        No two are nearer than a `line`; without room for all, the highest curves have labels.
        """
        finite = [index for index in range(len(ends)) if np.isfinite(ends[index])]
        most = min(int(self.height / line), MOST_LABELS)
        labelled = sorted(finite, key=lambda index: -ends[index])[:most]
        wanted = [self.place(0, ends[index]).y() for index in labelled]
        places = spread(wanted, line, line / 2, self.height - line / 2)
        return dict(zip(labelled, places, strict=True))


def room(width: float, gutter: float) -> float:
    """Pixels that curves can use of a view box."""
    return max(width - MARKER - gutter, LEAST_ROOM)
