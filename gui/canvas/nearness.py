"""Nearness: which rectangles of two lists overlap, found on a grid instead of by all pairs.

Each rectangle of the second list lies in the one field of the grid that its middle lies in, so the
fields must be as large as the largest of them; each of the first list meets a few fields.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.canvas.geometry import Boxes, Points

Extents = NDArray[np.float64]
"""(n, 4): left, top, right and bottom of upright rectangles."""

Rows = NDArray[np.intp]

_MOST_FIELDS = 400
"""In a row or column of the grid."""


def of_boxes(boxes: Boxes, gap: float = 0.0) -> Extents:
    """The upright rectangles around boxes that may be turned, and `gap` more on all sides."""
    c, s = np.abs(np.cos(boxes[:, 4])), np.abs(np.sin(boxes[:, 4]))
    wide, high = boxes[:, 2], boxes[:, 3]
    reach = np.stack((wide * c + high * s, wide * s + high * c), axis=1) + gap
    return np.concatenate((boxes[:, :2] - reach, boxes[:, :2] + reach), axis=1)


def of_curves(points: Points) -> Extents:
    """The rectangles around curves given by points, (n, count, 2)."""
    return np.concatenate((points.min(axis=1), points.max(axis=1)), axis=1)


def overlapping(large: Extents, small: Extents) -> tuple[Rows, Rows]:
    """All pairs that overlap, as rows of both lists; quick where those of the second are small."""
    if not len(large) or not len(small):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    low = small[:, :2].min(axis=0)
    widest = (small[:, 2:] - small[:, :2]).max(axis=0)
    spread = small[:, 2:].max(axis=0) - low
    field = np.maximum(np.maximum(widest, spread / _MOST_FIELDS), 1e-9)
    columns, rows = (np.floor(spread / field).astype(np.intp) + 1).tolist()

    def fields(points: Points) -> Rows:
        found = np.floor((points - low) / field)
        return np.asarray(np.clip(found, 0, (columns - 1, rows - 1)), dtype=np.intp)

    home = fields((small[:, :2] + small[:, 2:]) / 2) @ (rows, 1)
    order = np.argsort(home, kind="stable")
    starts = np.searchsorted(home[order], np.arange(columns * rows + 1))
    first, last = fields(large[:, :2] - widest / 2), fields(large[:, 2:] + widest / 2)
    i, column = _ranges(first[:, 0], last[:, 0] - first[:, 0] + 1)
    begin = starts[column * rows + first[i, 1]]
    which, at = _ranges(begin, starts[column * rows + last[i, 1] + 1] - begin)
    i, j = i[which], order[at]
    overlap = (small[j, :2] <= large[i, 2:]) & (small[j, 2:] >= large[i, :2])
    both = overlap.all(axis=1)
    return i[both], j[both]


def _ranges(starts: Rows, counts: Rows) -> tuple[Rows, Rows]:
    """Numbers from each start on, `counts` of them, behind one another; and whose they are."""
    owners = np.repeat(np.arange(len(starts)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) + np.repeat(starts - before, counts)
