"""Kinks: where the slopes from both sides differ, and which of the numbers between was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array


@dataclass(frozen=True, slots=True)
class Kink:
    """One point of the axis where the slope jumps.

    Every number of [`low`, `high`] is a subgradient there; `chosen` is the one of least norm.
    """

    at: float
    low: float
    high: float
    chosen: float


@dataclass(frozen=True, eq=False, slots=True)
class Kinks:
    """The kinks that one run met.

    `where` is a mask of shape (size, N); `low`, `high` and `chosen`, as in `Kink`, hold where it is
    true and broadcast to it.
    """

    where: NDArray[np.bool_]
    low: Array
    high: Array
    chosen: Array


def kinks_met(kinks: Sequence[Kink], x: Array) -> Kinks | None:
    """Which elements of `x` lie exactly on one of `kinks`; None if no element does."""
    hits = [x == kink.at for kink in kinks]
    where = np.any(hits, axis=0)
    if not where.any():
        return None
    low, high, chosen = (
        np.select(hits, [getattr(kink, bound) for kink in kinks])
        for bound in ("low", "high", "chosen")
    )
    return Kinks(where, low, high, chosen)
