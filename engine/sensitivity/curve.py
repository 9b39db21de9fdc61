"""Curves: one number as a function of another one, around the current point.

Here the loss along one parameter; `function_curve` gives that of a node's own function.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.arrays import Array, Vector
from engine.quantity import Quantity
from engine.sensitivity.corners import Corner, corners
from engine.sensitivity.moving import moved, slopes
from engine.sensitivity.sides import sides, with_kinks
from engine.trace import Trace

POINTS = 161
"""So many points of a curve are computed, besides the current one and its corners."""

NOWHERE = 9.0
"""The side on which an undefined number lies."""

Interval = tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """One number as a function of another, everything else held fixed; NaN is undefined.

    The tangent at (`at`, `height`) has the slope that the backward pass uses. `landing` is where a
    step of gradient descent along this number alone would land.
    """

    x: Vector
    y: Vector
    at: float
    height: float
    slope: float
    corners: tuple[Corner, ...] = ()
    landing: tuple[float, float] | None = None


@lru_cache(maxsize=4)  # two dozen runs of the network: not again because a step is shown
def loss_curve(
    trace: Trace, by: Quantity, sample: int, interval: Interval, rate: float | None = None
) -> Curve:
    """The objective of one sample along one parameter number; `rate` asks for the landing.

    The same arguments give the same curve object.
    """
    along = _Along(trace, by, sample)
    at, losses = along.at, trace.losses
    assert losses is not None
    slope = float(trace.sample_gradient(sample)[along.index])
    grid = np.union1d(np.linspace(*interval, POINTS), [at])
    found = corners(grid, along.codes, along.ask) if with_kinks(trace.network) else ()
    x = np.union1d(grid, [corner.x for corner in found])
    landing = None
    if rate is not None and np.isfinite(slope):
        there = at - rate * slope
        landing = (there, float(along.ask(np.array([there]))[0][0]))
    return Curve(x, along.ask(x)[0], at, float(losses[sample]), slope, found, landing)


class _Along:
    """The runs of one sample with one parameter number elsewhere."""

    def __init__(self, trace: Trace, by: Quantity, sample: int) -> None:
        self._trace, self._sample = trace, sample
        self.index = trace.network.layout.by_name[by.owner].place(by.index)
        self.at = float(trace.run.theta[self.index])

    def ask(self, x: Array) -> tuple[Array, Array]:
        """The objective and its slope at each x."""
        return slopes(self._trace, self._sample, np.full(len(x), self.index), x - self.at)

    def codes(self, x: Array) -> tuple[list[str], Array]:
        """The owners of all kinks, and on which side of each every x lies: (kinks, len(x))."""
        run = moved(self._trace, self._sample, np.full(len(x), self.index), x - self.at)
        owners, found = sides(self._trace.network, run)
        return owners, np.nan_to_num(found, nan=NOWHERE)
