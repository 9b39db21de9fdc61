"""Thinning: no more points than pixels, with every peak kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, Vector


@dataclass(frozen=True, eq=False, slots=True)
class Points:
    """Rows of a table, (points, columns), with their place on the horizontal axis."""

    x: Vector
    table: Array


def thinned(table: Array, first: int, last: int, most: int) -> Points:
    """Rows `first` to `last` of `table`, as far as there are, at most about `most` of them.

    Of each stretch of rows every column keeps its smallest and its largest number, in the order in
    which the column rises or falls there. The last row always stays, so that a curve ends where
    its marker is. NaN stays where a whole stretch is NaN: a gap narrower than a pixel is none.
    """
    rows = table[first : last + 1]
    if len(rows) <= most:
        return Points(first + np.arange(len(rows), dtype=np.float64), rows)
    length = -(-2 * len(rows) // most)
    starts = np.arange(0, len(rows) - 1, length)
    ends = np.append(starts[1:], len(rows) - 1) - 1
    low = np.fmin.reduceat(rows[:-1], starts, axis=0)
    high = np.fmax.reduceat(rows[:-1], starts, axis=0)
    falls = rows[starts] > rows[ends]
    pairs = np.stack([np.where(falls, high, low), np.where(falls, low, high)], axis=1)
    x = np.stack([0.75 * starts + 0.25 * ends, 0.25 * starts + 0.75 * ends], axis=1)
    return Points(
        first + np.append(x.ravel(), len(rows) - 1),
        np.concatenate([pairs.reshape(-1, rows.shape[1]), rows[-1:]]),
    )
