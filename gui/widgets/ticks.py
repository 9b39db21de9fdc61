"""Ticks: round numbers along an axis."""

from __future__ import annotations

import numpy as np

NICE = (1, 2, 5, 10)
"""Steps between ticks, times a power of ten."""


def round_numbers(first: float, last: float, most: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten from `first` to `last`, `most` steps or fewer."""
    least = (last - first) / most
    power = int(np.floor(np.log10(least)))
    factor = next(each for each in NICE if each * 10.0**power >= least * (1 - 1e-9))
    step = factor * 10.0**power
    counts = range(int(np.ceil(first / step)), int(np.floor(last / step)) + 1)
    # 3 · 0.2 is 0.6000000000000001, but 6 / 10 is the float that reads as 0.6.
    return [n * factor * 10.0**power if power >= 0 else n * factor / 10.0**-power for n in counts]
