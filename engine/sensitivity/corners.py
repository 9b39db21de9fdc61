"""Corners: where the slope of a curve jumps, found as near as float64 can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, Vector

Ask = Callable[[Array], tuple[Array, Array]]
"""Heights and slopes at some numbers."""

Codes = Callable[[Array], tuple[Sequence[str], Array]]
"""The owners of all kinks, and on which side of each some numbers lie: (kinks, count)."""

SPLITS, ROUNDS = 16, 13
"""Each round narrows a bracket to a 17th, and 17**13 is more than 2**52."""

BESIDE = 1e-9
"""How far from a corner its slopes are taken, in parts of the grid."""

EPS = float(np.finfo(np.float64).eps)

NEAR = 1e-12
"""Kinks so near to each other are one corner, in parts of the grid."""

JUMP = 1e-7
"""Least jump of the slope at a corner, relative to the largest slope: the rest is rounding."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A kink on a curve: where, how high, the slopes before and behind it, and whose it is."""

    x: float
    y: float
    before: float
    behind: float
    nodes: tuple[str, ...]


def corners(grid: Vector, codes: Codes, ask: Ask) -> tuple[Corner, ...]:
    """The corners on an ascending `grid`; of several between two neighbours only the first.

    Where a run changes sides but its slope does not jump, there is no corner.
    """
    extent = grid[-1] - grid[0]
    low, high = _merged(*_brackets(grid, codes), extent * NEAR)
    if not len(low):
        return ()
    owners, sides = codes(np.concatenate([low, high]))
    before, behind = ask(low - extent * BESIDE)[1], ask(high + extent * BESIDE)[1]
    least = JUMP * np.nanmax(np.abs([before, behind]), initial=0.0)
    jumps = np.flatnonzero(np.abs(behind - before) > least).tolist()
    x = [_roundest(float(low[at] - extent * EPS), float(high[at] + extent * EPS)) for at in jumps]
    found: list[Corner] = []
    for at, where, height in zip(jumps, x, ask(np.array(x))[0].tolist(), strict=True):
        switched = np.flatnonzero(sides[:, at] != sides[:, len(low) + at])
        nodes = dict.fromkeys(owners[int(kink)] for kink in switched)
        found.append(Corner(where, height, float(before[at]), float(behind[at]), tuple(nodes)))
    return tuple(found)


def _merged(low: Vector, high: Vector, near: float) -> tuple[Vector, Vector]:
    """Brackets that nearly touch as one: the two beside a grid number on a kink, or rounding."""
    if not len(low):
        return low, high
    apart = low[1:] - high[:-1] > near
    return low[np.r_[True, apart]], high[np.r_[apart, True]]


def _brackets(grid: Vector, codes: Codes) -> tuple[Vector, Vector]:
    """The lower and the upper ends of the intervals across which some side changes."""
    found = codes(grid)[1]
    at = np.flatnonzero((found[:, 1:] != found[:, :-1]).any(axis=0))
    low, high = grid[at], grid[at + 1]
    shares = np.linspace(0.0, 1.0, SPLITS + 2)
    rows = np.arange(len(at))
    for _ in range(ROUNDS if len(at) else 0):
        inner = low[:, None] + (high - low)[:, None] * shares
        inner[:, -1] = high
        found = codes(inner.ravel())[1].reshape(-1, *inner.shape)
        differs = (found != found[:, :, :1]).any(axis=0)
        differs[:, -1] = True  # rounding must not lose the change
        first = differs.argmax(axis=1)
        low, high = inner[rows, first - 1], inner[rows, first]
    return low, high


def _roundest(low: float, high: float) -> float:
    """The number between two with the fewest digits, so that a kink at 0 is not at 1e-17."""
    if low <= 0.0 <= high:
        return 0.0
    numbers = (float(f"{(low + high) / 2:.{digits}g}") for digits in range(1, 17))
    return next((number for number in numbers if low <= number <= high), low)
