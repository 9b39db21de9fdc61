"""Nearness: which rectangles of two lists overlap. Few are all compared, many lie on a grid.

Each rectangle of the second list lies in the one field of the grid that its middle lies in, so the
fields must be as large as the largest of them; each of the first list meets a few fields.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.canvas.placing.geometry import Boxes, Mask, Points

Extents = NDArray[np.float64]
"""(n, 4): left, top, right and bottom of upright rectangles."""

Rows = NDArray[np.intp]

_FEW_PAIRS = 30_000
"""Of no more than these all are compared: that is quicker than a grid."""

_ODD, _MOST_ODD = 4.0, 64
"""A few rectangles so many times as large as usual are compared with all others, off the grid."""

_MOST_FIELDS = 400
"""In a row or column of the grid; fewer for fewer rectangles."""


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
    of_large, of_small = within(large, around(small)), within(small, around(large))
    i, j = _overlapping(large[of_large], small[of_small])
    return of_large[i], of_small[j]


def around(extents: Extents) -> Extents:
    """The rectangle around all of some, (1, 4)."""
    low, high = extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)
    return np.concatenate((low, high))[None]


def within(extents: Extents, one: Extents) -> Rows:
    """Which of them overlap a single one."""
    return np.flatnonzero(_overlap(extents, one))


def _overlapping(large: Extents, small: Extents) -> tuple[Rows, Rows]:
    if len(large) * len(small) <= _FEW_PAIRS:
        return _of_all_pairs(large, small)
    sizes = small[:, 2:] - small[:, :2]
    is_odd = np.asarray(np.any(sizes > _ODD * np.median(sizes, axis=0), axis=1))
    odd, usual = np.flatnonzero(is_odd), np.flatnonzero(~is_odd)
    if len(odd) > _MOST_ODD or not len(usual):
        odd, usual = odd[:0], np.arange(len(small))
    i, j = _on_grid(large, small[usual])
    more_i, more_j = _of_all_pairs(large, small[odd])
    return np.concatenate((i, more_i)), np.concatenate((usual[j], odd[more_j]))


def _of_all_pairs(large: Extents, small: Extents) -> tuple[Rows, Rows]:
    i, j = np.nonzero(_overlap(large[:, None], small[None]))
    return i, j


def _overlap(a: Extents, b: Extents) -> Mask:
    both = (a[..., 0] <= b[..., 2]) & (a[..., 2] >= b[..., 0])
    both &= (a[..., 1] <= b[..., 3]) & (a[..., 3] >= b[..., 1])
    return np.asarray(both, dtype=np.bool_)


def _on_grid(large: Extents, small: Extents) -> tuple[Rows, Rows]:
    low = small[:, :2].min(axis=0)
    widest = (small[:, 2:] - small[:, :2]).max(axis=0)
    spread = small[:, 2:].max(axis=0) - low
    most = min(_MOST_FIELDS, 1 + int(len(small) ** 0.5))
    field = np.maximum(np.maximum(widest, spread / most), 1e-9)
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
    both = _overlap(large[i], small[j])
    return i[both], j[both]


def _ranges(starts: Rows, counts: Rows) -> tuple[Rows, Rows]:
    """Numbers from each start on, `counts` of them, behind one another; and whose they are."""
    owners = np.repeat(np.arange(len(starts)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) + np.repeat(starts - before, counts)
